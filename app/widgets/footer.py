"""Footer: the bar at the bottom of a page, with a sentence and the next actions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

SIDE = 24  # pixels beside the sentence and the buttons


class Footer(QFrame):
    """A sentence and buttons in one line, or in two where they do not fit."""

    def __init__(self, sentence: QWidget, buttons: Iterable[QWidget]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._column = 0
        self._row.setContentsMargins(SIDE, 10, SIDE, 10)
        self._row.setSpacing(12)
        self._row.addWidget(sentence, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self._row.addLayout(row)

    def set_stacked(self, stacked: bool) -> None:
        """Put the buttons below the sentence, or beside it."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)

    def set_column(self, width: int) -> None:
        """Keep to the column of the page, at most so many pixels wide with its margins."""
        self._column = width

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._column:
            side = max(SIDE, SIDE + (self.width() - self._column) // 2)
            self._row.setContentsMargins(side, 10, side, 10)
        super().resizeEvent(event)
