"""CardHeader: the name and kind of a revealed secret, to be dragged out or opened."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.kit.icons import pixmap
from app.kit.text import ElidedLabel, label, plain_tip


class CardHeader(QFrame):
    """Names the secret; dragging it drags the secret out, a click or Enter opens it."""

    dragged = Signal()
    opened = Signal()

    def __init__(self, name: str, description: str, icon: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._press = name, QPointF()
        self._pressed = False
        self._icon, self._description = QLabel(), label("", "muted", wrap=True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("card")
        self.describe(description, icon, tip)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(ElidedLabel(name, "strong"))
        texts.addWidget(self._description)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)
        row.addWidget(label(self.tr("Drag out"), "small"))

    def describe(self, description: str, icon: str, tip: str) -> None:
        """Say of what kind the secret is, and what can be done here."""
        self._description.setText(description)
        colour = self.palette().placeholderText().color()
        self._icon.setPixmap(pixmap(icon, colour, 20, self.devicePixelRatioF()))
        self.setAccessibleName(f"{self._name}, {description}")
        self.setToolTip(plain_tip(tip))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._pressed = event.position(), True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed and (event.position() - self._press).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = False
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed:
            self._pressed = False
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
