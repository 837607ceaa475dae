"""Two hundred random clicks, keys and drops on every page in every state, the same every time: nothing crashes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
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

import engine
from app.example import session
from app.hide.outcome import Outcome
from app.session import Item
from app.shell.window import Window

LONG = 60_000
ACTS = 200
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Left,
    Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A, Qt.Key.Key_0,
    Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Plus, Qt.Key.Key_Minus,
)  # fmt: skip


@pytest.fixture
def no_dialogs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Dialogs open, draw, and close again; whatever is saved goes to one place; nothing leaves the program."""

    def glance(dialog: QDialog) -> int:
        dialog.show()
        QApplication.processEvents()
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", glance)
    monkeypatch.setattr(QMessageBox, "exec", glance)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: 0)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "kept"), ""))
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
        if window.hiding.session.choosing.opening + window.comparing.session.opening:
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


class Stage:
    """Brings the window into a state, and back into it wherever a cat has left it."""

    def __init__(self, qtbot: QtBot, window: Window, picture: Path) -> None:
        self._qtbot, self._window = qtbot, window
        self._item = Item(picture.name, engine.load(picture))
        self._outcome: Outcome | None = None

    def bring(self, place: str) -> None:
        """Go on in this state: of a page, of a fit, of its result."""
        page = {"fit": "hiding", "result": "hiding", "found": "example"}.get(place, place)
        self._window.show_page(getattr(self._window, page))
        {"fit": self._fit, "result": self._result, "example": self._window.example.begin, "found": self._found}.get(
            place, lambda: None
        )()

    def _fit(self) -> None:
        if self._window.hiding.session.running:
            return
        self._choose(300.0)
        self._window.hiding.session.start()
        assert self._window.hiding.fit.isVisible()

    def _choose(self, seconds: float) -> None:
        session = self._window.hiding.session
        session.clear()
        session.choosing.tune(seconds=seconds)
        session.choosing.add_medium(self._item)
        session.choosing.set_cover(self._item)
        self._qtbot.waitUntil(lambda: session.ready, timeout=LONG)

    def _result(self) -> None:
        session = self._window.hiding.session
        if self._outcome is None:
            self._choose(1.0)
            session.start()
            self._qtbot.waitUntil(lambda: session.outcome is not None, timeout=LONG)
            self._outcome = session.outcome
        elif session.outcome is None:
            session.outcome = self._outcome
            session.changed.emit()
        session.back()  # from choices that are being changed
        assert self._window.hiding.result.isVisible()

    def _found(self) -> None:
        page = self._window.example
        if self._outcome is None:
            page.begin()
            self._qtbot.waitUntil(page.result.isVisible, timeout=LONG)
            self._outcome = page.session.outcome
        assert page.result.isVisible()


PLACES = ("start", "hiding", "fit", "result", "revealing", "comparing", "safety", "help", "example", "found")


@pytest.mark.usefixtures("no_dialogs")
@pytest.mark.parametrize("place", PLACES)
def test_two_hundred_random_acts_crash_nothing(
    qtbot: QtBot,
    window: Window,
    drop: Callable[..., None],
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    monkeypatch.setattr(session, "RECIPE", replace(session.RECIPE, seconds=1.0 if place == "found" else 300.0))
    vector = Path(__file__).resolve().parents[1] / "vectors" / "exact.undersong"
    rubbish = tmp_path / "rubbish.png"
    rubbish.write_bytes(b"no picture")
    chance = random.Random(place)
    everything = [files["image"], files["audio"], files["shape"], vector, rubbish]
    stage = Stage(qtbot, window, files["image"])
    for count in range(ACTS):
        stage.bring(place)
        act(chance, qtbot, window, drop, everything)
        if count % 5 == 0:
            QApplication.processEvents()
        if len(window.hiding.session.choosing.choices.secrets) > 5:
            window.hiding.session.clear()
    window.tasks.close()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    assert window.isVisible()
