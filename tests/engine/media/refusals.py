"""Files that are not to be read: how they are refused, and how they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import UnreadableFileError, UnreadableReason
from engine.media import load
from engine.naming import named


def refusal(path: Path, reason: UnreadableReason | None, **options: float) -> str:
    """The sentence with which a file is refused, for this reason."""
    error = unreadable(path, **options)
    sentence = str(error)
    assert error.reason == reason
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert named(path) in sentence
    return sentence


def unreadable(path: Path, **options: float) -> UnreadableFileError:
    """The error with which a file is refused."""
    with pytest.raises(UnreadableFileError) as caught:
        load(path, **options)
    return caught.value


def put(path: Path, data: bytes) -> Path:
    """The path, after these bytes were written to it."""
    path.write_bytes(data)
    return path
