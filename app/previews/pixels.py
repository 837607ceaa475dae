"""Pixels on their way to the screen: QImage from arrays, and Pyramid, which is quick to draw at any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap

Bytes = npt.NDArray[np.uint8]
AT_ONCE = 1 << 19  # pixels that are converted within a frame's time
SMALLEST = 400  # pixels across, below which halving once more is no gain
BAND = 1 << 16  # pixels that are halved at once; in between, the window may go on
FORMATS = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
PREMULTIPLIED = {**FORMATS, 4: QImage.Format.Format_RGBA8888_Premultiplied}


def qimage(pixels: Bytes, formats: dict[int, QImage.Format] = FORMATS) -> QImage:
    """The pixels (H, W, 1 | 3 | 4) as a picture with memory of its own."""
    height, width, channels = pixels.shape
    result = QImage(width, height, formats[channels])
    # Copied by numpy: Qt lets no other Python run meanwhile, which for a large photo is a tenth of a second.
    rows = np.frombuffer(result.bits(), np.uint8).reshape(height, result.bytesPerLine())
    rows[:, : width * channels] = pixels.reshape(height, width * channels)
    return result


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
    def of(cls, pixels: Bytes) -> Pyramid:
        """All levels, each the mean of four pixels of the one before."""
        height, width, channels = pixels.shape
        levels = [premultiplied(pixels) if channels == 4 else pixels]
        while min(levels[-1].shape[:2]) > SMALLEST:
            levels.append(halved(levels[-1]))
        return cls(QSize(width, height), tuple(qimage(level, PREMULTIPLIED) for level in levels))

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


def halved(pixels: Bytes) -> Bytes:
    """The means of four neighbours each (H // 2, W // 2, C)."""
    height, width, channels = pixels.shape[0] // 2, pixels.shape[1] // 2, pixels.shape[2]
    result = np.empty((height, width, channels), np.uint8)
    step = max(1, BAND // width)
    for start in range(0, height, step):
        rows = slice(start, min(start + step, height))
        fours = pixels[2 * rows.start : 2 * rows.stop, : 2 * width].reshape(-1, 2, width, 2, channels)
        total = np.add(fours[:, 0, :, 0], fours[:, 0, :, 1], dtype=np.uint16)
        for below in (fours[:, 1, :, 0], fours[:, 1, :, 1]):
            total += below
        result[rows] = (total + 2) >> 2
    return result


def premultiplied(pixels: Bytes) -> Bytes:
    """Colours times opacity (H, W, 4): what cannot be seen then adds nothing to a mean."""
    result = pixels.copy()
    step = max(1, BAND // pixels.shape[1])
    for start in range(0, len(pixels), step):
        colours = result[start : start + step, :, :3]
        colours[...] = (colours.astype(np.uint16) * pixels[start : start + step, :, 3:] + 127) // 255
    return result


def strided(pixels: Bytes, most: int) -> Bytes:
    """Every n-th row and column, so that about `most` pixels are left."""
    step = max(1, int(np.ceil(np.sqrt(pixels.shape[0] * pixels.shape[1] / most))))
    return pixels[::step, ::step]
