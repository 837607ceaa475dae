"""Numbers as people say them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.text.formatting import time_left


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "A few seconds left"),
        (7.9, "A few seconds left"),
        (8.0, "About 10 s left"),
        (44.0, "About 40 s left"),
        (58.0, "About a minute left"),
        (100.0, "About 2 min left"),
        (9 * 60.0, "About 9 min left"),
        (13 * 60.0, "About 15 min left"),
        (46 * 60.0, "About 45 min left"),
        (55 * 60.0, "About 1 h left"),
        (100 * 60.0, "About 1.5 h left"),
        (11 * 3600.0, "About 11 h left"),
    ],
)
def test_the_time_left_is_rounded_as_people_round(qapp: QApplication, seconds: float, words: str) -> None:
    assert qapp is not None
    assert time_left(seconds) == words
