"""Tabs: a row of buttons of which exactly one is checked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.kit.button import Button


class Tabs(QWidget):
    """Emits `chosen` with the index of the checked tab when it changes."""

    chosen = Signal(int)

    def __init__(self, texts: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for index, text in enumerate(texts):
            tab = Button(text, "tab")
            tab.setCheckable(True)
            tab.setChecked(index == 0)
            self._group.addButton(tab, index)
            self.buttons.append(tab)
            row.addWidget(tab)
        self._group.idToggled.connect(self._emit)

    @property
    def index(self) -> int:
        """Index of the checked tab."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Check a tab."""
        self.buttons[index].setChecked(True)

    def _emit(self, index: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(index)
