"""MeasureRow: the paper's measures, each with its number, where that stands between lost and same, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import engine
from app.kit.text import label
from app.text.measures import Figure, figures


class Scale(QWidget):
    """A bar of four grades, filled as far as a measure got."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self.setFixedHeight(10)
        self.setAccessibleName(self.tr("%s: grade %d of 4") % (figure.name, figure.grade + 1))
        self.setAccessibleDescription(figure.sentence)
        self.setToolTip(figure.sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw four quarters, the reached ones in colour, and a mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        palette, quarter, middle = self.palette(), (self.width() - 10) / 4, self.height() / 2
        reached = palette.brightText() if self._figure.grade == 0 else palette.highlight()
        for index in range(4):
            box = QRectF(5 + index * quarter, middle - 2.5, quarter - 2, 5)
            painter.setBrush(palette.midlight())
            painter.drawRoundedRect(box, 2.5, 2.5)
            part = min(1.0, max(0.0, self._figure.place * 4 - index))
            if part > 0:
                painter.setBrush(reached)
                painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * part, 5), 2.5, 2.5)
        x = 5 + self._figure.place * (4 * quarter - 2)
        painter.setBrush(palette.text())
        painter.drawEllipse(QPointF(x, middle), 4, 4)


class MeasureRow(QWidget):
    """One cell for each measure."""

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
            cell.addWidget(Scale(figure))
            self._sentences.append(label(figure.sentence, "small", wrap=True))
            cell.addWidget(self._sentences[-1])
            cell.addStretch(1)
            row.addLayout(cell, 0, column)
            row.setColumnStretch(column, 1)

    def be_brief(self, brief: bool) -> None:
        """Numbers and bars without their sentences, which the tooltips still say."""
        for sentence in self._sentences:
            sentence.setVisible(not brief)
