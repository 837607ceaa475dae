"""The bar at the foot of a page: one sentence, and what can be done next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget


class Foot(QFrame):
    """A sentence with buttons behind it, or above them where there is no room for both in one line."""

    def __init__(self, sentence: QWidget, buttons: Iterable[QWidget]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(24, 10, 24, 10)
        self._row.setSpacing(12)
        self._row.addWidget(sentence, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self._row.addLayout(row)

    def turn(self, crowded: bool) -> None:
        """Give the sentence a line of its own, or not."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if crowded else QBoxLayout.Direction.LeftToRight)
