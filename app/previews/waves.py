"""Peaks: the outline of a waveform, computed once for as many bins as a wide screen has columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from app.previews.arrays import Floats

BINS = 1 << 13
SILENCE = 1e-3  # of full scale: a sound that stays below is drawn flat, such as the noise a fit leaves of silence
IMMEDIATE_FRAMES = 1 << 19  # are reduced within the time of one frame of the screen


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """Minimum and maximum of a signal in equal bins."""

    low: Floats
    high: Floats

    @classmethod
    def of(cls, signal: Floats) -> Peaks:
        """Of the mean of the channels of a signal (N, channels)."""
        mono = signal[:, 0] if signal.shape[1] == 1 else signal @ np.full(signal.shape[1], 1 / signal.shape[1], "f4")
        starts = _starts(len(mono), BINS)
        return cls(np.minimum.reduceat(mono, starts), np.maximum.reduceat(mono, starts))

    @classmethod
    def coarse(cls, signal: Floats) -> Peaks:
        """The same from every n-th frame of a long signal."""
        return cls.of(signal[:: max(1, -(-len(signal) // IMMEDIATE_FRAMES))])

    @property
    def peak(self) -> float:
        """The largest amplitude."""
        return float(max(-self.low.min(), self.high.max(), 0.0))

    def draw(self, painter: QPainter, area: QRectF, ink: QColor, peak: float) -> None:
        """Draw the waveform so that an amplitude of `peak` reaches the edges of the area."""
        starts = _starts(len(self.low), max(2, int(area.width())))
        low, high = np.minimum.reduceat(self.low, starts), np.maximum.reduceat(self.high, starts)
        x = area.left() + (np.arange(len(low)) + 0.5) * area.width() / len(low)
        scale = area.height() / 2 / (peak if peak >= SILENCE else 1.0)
        top = area.center().y() - np.maximum(high * scale, 0.5)
        bottom = area.center().y() - np.minimum(low * scale, -0.5)
        outline = [QPointF(a, b) for a, b in zip(x, top, strict=True)]
        outline += [QPointF(a, b) for a, b in zip(x[::-1], bottom[::-1], strict=True)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF(outline))

    def image(self, size: QSize, ink: QColor) -> QImage:
        """The waveform on a transparent background."""
        result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        area = QRectF(result.rect()).adjusted(4, size.height() * 0.15, -4, -size.height() * 0.15)
        self.draw(painter, area, ink, self.peak)
        painter.end()
        return result


def _starts(count: int, bins: int) -> npt.NDArray[np.int64]:
    return np.linspace(0, count, max(1, min(bins, count)), endpoint=False).astype(np.int64)
