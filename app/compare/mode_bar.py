"""ModeBar: in which way two things are looked at: one row of tabs, and how much a difference is enlarged."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.kit.button import Button

FACTORS = (10, 20, 30)  # the paper's, Fig. 4


class Tabs(QWidget):
    """Tabs of which one is chosen; emits `chosen` with its place."""

    chosen = Signal(int)

    def __init__(self, texts: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for place, text in enumerate(texts):
            tab = Button(text, "tab")
            tab.setCheckable(True)
            tab.setChecked(place == 0)
            self._group.addButton(tab, place)
            self.buttons.append(tab)
            row.addWidget(tab)
        self._group.idClicked.connect(self.chosen)

    @property
    def place(self) -> int:
        """Which one is chosen."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose one, as a click does."""
        self.buttons[place].click()


class ModeBar(QWidget):
    """The ways to look, and, for the last of them, how many times the difference is enlarged."""

    chosen = Signal(int)
    enlarged = Signal(int)

    def __init__(self, texts: list[str], *, factors: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = Tabs(texts)
        self.factors = Tabs([f"× {factor}" for factor in FACTORS])
        for factor, button in zip(FACTORS, self.factors.buttons, strict=True):
            button.setAccessibleName(self.tr("The difference, %d times as strong") % factor)
        self._last = len(texts) - 1 if factors else -1
        self.factors.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self.modes)
        self._row.addWidget(self.factors)
        self._row.addStretch(1)
        self.modes.chosen.connect(self._choose)
        self.factors.chosen.connect(lambda place: self.enlarged.emit(FACTORS[place]))

    @property
    def factor(self) -> int:
        """How many times the difference is enlarged."""
        return FACTORS[self.factors.place]

    def add(self, widget: QWidget) -> None:
        """Put something at the end of the row."""
        self._row.addWidget(widget)

    def _choose(self, place: int) -> None:
        self.factors.setVisible(place == self._last)
        self.chosen.emit(place)
