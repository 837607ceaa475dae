"""The name of a file in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.naming import named


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("folder/cat.png", "cat.png"), (".", "."), ("..", ".."), ("/", "/"), ("../..", ".."),
        ("漢字 עברית 🎶.png", "漢字 עברית 🎶.png"), ("a\nb.png", r"a\nb.png"), ("\x1b[31mred", r"\x1b[31mred"),
        ("photo\u202egnp", r"photo\u202egnp"), ("👨\u200d👩.png", "👨\u200d👩.png"), ("\udcff.png", r"\udcff.png"),
    ],
)  # fmt: skip
def test_a_name(path: str, name: str) -> None:
    assert named(path) == named(Path(path)) == name
