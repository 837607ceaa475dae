"""The field a key is typed into."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.widgets.key_entry import KeyEntry


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("abandon abuot", "2 of 12"),  # perhaps the second goes on
        ("abandon abuot ", "Word 2 "),
        ("abandon " * 12, "do not form a key"),
        ("abandon " * 13, "not 13"),
        ("abandon " * 11 + "abuot", "Word 12 "),
    ],
)
def test_a_typing_mistake_is_told_at_once(qtbot: QtBot, typed: str, told: str) -> None:
    entry = KeyEntry()
    qtbot.addWidget(entry)
    entry.field.setText(typed)
    assert told in entry._state.text()
    assert not entry.button.isEnabled()
