"""Two hundred random clicks, keys and drops on every page, the same every time: nothing crashes."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.window import Window

ACTS = 200
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Left,
    Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A, Qt.Key.Key_0,
    Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Plus, Qt.Key.Key_Minus,
)  # fmt: skip


@pytest.fixture
def no_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs open, draw, and close again; the system's own are cancelled; nothing leaves the program."""

    def glance(dialog: QDialog) -> int:
        dialog.show()
        QApplication.processEvents()
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", glance)
    monkeypatch.setattr(QMessageBox, "exec", glance)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: 0)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)


def targets(page: QWidget) -> list[QWidget]:
    """What can be pressed or typed into, and can be seen."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractSpinBox)
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and (isinstance(widget, kinds) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not (isinstance(widget, QPushButton) and widget.menu() is not None)  # a menu waits for an answer
    ]


def act(chance: random.Random, qtbot: QtBot, window: Window, drop: Callable[..., None], files: list[Path]) -> None:
    """One thing a cat on the keyboard might do."""
    choice = chance.random()
    page = window.pages.currentWidget()
    if choice < 0.08:
        if not window.bench.idle():
            return  # a cat has not that many files
        places = [w for w in page.findChildren(QWidget) if w.acceptDrops() and w.isVisible() and hasattr(w, "chosen")]
        drop(chance.choice(places) if places else window, *chance.sample(files, chance.randint(1, 2)))
        return
    found = targets(page)
    if not found:
        return
    widget = chance.choice(found)
    if choice < 0.7:
        point = QPoint(chance.randrange(max(1, widget.width())), chance.randrange(max(1, widget.height())))
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
    else:
        widget.setFocus()
        qtbot.keyClick(widget, chance.choice(KEYS))
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


@pytest.mark.usefixtures("no_dialogs")
@pytest.mark.parametrize("place", range(7))
def test_two_hundred_random_acts_crash_nothing(
    qtbot: QtBot, window: Window, drop: Callable[..., None], files: dict[str, Path], tmp_path: Path, place: int
) -> None:
    if place >= window.pages.count():
        pytest.skip("there is no such page")
    vector = Path(__file__).resolve().parents[1] / "vectors" / "exact.undersong"
    rubbish = tmp_path / "rubbish.png"
    rubbish.write_bytes(b"no picture")
    chance = random.Random(7 + place)
    everything = [files["image"], files["audio"], files["shape"], vector, rubbish]
    page = window.pages.widget(place)
    for count in range(ACTS):
        window.turn(page)
        act(chance, qtbot, window, drop, everything)
        if count % 5 == 0:
            QApplication.processEvents()
        if len(getattr(window.hiding.session.choices, "secrets", [])) > 5:
            window.hiding.session.clear()
    window.bench.close()
    qtbot.waitUntil(window.bench.idle, timeout=60_000)
    assert window.isVisible()
