"""Pill: a small button on a card that shows which of a few options is chosen, and a menu of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.kit.button import Button

DOT, AROUND = 10, 8  # pixels: of a mark, and beside it
MARK = QSize(DOT + AROUND, DOT)


def dot(colour: QColor) -> QIcon:
    """A round mark of a colour."""
    picture = QPixmap(MARK * 4)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(2 * AROUND + 2, 2, 4 * DOT - 4, 4 * DOT - 4)
    painter.end()
    return QIcon(picture)


class Pill(Button):
    """Emits `picked` with the index of the option that was chosen in the menu."""

    picked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", "pill", parent=parent)
        self._name = name
        self._chosen, self._brief = -1, False
        self._short: list[str] = []
        self._colours: list[QColor] = []
        self.setMenu(QMenu(self))
        self.setIconSize(MARK)

    def set_options(self, short: Sequence[str], long: Sequence[str], colours: Sequence[QColor] = ()) -> None:
        """The options: `short` as on the button, `long` as in the menu, each with the colour of its mark."""
        if list(short) == self._short:
            return
        menu = self.menu()
        menu.clear()
        self._short, self._colours = list(short), list(colours)
        for index, text in enumerate(long):
            action = QAction(text.replace("&", "&&"), menu)
            action.setCheckable(True)
            if colours:
                action.setIcon(dot(colours[index]))
            action.triggered.connect(lambda _, index=index: self.picked.emit(index))
            menu.addAction(action)
        self._chosen = -1

    @property
    def offered(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.menu().actions())

    def set_brief(self, brief: bool) -> None:
        """Show the mark alone, without the text."""
        self._brief = brief
        if self._chosen >= 0:
            QPushButton.setText(self, "" if brief and self._colours else self._short[self._chosen])

    def show_option(self, index: int) -> None:
        """Show which option is chosen."""
        for at, action in enumerate(self.menu().actions()):
            action.setChecked(at == index)
        if index != self._chosen:
            self._chosen = index
            self.set_brief(self._brief)
            self.setAccessibleName(f"{self._name}: {self._short[index]}")
            if self._colours:
                self.setIcon(dot(self._colours[index]))
