"""The field a key is typed into."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from app.hide.key_sheet import key_sheet
from app.session import Session
from app.widgets.key_entry import KeyEntry
from app.worker import TaskQueue
from tests.engine.tiny import WORDS


@pytest.fixture
def entry(qtbot: QtBot, tasks: TaskQueue) -> KeyEntry:
    result = KeyEntry(Session(tasks))
    qtbot.addWidget(result)
    return result


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
def test_a_typing_mistake_is_told_at_once(entry: KeyEntry, typed: str, told: str) -> None:
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
def test_the_clipboard_holds_a_key_in_any_form(entry: KeyEntry, text: str) -> None:
    QApplication.clipboard().setText(text)
    entry.field.paste()
    assert entry.key() == engine.Key.from_words(WORDS)


def test_the_text_of_the_printed_page_is_taken(entry: KeyEntry) -> None:
    QApplication.clipboard().setText(key_sheet(WORDS, "my 2 secrets").toPlainText())
    entry.field.paste()
    assert entry.key() == engine.Key.from_words(WORDS)


def test_blanks_around_a_passphrase_do_not_matter(entry: KeyEntry) -> None:
    entry.use_passphrase(True)
    entry.field.setText("correct horse battery staple ")
    assert entry.key() == engine.Key.from_passphrase("correct horse battery staple")


def test_a_key_file_is_read_in_the_background(qtbot: QtBot, tasks: TaskQueue, entry: KeyEntry, tmp_path: Path) -> None:
    engine.Key.from_words(WORDS).save(tmp_path / "key.txt")
    entry.load(tmp_path / "key.txt")
    assert entry.field.text() == ""
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    qtbot.waitUntil(lambda: entry.field.text() == WORDS, timeout=20_000)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes of this kind there")
def test_a_pipe_or_a_large_file_is_no_key_and_keeps_nobody_waiting(
    qtbot: QtBot, tasks: TaskQueue, entry: KeyEntry, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(1 << 40)
    for name in ("pipe", "large", "none"):
        entry.field.setText("abandon")
        entry.load(tmp_path / name)
        qtbot.waitUntil(lambda: entry._state.text() == "This file contains no key.", timeout=20_000)
        qtbot.waitUntil(tasks.idle, timeout=20_000)
