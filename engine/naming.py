"""The name of a file as a person reads it in a sentence."""

from __future__ import annotations

import os
from pathlib import Path


def named(path: str | os.PathLike[str]) -> str:
    """The last part of a path; all of it for “.”, “..” and “/”.  What would move a terminal's cursor is written out."""
    name = Path(path).name or str(path)
    return "".join(sign if sign.isprintable() or sign in "\u200c\u200d" else _spelled(sign) for sign in name)


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
