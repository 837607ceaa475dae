"""The field a key is typed into."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from app.hide.key_sheet import key_sheet
from app.widgets.key_entry import KeyEntry
from tests.engine.tiny import WORDS


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("abandon abuot", "2 of 12"),  # perhaps the second goes on
        ("abandon abuot ", "Word 2 "),
        ("abandon " * 12, "do not form a key"),
        ("abandon " * 13, "not 13"),
        ("abandon " * 11 + "abuot", "Word 12 "),
        ("1. abandon 2. abuot", "2 of 12"),
        ("1. abandon 2. abuot 3.", "Word 2 "),
        ("1 2 3", "0 of 12"),
    ],
)
def test_a_typing_mistake_is_told_at_once(qtbot: QtBot, typed: str, told: str) -> None:
    entry = KeyEntry()
    qtbot.addWidget(entry)
    entry.field.setText(typed)
    assert told in entry._state.text()
    assert not entry.button.isEnabled()


@pytest.mark.parametrize(
    "text",
    [
        f"Undersong\n\n{WORDS}\n",
        "\r\n".join(f"{number}. {word}" for number, word in enumerate(WORDS.split(), 1)),
        "my own words\n" + WORDS.replace(" ", "\n"),
        "“" + WORDS.replace(" ", "”, “") + "”",
    ],
    ids=["key file", "numbered", "below a heading", "quoted"],
)
def test_the_clipboard_holds_a_key_in_any_form(qtbot: QtBot, text: str) -> None:
    entry = KeyEntry()
    qtbot.addWidget(entry)
    QApplication.clipboard().setText(text)
    entry.field.paste()
    assert entry.key() == engine.Key.from_words(WORDS)


def test_the_text_of_the_printed_page_is_taken(qtbot: QtBot) -> None:
    entry = KeyEntry()
    qtbot.addWidget(entry)
    QApplication.clipboard().setText(key_sheet(WORDS, "my 2 secrets").toPlainText())
    entry.field.paste()
    assert entry.key() == engine.Key.from_words(WORDS)


def test_blanks_around_a_passphrase_do_not_matter(qtbot: QtBot) -> None:
    entry = KeyEntry()
    qtbot.addWidget(entry)
    entry.use_passphrase(True)
    entry.field.setText("correct horse battery staple ")
    assert entry.key() == engine.Key.from_passphrase("correct horse battery staple")
