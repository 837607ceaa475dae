"""Transport: play, loop, where one is, and which of two is heard."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.widgets.button import Button
from app.widgets.mode_bar import Tabs
from app.widgets.text import label

MOST_NAME = 150  # pixels of a name on its tab


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
        self.loop.setToolTip(self.tr("Repeat the part you marked by dragging, or everything"))
        metrics, middle = self.fontMetrics(), Qt.TextElideMode.ElideMiddle
        self.heard = Tabs([metrics.elidedText(name, middle, MOST_NAME) for name in names])
        for name, button in zip(names, self.heard.buttons, strict=True):
            button.setAccessibleName(self.tr("Listen to: %s") % name)
            button.setToolTip(self.tr("Listen to %s, from the same place on") % name)
        self.time = label("", "small")
        self.time.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.play, self.heard, self.loop, self.time):
            row.addWidget(widget)
        self.play.clicked.connect(self.toggled)
        self.heard.chosen.connect(self.switched)

    def show_playing(self, playing: bool) -> None:
        """Offer to play, or to pause."""
        self.play.show_icon("pause" if playing else "play")
        self.play.setText(self.tr("Pause") if playing else self.tr("Play"))

    def tell_time(self, seconds: float, total: float) -> None:
        """Say where one is."""
        locale = QLocale()
        self.time.setText(self.tr("%s of %s s") % tuple(locale.toString(s, "f", 1) for s in (seconds, total)))
