"""Arrays as QImages, and image pyramids (mipmaps), which draw fast at any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap

from app.previews.arrays import Bytes

IMMEDIATE_PIXELS = 1 << 19  # are converted within the time of one frame of the screen
SMALLEST = 400  # pixels across: a smaller level would draw no faster
BAND = 1 << 16  # pixels that are halved in one call; between the calls the window's thread gets the interpreter
FORMATS = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
PREMULTIPLIED = {**FORMATS, 4: QImage.Format.Format_RGBA8888_Premultiplied}


def qimage(pixels: Bytes, formats: dict[int, QImage.Format] = FORMATS) -> QImage:
    """A copy of the pixels (H, W, 1 | 3 | 4) as a QImage."""
    height, width, channels = pixels.shape
    result = QImage(width, height, formats[channels])
    # numpy copies: Qt would hold the interpreter lock for it, a tenth of a second for a large photo.
    rows = np.frombuffer(result.bits(), np.uint8).reshape(height, result.bytesPerLine())
    rows[:, : width * channels] = pixels.reshape(height, width * channels)
    return result


def checkerboard() -> QBrush:
    """The pattern behind transparent pixels."""
    tile = QPixmap(16, 16)
    tile.fill(QColor("#c9cfce"))
    painter = QPainter(tile)
    painter.fillRect(0, 0, 8, 8, QColor("#e6eae9"))
    painter.fillRect(8, 8, 8, 8, QColor("#e6eae9"))
    painter.end()
    return QBrush(tile)


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """An image of `size` pixels as levels, each half the size of the one before."""

    size: QSize
    levels: tuple[QImage, ...]

    @classmethod
    def of(cls, pixels: Bytes) -> Pyramid:
        """All levels; a pixel is the mean of four pixels of the level before."""
        height, width, channels = pixels.shape
        levels = [premultiplied(pixels) if channels == 4 else pixels]
        while min(levels[-1].shape[:2]) > SMALLEST:
            levels.append(halved(levels[-1]))
        return cls(QSize(width, height), tuple(qimage(level, PREMULTIPLIED) for level in levels))

    @classmethod
    def coarse(cls, pixels: Bytes) -> Pyramid:
        """A single level of every n-th pixel, to show while the full pyramid is computed."""
        height, width = pixels.shape[:2]
        return cls(QSize(width, height), (qimage(strided(pixels, IMMEDIATE_PIXELS)),))

    @property
    def transparent(self) -> bool:
        """Whether the image has an alpha channel."""
        return self.levels[0].hasAlphaChannel()

    def at(self, width: float) -> QImage:
        """The smallest level that has at least this width; else the largest level."""
        return next((level for level in reversed(self.levels) if level.width() >= width), self.levels[0])

    def draw(self, painter: QPainter, target: QRectF) -> None:
        """Draw into the target: smooth, or as square pixels when magnified three times or more."""
        smooth = target.width() < 3 * self.size.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(target, self.at(target.width() * painter.device().devicePixelRatioF()))


def halved(pixels: Bytes) -> Bytes:
    """Half the size (H // 2, W // 2, C): the rounded means of 2 x 2 pixels."""
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
    """Colours times alpha (H, W, 4), so that invisible pixels add nothing to a mean."""
    result = pixels.copy()
    step = max(1, BAND // pixels.shape[1])
    for start in range(0, len(pixels), step):
        colours = result[start : start + step, :, :3]
        colours[...] = (colours.astype(np.uint16) * pixels[start : start + step, :, 3:] + 127) // 255
    return result


def strided(pixels: Bytes, limit: int) -> Bytes:
    """Every n-th row and column, so that about `limit` pixels remain."""
    step = max(1, int(np.ceil(np.sqrt(pixels.shape[0] * pixels.shape[1] / limit))))
    return pixels[::step, ::step]
