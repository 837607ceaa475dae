"""KeyDialog: the keys of a file that is made, to be taken down once more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.hide.key_panel import KeyPanel
from app.hide.secrets_panel import LETTERS
from app.hide.session import HideSession
from app.kit.button import Button
from app.kit.layout_tools import scrolled
from app.kit.question import ask
from app.kit.text import label

ROOM, MOST = 300, 620  # pixels of one key, and of the whole


class KeyDialog(QDialog):
    """The words of every key, with the ways to take them down; closes with Escape."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The key of this file"))
        keys = session.choices.keys
        self.panels = []
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for letter, key in zip(LETTERS, keys, strict=False):
            if key is None or not key.has_words:
                continue
            panel = KeyPanel(key, self.tr("Key %s") % letter)
            panel.regenerate.hide()
            panel.noted.connect(session.note)
            panel.failed.connect(session.failed)
            if len(keys) > 1:
                column.addWidget(label(panel.name, "heading"))
            column.addWidget(panel)
            self.panels.append(panel)
        column.addStretch(1)
        close = Button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(scrolled(inner), 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        self.resize(640, min(ROOM * len(self.panels), MOST))


def leave_without_key(parent: QWidget, yes: str, no: str) -> bool:
    """Ask whether the key, which is kept nowhere, was taken down."""
    say = QCoreApplication.translate
    return ask(
        parent,
        say("KeyDialog", "Have you kept the key?"),
        say("KeyDialog", "Without it nobody can ever open this file. It is shown under “The key…”."),
        yes,
        no,
    )
