"""Every page with little and with much on it, in every size, language and direction: nothing is cut or covered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.kit import theme
from app.kit.text import ElidedLabel
from app.shell.window import MIN_SIZE, Window
from app.text import translation
from app.widgets.notice import Notice
from tour import EXAMPLES, Tour

SIZES = (MIN_SIZE, (1280, 800), (1920, 1080))
LONG = (
    "reveal",
    "safety-sealed",
    "safety-unsealed",
    "hide-eight",
    "hide-many-keys",
    "hide-keys",
    "hide-advanced",
    "hide-trouble",
)
NEEDLESS = 40  # pixels that a page should find somewhere, rather than have a scroll bar for them


def said(widget: QWidget) -> str:
    """The widget as a message of this test names it."""
    return f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"


def cut(widget: QWidget) -> bool:
    """Whether it has less room than what it says needs."""
    if isinstance(widget, ElidedLabel):
        return False  # it is whole in its tooltip
    if isinstance(widget, QLabel):
        if not widget.text():
            return False
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height()
        return widget.sizeHint().width() > widget.width() or widget.sizeHint().height() > widget.height()
    if isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):
        return widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > widget.width() - 20
    if isinstance(widget, QAbstractButton | QComboBox | QAbstractSpinBox):
        least = widget.minimumSizeHint()
        return least.width() > widget.width() or least.height() > widget.height()
    return False


def lists(bar: QScrollBar) -> bool:
    """Whether it moves a list, which may be as long as it likes."""
    box = bar.parentWidget()
    return box is not None and isinstance(box.parentWidget(), QAbstractItemView)


def seen(parent: QWidget) -> list[QWidget]:
    return [w for w in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if w.isVisible()]


def covering(parent: QWidget) -> Iterator[str]:
    """What lies outside of its parent, or over its neighbour."""
    if isinstance(parent, QAbstractScrollArea | QComboBox | QAbstractSpinBox) or parent.objectName().startswith("qt_"):
        return
    children = [w for w in seen(parent) if not w.isWindow()]
    for child in children:
        if not parent.rect().contains(child.geometry()):
            yield f"{said(child)} {child.geometry()} is outside of {said(parent)} {parent.size()}"
    for one, other in combinations(children, 2):
        if QRect.intersects(one.geometry(), other.geometry()) and not isinstance(other, Notice):  # which lies on top
            yield f"{said(one)} lies over {said(other)}"


def faults(name: str, root: QWidget) -> Iterator[str]:
    """All that is wrong with how a window is laid out."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or (widget.isWindow() and widget is not root):
            continue
        if cut(widget):
            yield f"{said(widget)} is cut to {widget.size()}"
        yield from covering(widget)
        if isinstance(widget, QScrollBar) and widget.maximum() > 0 and not lists(widget):
            if widget.orientation() == Qt.Orientation.Horizontal:
                yield f"{name} has to be scrolled sideways"
            elif widget.maximum() < NEEDLESS:
                yield f"{name} has a scroll bar for {widget.maximum()} pixels"
            elif root.height() > SIZES[0][1] and name not in LONG:
                yield f"{name} has a scroll bar: {said(widget.parentWidget())}"


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "light")
    yield qapp
    translation.install(qapp, "en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qapp.setStyleSheet("")


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_cut_or_covered(
    dressed: QApplication, request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    translation.install(dressed, language)
    window: Window = request.getfixturevalue("window")
    tour = Tour(window, tmp_path, seconds=1.0)
    found: dict[str, str] = {}
    stops = 0
    for name, widget in tour.everything(EXAMPLES / "coffee.jpg", [EXAMPLES / "music.flac", EXAMPLES / "spot.ply"]):
        stops += 1
        for size in SIZES[:1] if isinstance(widget, QDialog) else SIZES:
            if not isinstance(widget, QDialog):
                widget.resize(*size)
            for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
                dressed.setLayoutDirection(direction)
                for _ in range(3):  # what one layout moves, the next may answer
                    QApplication.processEvents()
                for fault in faults(name, widget):
                    found.setdefault(fault, f"{name} {size} {direction.name}")
        dressed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert stops > 25
    assert "\n".join(f"{where}: {fault}" for fault, where in found.items()) == ""
    qtbot.waitUntil(window.tasks.idle, timeout=60_000)
