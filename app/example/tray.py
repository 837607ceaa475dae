"""ExampleTray: the finished example: a cup, a key, and what lies in it once the person has pressed Reveal."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.layout_tools import clear_layout
from app.kit.text import ElidedLabel, label, plain_tip
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.reveal.session import RevealSession
from app.text.formatting import file_size
from app.widgets.panel import Panel
from app.worker import TaskQueue
from resources import ROOT

FOLDER = ROOT / "examples"
FILE, KEY = FOLDER / "example.undersong", FOLDER / "example-key.txt"  # made by packaging/example.py
PICTURE = QSize(176, 132)  # pixels of the cup
HEIGHT = 132  # pixels of what is revealed


class ExampleTray(Panel):
    """Nothing is read before the button is pressed; emits `opened` to show the file on the Reveal page."""

    opened = Signal()

    def __init__(self, tasks: TaskQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session = RevealSession(tasks, self)
        self.previews: list[Preview] = []
        self.reveal = Button(self.tr("Reveal"), "primary", "key")
        self.open = Button(self.tr("Open this file on the Reveal page"), "link", "reveal")
        self.key = engine.Key.load(KEY)
        self._key = label(self.key.words, "small", wrap=True, selectable=True)
        self._inside, self._found = QStackedWidget(), QHBoxLayout()
        self._build()
        self.reveal.clicked.connect(self._reveal)
        self.open.clicked.connect(self.opened)
        self.session.opened.connect(lambda: self.session.reveal(self.key), Qt.ConnectionType.QueuedConnection)
        self.session.revealed.connect(self._show)

    def _reveal(self) -> None:
        self.reveal.setEnabled(False)
        self.session.open(FILE)

    def _show(self) -> None:
        """The rocket and the cow come up where the question mark was."""
        clear_layout(self._found)
        for index, secret in enumerate(self.session.secrets):
            preview = preview_of(secret.medium)
            preview.setMinimumHeight(HEIGHT)
            preview.setToolTip(plain_tip(self.session.name(index)))
            self.previews.append(preview)
            self._found.addWidget(preview, 1)
        self._inside.setCurrentIndex(1)
        self.reveal.hide()

    def _build(self) -> None:
        (first, cup), (second, key), (third, inside) = (_column() for _ in range(3))
        cup.addWidget(label(self.tr("Everyone sees a cup"), "strong"))
        picture = QLabel()
        mode, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        picture.setPixmap(QPixmap(str(FOLDER / "coffee.jpg")).scaled(PICTURE, mode, smooth))  # one of our own files
        picture.setAccessibleName(self.tr("A cup of coffee"))
        cup.addWidget(picture)
        cup.addStretch(1)
        key.addWidget(label(self.tr("You have its key"), "strong"))
        key.addWidget(self._key)
        key.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignLeading)
        key.addStretch(1)
        closed = label(self.tr("What lies in it?"), "muted")
        closed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        closed.setObjectName("closed")
        closed.setMinimumHeight(HEIGHT)
        found = QWidget()
        found.setLayout(self._found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(closed)
        self._inside.addWidget(found)
        inside.addWidget(label(self.tr("The same file, with the key"), "strong"))
        inside.addWidget(self._inside, 1)
        row = QHBoxLayout()
        row.setSpacing(20)
        for place, stretch in ((first, 0), (second, 2), (third, 3)):
            row.addWidget(place, stretch)
        first.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        first.setFixedWidth(PICTURE.width())
        foot = QHBoxLayout()
        fact = self.tr("A finished example: one file of %s, in which a photo and a 3D model are hidden.")
        foot.addWidget(ElidedLabel(fact % file_size(FILE.stat().st_size), "small", mode=Qt.TextElideMode.ElideRight), 1)
        foot.addWidget(self.open)
        self.body.addLayout(row)
        self.body.addLayout(foot)


def _column() -> tuple[QWidget, QVBoxLayout]:
    """A column whose width does not follow what is in it: nothing moves when the secrets come up."""
    place = QWidget()
    place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    return place, layout
