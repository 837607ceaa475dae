"""Names stand letter by letter, whatever Qt would make of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt, QTextDocument
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.compare.transport import Transport
from app.kit.button import Button
from app.kit.question import ask
from app.kit.text import ElidedLabel, plain_tip

NAMES = [
    "<font size=7 color=red>X<br>Y<img src=shot.png> &amp; a.png", "<b>bold</b>.png", "a & b.png", "a &amp; b.png",
    "1 < 2 > 0", "<qt>", "two  blanks <i>", "photo.png",
]  # fmt: skip


def shown(tip: str) -> str:
    """What a tooltip shows of its text."""
    if not GuiQt.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("name", NAMES)
def test_a_hint_shows_a_name_as_it_is(qtbot: QtBot, name: str) -> None:
    label, button = ElidedLabel(name), Button(name, "icon")
    transport = Transport((name, "other"))
    for widget in (label, button, transport):
        qtbot.addWidget(widget)
    assert shown(plain_tip(name)) == shown(label.toolTip()) == shown(button.toolTip()) == name
    assert name in shown(transport.tracks.buttons[0].toolTip())


@pytest.mark.parametrize("name", NAMES)
def test_a_button_shows_every_ampersand(qtbot: QtBot, name: str) -> None:
    button = Button(name)
    qtbot.addWidget(button)
    for text in (name, name[::-1]):
        button.setText(text)
        assert button.text().replace("&&", "&") == text
        assert button.text().count("&") == 2 * text.count("&")
        assert button.accessibleName() == text


def test_a_question_shows_a_name_as_it_is(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    formats: list[Qt.TextFormat] = []

    def look(box: QMessageBox) -> int:
        texts = [label for label in box.findChildren(QLabel) if NAMES[0] in label.text()]
        formats.extend(label.textFormat() for label in texts)
        return 0

    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QMessageBox, "exec", look)
    ask(parent, f"Replace {NAMES[0]}?", f"It is {NAMES[0]}.", "Yes", "No")
    assert formats == [Qt.TextFormat.PlainText] * 2
