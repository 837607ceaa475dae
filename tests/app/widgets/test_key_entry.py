"""The field a key is typed into."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from app.hide.key_sheet import key_sheet
from app.kit.button import Button
from app.kit.layout_tools import widgets_in
from app.session import Session
from app.widgets.key_entry import KeyEntry
from app.worker import TaskQueue
from tests.engine.tiny import WORDS


@pytest.fixture
def entry(qtbot: QtBot, tasks: TaskQueue) -> KeyEntry:
    """An entry on the screen, with the focus in its first cell."""
    result = KeyEntry(Session(tasks))
    qtbot.addWidget(result)
    with qtbot.waitActive(result):
        result.show()
        result.activateWindow()
    result.field.setFocus()
    return result


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("abandon abo", "1 of 12"),  # perhaps the second goes on
        ("abandon abo ", "Word 2:"),
        ("abandon abuot", "Word 2:"),  # nothing goes on like that
        ("abandon " * 12, "do not form a key"),
        ("abandon " * 13, "not 13"),
        ("abandon " * 11 + "abuot", "Word 12:"),
        ("1. abandon 2. about", "2 of 12"),
        ("1. abandon 2. abuot 3.", "Word 2:"),
        ("1 2 3", "Type or paste"),
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


def type_into_focus(text: str) -> None:
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def test_three_letters_are_enough_where_one_word_begins_with_them(qtbot: QtBot, entry: KeyEntry) -> None:
    key = engine.Key.from_words(WORDS)
    for word in WORDS.split():
        letters = next(n for n in range(3, 9) if len(engine.words_beginning(word[:n])) == 1 or n == len(word))
        type_into_focus(word[:letters] + " ")
    assert entry.key() == key
    assert all(cell.property("state") == "good" for cell in entry.cells.cells)
    with qtbot.waitSignal(entry.entered) as caught:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert caught.args == [key]


def test_who_types_on_or_deletes_is_not_disturbed_by_the_completion(entry: KeyEntry) -> None:
    cell = entry.cells.cells[0]
    type_into_focus("yel")
    assert (cell.text(), cell.selectedText()) == ("yellow", "low")
    type_into_focus("l")
    assert cell.text() == "yellow"
    type_into_focus("ow")
    assert cell.text() == "yellow"
    assert cell.property("state") == "good"
    for _ in range(4):
        QTest.keyClick(cell, Qt.Key.Key_Backspace)
    assert cell.text() == "ye"
    assert cell.property("state") == ""


def test_the_word_that_was_meant_is_one_press_away(entry: KeyEntry) -> None:
    type_into_focus("tortise ")
    assert entry.cells.cells[0].property("state") == "bad"
    assert "Did you mean" in entry._state.text()
    [meant] = [button for button in widgets_in(entry._suggestions) if isinstance(button, Button)]
    assert meant.text() == "tortoise"
    meant.click()
    assert entry.cells.cells[0].text() == "tortoise"
    assert entry.cells.cells[1].hasFocus()
    assert "1 of 12" in entry._state.text()


def test_backspace_in_an_empty_cell_goes_back_and_a_whole_key_pasted_anywhere_fills_all(entry: KeyEntry) -> None:
    type_into_focus("yellow ")
    assert entry.cells.cells[1].hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert entry.cells.cells[0].hasFocus()
    QApplication.clipboard().setText(f"The key:\n{WORDS}\n")
    QTest.keySequence(entry.cells.cells[0], QKeySequence(QKeySequence.StandardKey.Paste))
    assert entry.cells.text() == WORDS
    assert entry.key() is not None


def test_a_file_dropped_on_a_cell_is_a_key_file_and_opens_at_once(
    qtbot: QtBot, entry: KeyEntry, tmp_path: Path
) -> None:
    assert not any(cell.acceptDrops() for cell in entry.cells.cells)  # they would take its path for text
    engine.Key.from_words(WORDS).save(tmp_path / "key.txt")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "key.txt"))])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(entry.entered) as caught:
        entry.dropEvent(event)
        assert entry.field.text() == ""  # it is read in the background
    assert caught.args == [engine.Key.from_words(WORDS)]


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


def test_the_rows_stay_where_they_are_whatever_is_said(entry: KeyEntry) -> None:
    places = [cell.mapTo(entry, QPoint(0, 0)).y() for cell in entry.cells.cells]
    for text in ("tortise ", "act", "yellow"):
        entry.field.setText(text)
        QApplication.processEvents()
        assert [cell.mapTo(entry, QPoint(0, 0)).y() for cell in entry.cells.cells] == places
