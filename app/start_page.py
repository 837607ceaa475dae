"""StartPage: one place to drop anything on, three sentences, and an example."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.icons import pixmap
from app.widgets.button import Button
from app.widgets.drop_zone import DropZone
from app.widgets.text import label


class StartPage(QWidget):
    """Emits `chosen` with paths, and `example` when an example is wanted."""

    chosen = Signal(list)
    example = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        sign = QLabel()
        sign.setPixmap(pixmap("undersong", QColor("white"), 72, self.devicePixelRatioF()))
        title = label(self.tr("A song under the song"), "title")
        text = label(
            self.tr(
                "Undersong turns a picture, a sound, a video or a shape into a small network that can hide others. "
                "Whoever opens the file sees the cover. Whoever has the key finds the secrets too."
            ),
            "muted",
            wrap=True,
        )
        self.zone = DropZone(
            self.tr("Drop files here"),
            self.tr("Images, sounds, videos and 3D shapes to hide them; an Undersong file to reveal what is in it."),
            self.tr("Choose files…"),
            large=True,
        )
        self.zone.setMinimumHeight(210)
        self.zone.filter = self.tr("Everything Undersong opens (%s *.undersong)") % self.zone.filter.split("(")[-1][:-1]
        self.try_button = Button(self.tr("Try it with an example"), "link", "play")
        head = QHBoxLayout()
        head.setSpacing(22)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(title)
        words.addWidget(text)
        head.addLayout(words, 1)
        column = QWidget()
        column.setMaximumWidth(860)
        layout = QVBoxLayout(column)
        layout.setSpacing(26)
        layout.addLayout(head)
        layout.addWidget(self.zone)
        layout.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 24)
        page.addStretch(2)
        page.addLayout(row)
        page.addStretch(3)
        self.zone.chosen.connect(self.chosen)
        self.try_button.clicked.connect(self.example)
