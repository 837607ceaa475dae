"""OfferRow: small buttons, each of which does what it says; as many lines of them as the width needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.kit.button import Button

GAP, LINES = 6, 3  # pixels between buttons; the most lines


class OfferRow(QWidget):
    """Emits `picked` with the index of the button that was pressed.

    Qt's own layouts, and buttons that are hidden and used again: a layout that is written in Python, as FlowLayout is,
    can be given the wrapper of an item that was deleted, and then crashes.
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        self._shown = 0
        self._places: list[int] = []  # the line of each button
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self._lines = [QHBoxLayout() for _ in range(LINES)]
        for line in self._lines:
            line.setSpacing(GAP)
            line.addStretch(1)
            column.addLayout(line)

    def show_offers(self, offers: Sequence[tuple[str, str]]) -> None:
        """Show a button for each text and icon."""
        while len(self.buttons) < len(offers):
            button = Button("", "small", parent=self)
            button.clicked.connect(partial(self.picked.emit, len(self.buttons)))
            self.buttons.append(button)
        self._shown = len(offers)
        for button, (text, icon) in zip(self.buttons, offers, strict=False):
            button.setText(text)
            button.show_icon(icon)
        self._arrange()
        for index, button in enumerate(self.buttons):
            button.setVisible(index < self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its lines; at least one, so that nothing moves when the first offer comes."""
        lines = 1 + max(self._places[: self._shown], default=0)
        height = self.buttons[0].sizeHint().height() if self.buttons else Button("x", "small").sizeHint().height()
        return QSize(1, lines * (height + GAP) - GAP)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest button."""
        widths = [button.sizeHint().width() for button in self.buttons[: self._shown]]
        return QSize(max(widths, default=1), self.sizeHint().height())

    def _arrange(self) -> None:
        """Put the buttons into lines like words into a paragraph."""
        places, x, line = list[int](), 0, 0
        for button in self.buttons[: self._shown]:
            width = button.sizeHint().width()
            if x and x + width > self.width() and line < LINES - 1:
                x, line = 0, line + 1
            places.append(line)
            x += width + GAP
        places += [LINES - 1] * (len(self.buttons) - len(places))
        if places != self._places:
            self._places = places
            for row in self._lines:
                for button in self.buttons:
                    row.removeWidget(button)
            for button, place in zip(self.buttons, places, strict=True):
                row = self._lines[place]
                row.insertWidget(row.count() - 1, button)
        self.updateGeometry()
