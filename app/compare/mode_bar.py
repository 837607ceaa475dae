"""ModeBar: chooses how two media are compared, and how much their difference is amplified."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.kit.tabs import Tabs

FACTORS = (10, 20, 30)  # the paper's amplification of differences, Fig. 4


class ModeBar(QWidget):
    """Tabs for the modes; with `amplify`, the last mode also offers the amplification factors."""

    chosen = Signal(int)
    factor_changed = Signal(int)

    def __init__(self, texts: list[str], *, amplify: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = Tabs(texts)
        self.factors = Tabs([f"× {factor}" for factor in FACTORS])
        for factor, button in zip(FACTORS, self.factors.buttons, strict=True):
            button.setAccessibleName(self.tr("Difference amplified %d times") % factor)
        self._difference = len(texts) - 1 if amplify else -1
        self.factors.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self.modes)
        self._row.addWidget(self.factors)
        self._row.addStretch(1)
        self.modes.chosen.connect(self._choose)
        self.factors.chosen.connect(lambda index: self.factor_changed.emit(FACTORS[index]))

    @property
    def factor(self) -> int:
        """The chosen amplification of the difference."""
        return FACTORS[self.factors.index]

    def add(self, widget: QWidget) -> None:
        """Append a widget to the row."""
        self._row.addWidget(widget)

    def _choose(self, index: int) -> None:
        self.factors.setVisible(index == self._difference)
        self.chosen.emit(index)
