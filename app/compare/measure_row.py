"""MeasureRow: the paper's measures, each with its value, a bar of four grades and a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import engine
from app.kit.bar import Bar
from app.kit.text import label
from app.text.measures import Figure, figures


class GradeBar(Bar):
    """Four segments, one for each grade, filled up to the value of the measure."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(10, parent)
        self._figure = figure
        self.describe(self.tr("%s: grade %d of 4") % (figure.name, figure.grade + 1), figure.sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = self.painter(), self.palette()
        segment, middle = (self.width() - 10) / 4, self.height() / 2
        fill = palette.brightText() if self._figure.grade == 0 else palette.highlight()
        for index in range(4):
            box = QRectF(5 + index * segment, middle - 2.5, segment - 2, 5)
            painter.setBrush(palette.midlight())
            painter.drawRoundedRect(box, 2.5, 2.5)
            fraction = min(1.0, max(0.0, self._figure.position * 4 - index))
            if fraction > 0:
                painter.setBrush(fill)
                painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * fraction, 5), 2.5, 2.5)
        x = 5 + self._figure.position * (4 * segment - 2)
        painter.setBrush(palette.text())
        painter.drawEllipse(QPointF(x, middle), 4, 4)


class MeasureRow(QWidget):
    """One column for each measure."""

    def __init__(self, medium: engine.Medium, measures: Mapping[str, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = figures(medium, measures)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(26)
        self._sentences: list[QLabel] = []
        for column, figure in enumerate(self.figures):
            head = QHBoxLayout()
            head.addWidget(label(figure.name, "small"))
            head.addStretch(1)
            head.addWidget(label(figure.value, "strong", selectable=True))
            cell = QVBoxLayout()
            cell.setSpacing(3)
            cell.addLayout(head)
            cell.addWidget(GradeBar(figure))
            self._sentences.append(label(figure.sentence, "small", wrap=True))
            cell.addWidget(self._sentences[-1])
            cell.addStretch(1)
            row.addLayout(cell, 0, column)
            row.setColumnStretch(column, 1)

    def set_compact(self, compact: bool) -> None:
        """Hide the sentences, which the tooltips of the bars repeat."""
        for sentence in self._sentences:
            sentence.setVisible(not compact)
