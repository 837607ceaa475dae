"""The name of a file as a person reads it in a sentence."""

from __future__ import annotations

import os
from pathlib import Path


def named(path: str | os.PathLike[str]) -> str:
    """The last part of a path; all of it for “.”, “..” and “/”.  What would move a terminal's cursor is written out."""
    name = Path(path).name or str(path)
    return spelled(name)


def spelled(path: str | os.PathLike[str]) -> str:
    """A whole path as it can be printed: what would move a terminal's cursor is written out."""
    signs = (sign if sign.isprintable() or sign in "\u200c\u200d" else _escaped(sign) for sign in str(path))
    return "".join(signs)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
