"""ImageComparison: two images under one zoom, with a slider between them, side by side, or their difference."""

from __future__ import annotations

from enum import Enum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

import engine
from app.previews.image import ImageCanvas, qimage
from app.previews.preview import draw_image

GAP = 14


class Mode(Enum):
    """How two images are laid out."""

    SLIDER = "slider"
    SIDES = "sides"
    DIFFERENCE = "difference"


def difference(before: engine.Image, after: engine.Image, factor: int = 10) -> QImage:
    """How far apart each pixel is, times `factor`; black where they agree."""
    a, b = (image.pixels[..., : min(before.pixels.shape[2], 3)].astype(np.int32) for image in (before, after))
    return qimage(np.minimum(np.abs(a - b) * factor, 255).astype(np.uint8))


class ImageComparison(ImageCanvas):
    """Before on the left of the handle, after on its right; drag the handle or use the arrow keys."""

    def __init__(
        self, before: engine.Image, after: engine.Image, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._before, self._after = qimage(before.pixels), qimage(after.pixels)
        self._difference = difference(before, after) if before.pixels.shape == after.pixels.shape else None
        self._names = names
        self._split = 0.5
        self._sliding = False
        self.mode = Mode.SLIDER
        self.setMinimumSize(260, 180)
        self.setMouseTracking(True)
        self.setAccessibleName(f"{names[0]}, {names[1]}")

    def show_mode(self, mode: Mode) -> None:
        """Lay the two out in another way."""
        self.mode = mode
        self.setCursor(Qt.CursorShape.SplitHCursor if mode is Mode.SLIDER else Qt.CursorShape.ArrowCursor)
        self.update()

    def image_size(self) -> QSize:
        """Both have the size of the first."""
        return self._before.size()

    def area(self, at: QPointF) -> QRectF:
        """The whole widget, or the half under the pointer."""
        if self.mode is not Mode.SIDES:
            return QRectF(self.rect())
        half = (self.width() - GAP) / 2
        return QRectF(0 if at.x() < self.width() / 2 else half + GAP, 0, half, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the two in the chosen way."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        if self.mode is Mode.SIDES:
            for image, name, x in ((self._before, self._names[0], 0), (self._after, self._names[1], self.width() - 1)):
                area = self.area(QPointF(x, 0))
                self._draw(painter, image, area, area)
                self._tag(painter, name, self._seen(area), right=False)
        elif self.mode is Mode.DIFFERENCE and self._difference is not None:
            self._draw(painter, self._difference, QRectF(self.rect()), QRectF(self.rect()))
            self._tag(painter, self.tr("Difference × 10"), self._seen(QRectF(self.rect())), right=False)
        else:
            self._slider(painter)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Near the handle, or without zoom, take the handle; elsewhere the picture."""
        near = abs(event.position().x() - self._handle()) < 16
        self._sliding = self.mode is Mode.SLIDER and (near or self.view.zoom == 1)
        if self._sliding:
            self._slide(event.position().x())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what was taken."""
        if self._sliding:
            self._slide(event.position().x())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._sliding = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the handle."""
        step = {Qt.Key.Key_Left: -0.04, Qt.Key.Key_Right: 0.04}.get(Qt.Key(event.key()))
        if step is None or self.mode is not Mode.SLIDER:
            super().keyPressEvent(event)
        else:
            self._split = min(max(self._split + step, 0.0), 1.0)
            self.update()

    def _seen(self, area: QRectF) -> QRectF:
        return self.view.target(self._before.size(), area).intersected(area)

    def _handle(self) -> float:
        seen = self._seen(QRectF(self.rect()))
        return seen.left() + self._split * seen.width()

    def _slide(self, x: float) -> None:
        seen = self._seen(QRectF(self.rect()))
        self._split = min(max((x - seen.left()) / max(1.0, seen.width()), 0.0), 1.0)
        self.update()

    def _draw(self, painter: QPainter, image: QImage, area: QRectF, clip: QRectF) -> None:
        painter.setClipRect(clip)
        draw_image(painter, image, self.view.target(self._before.size(), area))

    def _slider(self, painter: QPainter) -> None:
        area, x = QRectF(self.rect()), self._handle()
        seen = self._seen(area)
        self._draw(painter, self._before, area, QRectF(0, 0, x, area.height()))
        self._tag(painter, self._names[0], seen, right=False)
        self._draw(painter, self._after, area, QRectF(x, 0, area.width() - x, area.height()))
        self._tag(painter, self._names[1], seen, right=True)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(0, 0, 0, 110), 4))
        painter.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()))
        painter.setPen(QPen(QColor("white"), 2))
        painter.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()))
        knob = QPointF(x, seen.center().y())
        painter.setPen(QPen(QColor(0, 0, 0, 90), 1))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(knob, 15, 15)
        painter.setPen(QPen(QColor("#18211f"), 2))
        for side in (-1, 1):
            tip = knob + QPointF(8.0 * side, 0)
            painter.drawLine(tip, tip + QPointF(-4.0 * side, -4))
            painter.drawLine(tip, tip + QPointF(-4.0 * side, 4))

    def _tag(self, painter: QPainter, text: str, seen: QRectF, *, right: bool) -> None:
        width = painter.fontMetrics().horizontalAdvance(text) + 20.0
        box = QRectF(seen.right() - width - 10 if right else seen.left() + 10, seen.top() + 10, width, 28)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 20, 20, 185))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
