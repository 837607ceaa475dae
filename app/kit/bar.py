"""Bar: a small painted scale, mirrored where the interface runs from right to left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.kit.text import plain_tip


class Bar(QWidget):
    """A bar of fixed height."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(height)

    def describe(self, name: str, description: str) -> None:
        """Set the words for screen readers; the description is also the tooltip."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setToolTip(plain_tip(description))

    def painter(self) -> QPainter:
        """A painter with antialiasing and no pen; x = 0 is where reading starts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isRightToLeft():
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        return painter
