"""The command `compare`: what one file is beside another: a verdict, and the paper's measures."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any, Final

from engine.cli.output import measures_text, say, say_json
from engine.cli.verdict_text import verdict_json, verdict_text
from engine.errors import UnreadableFileError
from engine.media import Medium, load
from engine.naming import named
from engine.verdict.files import judge_files
from engine.verdict.judging import judge
from engine.verdict.scale import Verdict

NO_FILE: Final = ("missing", "folder", "not-a-file", "not-allowed")  # reasons for which its bytes cannot be had either


def compare(options: Namespace) -> int:
    """Print the verdict on two files, and the measures of two media of one modality.

    Of two files that are no media every byte is compared; two media with the same bytes are the same.
    """
    paths = options.original, options.other
    (original, other), judgement = [_medium(path) for path in paths], judge_files(*paths)
    kinds = [medium.modality if medium is not None else "file" for medium in (original, other)]
    if kinds[0] != kinds[1]:
        raise UnreadableFileError(
            f"“{named(paths[0])}” is of the kind {kinds[0]} and “{named(paths[1])}” of the kind "
            f"{kinds[1]}: only two of one kind can be compared."
        )
    sizes = [path.stat().st_size for path in paths]
    result: dict[str, Any] = {"kind": kinds[0], "bytes": sizes}
    details = f"{sizes[0]:,} and {sizes[1]:,} bytes"
    if original is not None and other is not None:
        measures = original.compare(other)
        result["measures"], details = measures, measures_text(measures)
        if judgement.verdict != Verdict.SAME:
            judgement = judge(original, other)
    if options.json:
        say_json({**result, **verdict_json(judgement)})
    else:
        say(verdict_text(judgement), f"  {details}")
    return 0


def _medium(path: Path) -> Medium | None:
    """The medium in a file, None where there is none in it.  Raises UnreadableFileError where there is no file."""
    try:
        return load(path)
    except UnreadableFileError as error:
        if error.reason in NO_FILE:
            raise
        return None
