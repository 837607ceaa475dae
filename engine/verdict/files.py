"""The judgement of two files that are no media, or of two copies of one: whether every byte is the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np

from engine.media.loading import check_readable, reading
from engine.verdict.scale import Judgement, Remark, Verdict

CHUNK: Final = 1 << 22  # bytes that are read at once


def judge_files(given: str | os.PathLike[str], returned: str | os.PathLike[str]) -> Judgement:
    """Judge two files by their bytes, of any type and any size.

    Parameters
    ----------
    given, returned : str or path-like

    Returns
    -------
    Judgement
        The same, or not; then with a remark that has the index of the first byte that differs.

    Raises
    ------
    UnreadableFileError

    Example
    -------
    >>> engine.judge_files("cat.png", "cat.png").verdict.name
    'SAME'
    """
    paths = Path(given), Path(returned)
    for path in paths:
        check_readable(path, may_be_empty=True)
    start = 0
    with reading(paths[0]), paths[0].open("rb") as first, reading(paths[1]), paths[1].open("rb") as second:
        while True:
            parts = first.read(CHUNK), second.read(CHUNK)
            difference = first_difference(*parts)
            if difference is not None:
                return of_bytes(start + difference)
            if not parts[0]:
                return of_bytes(None)
            start += len(parts[0])


def of_bytes(difference: int | None) -> Judgement:
    """The judgement of files that first differ in the byte of this index, or in none."""
    if difference is None:
        return Judgement(Verdict.SAME, "file")
    return Judgement(Verdict.NOT_USABLE, "file", (Remark("bytes", float(difference)),))


def first_difference(first: bytes, second: bytes) -> int | None:
    """The index of the first byte in which two contents differ; None where they do not."""
    if first == second:
        return None
    length = min(len(first), len(second))
    one, other = (np.frombuffer(content, np.uint8, length) for content in (first, second))
    apart = np.flatnonzero(one != other)
    return int(apart[0]) if apart.size else length
