"""Thumbnail: a small rounded picture of a medium."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

import engine
from app.previews.by_modality import thumbnail_of


class Thumbnail(QLabel):
    """Draws itself again when the theme changes."""

    def __init__(self, medium: engine.Medium, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size)
        self._medium = medium
        self._drawn_in = self._colours()
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        changed = hasattr(self, "_drawn_in") and self._drawn_in != self._colours()
        if event.type() == QEvent.Type.PaletteChange and changed:
            self._drawn_in = self._colours()
            self._draw()
        super().changeEvent(event)

    def _colours(self) -> tuple[str, str]:
        return self.palette().highlight().color().name(), self.palette().midlight().color().name()

    def _draw(self) -> None:
        ratio, palette = self.devicePixelRatioF(), self.palette()
        image = thumbnail_of(self._medium, self.size() * ratio, palette.highlight().color())
        result = QPixmap(image.size())
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(result.rect(), 7 * ratio, 7 * ratio)
        painter.setClipPath(path)
        painter.fillRect(result.rect(), palette.midlight())
        painter.drawImage(0, 0, image)
        painter.end()
        result.setDevicePixelRatio(ratio)
        self.setPixmap(result)
