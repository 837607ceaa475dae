"""SecretCard: one revealed secret: seen or heard, saved, rendered larger, compared, and dragged out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.flow import Flow
from app.kit.icons import pixmap
from app.kit.text import Elided, label
from app.previews import PREVIEWS, preview_of
from app.reveal.upscaling import scales_for, size_in_words
from app.session import Item
from app.text.describing import describe

HEIGHTS = {engine.Audio: 118, engine.Video: 236}
HEIGHT = 196  # of the preview of anything else


class Grip(QFrame):
    """The head of the card: taken with the mouse, the secret comes along; a click or Enter opens it."""

    dragged = Signal()
    opened = Signal()

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start: QPointF | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("card")
        self.setAccessibleName(f"{item.name}, {describe(item.medium)}")
        self.setToolTip(self.tr("Click to see it large, or drag it into a folder to keep it"))
        sign = QLabel()
        colour = self.palette().placeholderText().color()
        sign.setPixmap(pixmap(PREVIEWS[type(item.medium)].icon, colour, 20, self.devicePixelRatioF()))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(Elided(item.name, "strong"))
        texts.addWidget(label(describe(item.medium), "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addLayout(texts, 1)
        row.addWidget(label(self.tr("Drag out"), "small"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moved far enough, it is dragged."""
        if self._start is None:
            return
        if (event.position() - self._start).manhattanLength() >= QApplication.startDragDistance():
            self._start = None
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go without having moved, it is opened."""
        if self._start is not None:
            self._start = None
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class SecretCard(QWidget):
    """Emits what the person wants to do with it."""

    opened = Signal()
    dragged = Signal()
    save = Signal()
    save_larger = Signal(int)
    compare = Signal()

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.grip = Grip(item)
        self.preview = preview_of(item.medium)
        self.preview.setFixedHeight(HEIGHTS.get(type(item.medium), HEIGHT))
        self.save_button = Button(self.tr("Save as…"), "plain", "save")
        self.larger_button = larger_button(item.medium, self.save_larger.emit)
        self.compare_button = Button(self.tr("Compare with the original…"), "quiet", "swap")
        for button in (self.save_button, self.larger_button, self.compare_button):
            button.setAccessibleName(f"{button.text()} {item.name}")
        row = Flow(self.save_button, self.larger_button, self.compare_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.grip)
        layout.addWidget(self.preview)
        layout.addLayout(row)
        self.grip.dragged.connect(self.dragged)
        self.grip.opened.connect(self.opened)
        self.save_button.clicked.connect(self.save)
        self.compare_button.clicked.connect(self.compare)


def larger_button(medium: engine.Medium, wanted: Callable[[int], object]) -> Button:
    """A button with the finer sizes it can be saved in; `wanted` is called with the one chosen."""
    say = QCoreApplication.translate
    button = Button(say("SecretCard", "Save larger"), "quiet", "down")
    button.setToolTip(say("SecretCard", "It has no size of its own: it can be drawn finer than it was hidden"))
    menu = QMenu(button)
    for scale in scales_for(medium):
        action = menu.addAction(f"{scale} ×   ({size_in_words(medium, scale)})")
        action.triggered.connect(lambda _, scale=scale: wanted(scale))
    button.setMenu(menu)
    if not menu.actions():
        button.hide()
    return button
