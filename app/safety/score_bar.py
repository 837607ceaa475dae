"""ScoreBar: the score of a file between the scores of files with nothing hidden and of unprotected files."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

import engine
from app.kit.bar import Bar

MARGIN = 7  # pixels at both ends, so that the marker is never cut off
BAND = 8  # pixels of height


class ScoreBar(Bar):
    """A band for the range of empty files, one for unsealed files, and a marker for this file."""

    def __init__(self, finding: engine.Finding, title: str, parent: QWidget | None = None) -> None:
        super().__init__(26, parent)
        self._finding = finding
        scores = (finding.score, *_extremes(finding.empty), *_extremes(finding.unsealed))
        self._min, self._max = min(scores), max(scores)
        self.setMinimumWidth(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        description = self.tr("This file: %s. Files with nothing hidden: %s to %s. Unprotected files: %s to %s.")
        self.describe(title, description % tuple(self.locale().toString(float(score), "f", 2) for score in scores))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, middle = self.painter(), self.palette(), self.height() / 2
        painter.setBrush(palette.midlight())
        painter.drawRoundedRect(QRectF(MARGIN, middle - 1.5, self.width() - 2 * MARGIN, 3), 1.5, 1.5)
        self._draw_band(painter, self._finding.unsealed, palette.brightText(), middle + 1)
        self._draw_band(painter, self._finding.empty, palette.highlight(), middle - BAND - 1)
        painter.setBrush(palette.brightText() if self._finding.stands_out else palette.text())
        painter.setPen(palette.window().color())
        painter.drawEllipse(QPointF(self._x(self._finding.score), middle), 5.5, 5.5)

    def _draw_band(self, painter: QPainter, scores: engine.ScoreRange, brush: QBrush, top: float) -> None:
        """Draw the full range faintly, and the central 90 % of the files strongly."""
        painter.setBrush(brush)
        for low, high, opacity in ((scores.minimum, scores.maximum, 0.25), (scores.p5, scores.p95, 0.6)):
            painter.setOpacity(opacity)
            left, right = self._x(low), self._x(high)
            painter.drawRoundedRect(QRectF(left - 1, top, max(3.0, right - left + 2), BAND), 3, 3)
        painter.setOpacity(1)

    def _x(self, score: float) -> float:
        span = self._max - self._min
        fraction = (score - self._min) / span if span > 0 else 0.5
        return MARGIN + fraction * (self.width() - 2 * MARGIN)


def _extremes(scores: engine.ScoreRange) -> tuple[float, float]:
    return scores.minimum, scores.maximum
