"""Transport: play, loop, where one is, and which of two is heard."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.compare.mode_bar import Tabs
from app.kit.button import Button
from app.kit.text import Elided, label
from app.text.formatting import decimals

SPACING, EDGE, SIGN = 8, 30, 48  # pixels between all, around a name on its tab, and of a button without words
LEAST_NAME, TIGHT = 40, 90  # pixels of the shortest name, and under which other words give way to it


class Transport(QWidget):
    """A row of controls; whoever shows it does what they say."""

    toggled = Signal()
    switched = Signal(int)

    def __init__(self, names: tuple[str, str], *, loop: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.play = Button(self.tr("Play"), "quiet", "play")
        self.loop = Button(self.tr("Loop"), "tab", "refresh")
        self.loop.setCheckable(True)
        self.loop.setVisible(loop)
        self.loop.setAccessibleName(self.tr("Loop"))
        self.loop.setToolTip(self.tr("Repeat the part you marked by dragging, or everything"))
        self._names = names
        self.heard = Tabs(list(names))
        for name, button in zip(names, self.heard.buttons, strict=True):
            button.setAccessibleName(self.tr("Listen to: %s") % name)
            button.setToolTip(self.tr("Listen to %s, from the same place on") % name)
        self.time, self._silence = label("", "small"), Elided("", "small", cut=Qt.TextElideMode.ElideRight)
        self.time.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for widget in (self.play, self.heard, self.loop, self.time):
            row.addWidget(widget)
        row.addWidget(self._silence, 1)
        self._silence.hide()
        self.play.clicked.connect(self.toggled)
        self.heard.chosen.connect(self.switched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the names to the room there is."""
        self._shorten()
        super().resizeEvent(event)

    def show_playing(self, playing: bool) -> None:
        """Offer to play, or to pause."""
        self.play.show_icon("pause" if playing else "play")
        self.play.setText(self.tr("Pause") if playing else self.tr("Play"))

    def tell_time(self, seconds: float, total: float) -> None:
        """Say where one is."""
        locale, places = QLocale(), decimals(total)
        self.time.setText(self.tr("%s of %s s") % tuple(locale.toString(s, "f", places) for s in (seconds, total)))

    def tell_silence(self, problem: str) -> None:
        """Say why nothing is heard, in the place of the choice what is."""
        self.heard.setVisible(not problem)
        self._silence.setVisible(bool(problem))
        self._silence.setText(problem)

    def minimumSizeHint(self) -> QSize:
        """The names give way."""
        others = self.play.sizeHint().width() + self.time.sizeHint().width() + SIGN + 4 * SPACING
        return QSize(others + 2 * (LEAST_NAME + EDGE), super().minimumSizeHint().height())

    def _shorten(self) -> None:
        self.loop.setText(self.tr("Loop"))
        if self._for_a_name() < TIGHT:
            self.loop.setText("")  # its sign says it too
        most = max(LEAST_NAME, self._for_a_name())
        for name, button in zip(self._names, self.heard.buttons, strict=True):
            button.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, most))

    def _for_a_name(self) -> int:
        """How much room each of the two names has."""
        shown = [widget for widget in (self.play, self.loop, self.time) if not widget.isHidden()]
        others = sum(widget.sizeHint().width() for widget in shown) + 4 * SPACING
        return (self.width() - others) // 2 - EDGE
