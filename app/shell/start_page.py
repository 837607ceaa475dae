"""StartPage: a drop zone for all files and what fits well, the finished example, and recent files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.example.tray import ExampleTray
from app.hide.fits_well import FitsWell, secret_lines
from app.kit.button import Button
from app.kit.icons import pixmap
from app.kit.layout_tools import clear_layout, scrollable
from app.kit.text import label, plain_tip
from app.shell.settings import Settings
from app.widgets.drop_zone import DropZone
from app.worker import TaskQueue

MAX_SHOWN = 4  # recent files
WIDEST, NARROW = 1040, 960  # pixels: of the column, and of the page below which the zone stands alone


class StartPage(QWidget):
    """Emits `chosen` with paths, and `example` when an example is to be made before one's eyes."""

    chosen = Signal(list)
    example = Signal()

    def __init__(self, settings: Settings, tasks: TaskQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._settings = settings
        self._shown: list[Path] = []
        self.zone = DropZone(
            self.tr("Drop files here"),
            self.tr("Any file or folder to hide it; an Undersong file to reveal what is in it."),
            self.tr("Choose files…"),
            large=True,
            anything=True,
        )
        self.zone.setMinimumHeight(160)
        self.tray, self._fits = ExampleTray(tasks), FitsWell(secret_lines())
        self.example_button = Button(self.tr("See how such a file is made, in half a minute"), "link", "play")
        self.recent = QWidget()
        self._list = QVBoxLayout()
        self._build()
        self.zone.chosen.connect(self.chosen)
        self.example_button.clicked.connect(self.example)
        settings.changed.connect(self.refresh)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fits.setVisible(self.width() >= NARROW)  # the Hide page says it too
        super().resizeEvent(event)

    def refresh(self) -> None:
        """Update the list of recent files."""
        paths = self._settings.recent[:MAX_SHOWN]
        self.recent.setVisible(bool(paths))
        if paths == self._shown:
            return
        self._shown = paths
        clear_layout(self._list)
        for path in paths:
            button = Button(path.name, "link", "reveal")
            button.setToolTip(plain_tip(str(path)))
            button.clicked.connect(lambda _, path=path: self.chosen.emit([path]))
            self._list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _build(self) -> None:
        self._list.setSpacing(0)
        box = QVBoxLayout(self.recent)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(label(self.tr("Recent files"), "muted"))
        box.addLayout(self._list)
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        layout = QVBoxLayout(column)
        layout.setSpacing(16)
        layout.addLayout(self._introduction())
        offer = QHBoxLayout()
        offer.setSpacing(24)
        offer.addWidget(self.zone, 3)
        offer.addWidget(self._fits, 2, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(offer)
        layout.addWidget(self.tray)
        layout.addWidget(self.example_button, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.recent)
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        middle = QVBoxLayout(page)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addStretch(2)
        middle.addLayout(row)
        middle.addStretch(3)
        scroll = scrollable(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _introduction(self) -> QHBoxLayout:
        logo = QLabel()
        logo.setPixmap(pixmap("undersong", QColor("white"), 64, self.devicePixelRatioF()))
        text = self.tr(
            "Pictures, sounds, films, 3D shapes or any other file go into a picture, a sound, a film or a shape that "
            "anyone may see. Whoever opens the file here finds only that. Whoever has its key finds the rest, too."
        )
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(label(self.tr("Hide one thing in another"), "title", wrap=True))
        words.addWidget(label(text, "muted", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(22)
        head.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head
