"""Pixels on their way to the screen: QImage from arrays, and Pyramid, which is quick to draw at any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap

Bytes = npt.NDArray[np.uint8]
AT_ONCE = 1 << 19  # pixels that are converted within a frame's time
SMALLEST = 400  # pixels across, below which halving once more is no gain
FORMATS = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}


def qimage(pixels: Bytes) -> QImage:
    """The pixels (H, W, 1 | 3 | 4) as a picture with memory of its own."""
    pixels = np.ascontiguousarray(pixels)
    height, width, channels = pixels.shape
    return QImage(pixels.data, width, height, width * channels, FORMATS[channels]).copy()


def chequers() -> QBrush:
    """What lies behind transparent parts."""
    tile = QPixmap(16, 16)
    tile.fill(QColor("#c9cfce"))
    painter = QPainter(tile)
    painter.fillRect(0, 0, 8, 8, QColor("#e6eae9"))
    painter.fillRect(8, 8, 8, 8, QColor("#e6eae9"))
    painter.end()
    return QBrush(tile)


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """One picture of `size` pixels, at that size and at halves of it; the largest level is first."""

    size: QSize
    levels: tuple[QImage, ...]

    @classmethod
    def of(cls, image: QImage) -> Pyramid:
        """All levels, each the mean of four pixels of the one before."""
        levels = [image]
        while min(levels[-1].width(), levels[-1].height()) > SMALLEST:
            half = levels[-1].size() / 2
            mode = Qt.AspectRatioMode.IgnoreAspectRatio
            levels.append(levels[-1].scaled(half, mode, Qt.TransformationMode.SmoothTransformation))
        return cls(image.size(), tuple(levels))

    @classmethod
    def quick(cls, pixels: Bytes) -> Pyramid:
        """A stand-in from every n-th pixel, for as long as the whole is being made."""
        height, width = pixels.shape[:2]
        return cls(QSize(width, height), (qimage(strided(pixels, AT_ONCE)),))

    @property
    def transparent(self) -> bool:
        """Whether something lies behind it."""
        return self.levels[0].hasAlphaChannel()

    def at(self, width: float) -> QImage:
        """The smallest level that is at least so wide."""
        return next((level for level in reversed(self.levels) if level.width() >= width), self.levels[0])

    def draw(self, painter: QPainter, target: QRectF) -> None:
        """Draw it, smooth where it shrinks or grows little, in honest pixels where it is magnified."""
        smooth = target.width() < 3 * self.size.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(target, self.at(target.width() * painter.device().devicePixelRatioF()))


def strided(pixels: Bytes, most: int) -> Bytes:
    """Every n-th row and column, so that about `most` pixels are left."""
    step = max(1, int(np.ceil(np.sqrt(pixels.shape[0] * pixels.shape[1] / most))))
    return pixels[::step, ::step]
