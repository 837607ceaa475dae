"""FileMark: a tile with the icon of a file's kind, where there is no picture to show of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

import engine
from app.kit.icons import pixmap

ICONS: dict[engine.ExactKind, str] = {"file": "file", "text": "text", "folder": "folder"}
RADIUS = 7  # pixels, as of a thumbnail


class FileMark(QWidget):
    """As large as a thumbnail, in the colours of the theme."""

    def __init__(self, file: engine.ExactFile, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size)
        self._icon = ICONS[file.kind]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().midlight())
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        side = self.height() // 2
        icon = pixmap(self._icon, self.palette().windowText().color(), side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, icon)
