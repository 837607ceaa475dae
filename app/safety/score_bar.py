"""ScoreBar: where a file's score lies between files with nothing hidden and those of the published method."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

import engine

EDGE = 7  # pixels, so that the mark is whole at both ends
BAND = 8


class ScoreBar(QWidget):
    """One line: a band for empty files, one for unsealed ones, and a mark for this file."""

    def __init__(self, found: engine.Finding, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        ends = (*_whole(found.empty), *_whole(found.unsealed), found.score)
        self._least, self._most = min(ends), max(ends)
        self.setFixedHeight(26)
        self.setMinimumWidth(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(
            self.tr("This file: %s. Files with nothing hidden: %s to %s. Unprotected files: %s to %s.")
            % tuple(
                self.locale().toString(float(number), "f", 2)
                for number in (found.score, *_whole(found.empty), *_whole(found.unsealed))
            )
        )
        self.setToolTip(self.accessibleDescription())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the two bands and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        palette, middle = self.palette(), self.height() / 2
        painter.setBrush(palette.midlight())
        painter.drawRoundedRect(QRectF(EDGE, middle - 1.5, self.width() - 2 * EDGE, 3), 1.5, 1.5)
        self._band(painter, self._found.unsealed, palette.brightText(), middle + 1)
        self._band(painter, self._found.empty, palette.highlight(), middle - BAND - 1)
        out = self._found.stands_out
        painter.setBrush(palette.brightText() if out else palette.text())
        painter.setPen(palette.window().color())
        painter.drawEllipse(QPointF(self._place(self._found.score), middle), 5.5, 5.5)

    def _band(self, painter: QPainter, spread: engine.Range, brush: QBrush, top: float) -> None:
        """Faint over the whole range, full over nine files in ten."""
        painter.setBrush(brush)
        for low, high, opacity in ((spread.lowest, spread.highest, 0.25), (spread.low, spread.high, 0.6)):
            painter.setOpacity(opacity)
            left, right = self._place(low), self._place(high)
            painter.drawRoundedRect(QRectF(left - 1, top, max(3.0, right - left + 2), BAND), 3, 3)
        painter.setOpacity(1)

    def _place(self, score: float) -> float:
        span = self._most - self._least
        part = (score - self._least) / span if span > 0 else 0.5
        return EDGE + part * (self.width() - 2 * EDGE)


def _whole(spread: engine.Range) -> tuple[float, float]:
    return spread.lowest, spread.highest
