"""Somebody without a mouse hides a photo in a photo, saves it, opens it again, and keeps what they find."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.shell.window import Window

LONG = 60_000
MOST = 60  # presses of Tab on the way to anything


def press(qtbot: QtBot, button: QWidget) -> None:
    """Tab to a button, and Space."""
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=LONG)
    for _ in range(MOST):
        if button.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_photo_in_a_photo(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(path: Path) -> None:
        """What the system's own dialog, which is not ours to test, would bring."""
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(path)], ""))
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(path), ""))

    with qtbot.waitActive(window):
        window.activateWindow()
    window.header.tabs[0][0].setFocus()
    hiding, revealing = window.hiding, window.revealing
    hiding.session.progressed.connect(lambda p: hiding.session.finish_now(p.stage, p.index))
    answer(files["image"])
    press(qtbot, window.start.zone.button)
    qtbot.waitUntil(lambda: len(hiding.session.choosing.choices.secrets) == 1, timeout=LONG)
    press(qtbot, hiding.choose.cover.zone.button)
    press(qtbot, hiding.choose.hide_button)
    qtbot.waitUntil(hiding.result.isVisible, timeout=LONG)
    answer(tmp_path / "hidden.undersong")
    with qtbot.waitSignal(hiding.session.saved, timeout=LONG):
        press(qtbot, hiding.result.save)
    key = hiding.session.choosing.choices.key
    assert key is not None

    press(qtbot, window.header.tabs[2][0])
    assert window.pages.currentWidget() is revealing
    press(qtbot, revealing.zone.button)
    qtbot.waitUntil(revealing.entry.cells.cells[0].hasFocus, timeout=LONG)
    for letter in key.words:  # a space leads to the next cell
        QTest.keyClicks(QApplication.focusWidget(), letter)
    with qtbot.waitSignal(revealing.session.revealed, timeout=LONG):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(revealing.cards) == 1, timeout=LONG)
    answer(tmp_path / "found.png")
    with qtbot.waitSignal(revealing.session.saved, timeout=LONG):
        press(qtbot, revealing.cards[0].save_button)
    found = engine.load(tmp_path / "found.png")
    assert isinstance(found, engine.Image)
    assert found.grid.shape == engine.load(files["image"]).grid.shape
