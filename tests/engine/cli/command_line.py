"""Helpers of the tests of the commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.inrsteg import hide
from engine.key import Key
from engine.planning import plan
from tests.engine.tiny import WORDS, picture, tiny

Run = Callable[..., tuple[int, str, str]]


def hidden(folder: Path, secrets: int = 1) -> Path:
    path = folder / "out.undersong"
    hide(plan([picture()] * secrets, picture(), tiny(2)), Key.from_words(WORDS)).save(path)
    return path


def expect(outcome: tuple[int, str, str], code: int, *parts: str) -> None:
    """One plain sentence on standard error, nothing on standard output."""
    found, said, error = outcome
    assert (found, said) == (code, "")
    assert error.startswith("undersong: ")
    assert error.count("\n") == 1
    assert "Traceback" not in error
    for part in parts:
        assert part in error
