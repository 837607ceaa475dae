"""Transport: the playback controls of two media: play, loop, the position, and which of the two is heard."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.kit.button import Button
from app.kit.tabs import Tabs
from app.kit.text import ElidedLabel, label, plain_tip
from app.text.formatting import decimals

SPACING, PADDING, ICON = 8, 30, 48  # pixels between the controls, around a tab's name, and of a button without text
MIN_NAME, TIGHT = 40, 90  # pixels of the shortest name, and below which the loop button gives up its text


class Transport(QWidget):
    """A row of controls; emits `toggled` (play or pause) and `switched` with the index of the medium to hear."""

    toggled = Signal()
    switched = Signal(int)

    def __init__(self, names: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.play = Button(self.tr("Play"), "quiet", "play")
        self.loop = Button(self.tr("Loop"), "tab", "refresh")
        self.loop.setCheckable(True)
        self.loop.setToolTip(self.tr("Repeat the selected part, or everything"))
        self._names = names
        self.tracks = Tabs(list(names))
        for name, button in zip(names, self.tracks.buttons, strict=True):
            button.setToolTip(plain_tip(self.tr("Listen to %s from the same position") % name))
        self.time, self._problem = label("", "small"), ElidedLabel("", "small", mode=Qt.TextElideMode.ElideRight)
        self.time.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for widget in (self.play, self.tracks, self.loop, self.time):
            row.addWidget(widget)
        row.addWidget(self._problem, 1)
        self._problem.hide()
        self.play.clicked.connect(self.toggled)
        self.tracks.chosen.connect(self.switched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._elide_names()
        super().resizeEvent(event)

    def show_playing(self, playing: bool) -> None:
        """Make the play button a pause button while playing."""
        self.play.show_icon("pause" if playing else "play")
        self.play.setText(self.tr("Pause") if playing else self.tr("Play"))

    def show_time(self, seconds: float, duration: float) -> None:
        """Show the position."""
        locale, places = QLocale(), decimals(duration)
        self.time.setText(self.tr("%s of %s s") % tuple(locale.toString(s, "f", places) for s in (seconds, duration)))

    def show_problem(self, problem: str) -> None:
        """Show why no sound can be played, in place of the tabs; an empty text brings the tabs back."""
        self.tracks.setVisible(not problem)
        self._problem.setVisible(bool(problem))
        self._problem.setText(problem)

    def minimumSizeHint(self) -> QSize:
        others = self.play.sizeHint().width() + self.time.sizeHint().width() + ICON + 4 * SPACING
        return QSize(others + 2 * (MIN_NAME + PADDING), super().minimumSizeHint().height())

    def _elide_names(self) -> None:
        self.loop.setText(self.tr("Loop"))
        if self._name_width() < TIGHT:
            self.loop.setText("")  # its icon remains
        self.loop.setAccessibleName(self.tr("Loop"))
        width = max(MIN_NAME, self._name_width())
        for name, button in zip(self._names, self.tracks.buttons, strict=True):
            button.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width))
            button.setAccessibleName(self.tr("Listen to: %s") % name)

    def _name_width(self) -> int:
        """Pixels available for each of the two names."""
        shown = [widget for widget in (self.play, self.loop, self.time) if not widget.isHidden()]
        others = sum(widget.sizeHint().width() for widget in shown) + 4 * SPACING
        return (self.width() - others) // 2 - PADDING
