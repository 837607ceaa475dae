"""KeyDialog: shows the keys of a finished file, to be noted or saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.choose_session import ChooseSession
from app.hide.key_actions import HeldKey, KeyActions
from app.hide.key_names import key_name
from app.hide.key_panel import KeyPanel
from app.kit.button import Button
from app.kit.layout_tools import scrollable
from app.kit.question import ask
from app.kit.text import label

KEY_HEIGHT, MAX_HEIGHT = 300, 620  # pixels of one key, and of the dialog
ONE_ROW = 600  # pixels of width in which the four buttons of a key stand in one row


class KeyDialog(QDialog):
    """One KeyPanel for each key of twelve words, and a box to tick for who keeps them in a way that no program sees.

    `why` says what the keys are shown for.
    """

    def __init__(self, session: ChooseSession, parent: QWidget | None = None, why: str = "") -> None:
        super().__init__(parent)
        keys = session.choices.keys
        several = sum(key is not None and key.has_words for key in keys) > 1
        self.setWindowTitle(self.tr("The keys of this file") if several else self.tr("The key of this file"))
        self.panels: list[KeyPanel] = []
        forgets = self.tr(
            "The clipboard forgets the words within a minute, and when the program closes: paste them first."
        )
        self._clipboard = label(forgets, "strong", wrap=True)
        self._clipboard.hide()
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for index, key in enumerate(keys):
            if key is None or not key.has_words:
                continue
            panel = KeyPanel(key, key_name(index, session.choices.names))
            panel.regenerate.hide()
            panel.noted.connect(session.note)
            panel.copied.connect(session.copied)
            panel.copied.connect(lambda _: self._clipboard.show())
            panel.failed.connect(session.failed)
            if len(keys) > 1:
                column.addWidget(label(panel.name, "heading"))
            column.addWidget(panel)
            self.panels.append(panel)
        column.addStretch(1)
        close = Button(self.tr("Done"), "primary")
        close.clicked.connect(self.accept)
        self.close_button = close
        shown = [key for key in keys if key is not None and key.has_words]
        self.written = QCheckBox(self.tr("I have written the words down, or pasted them"))
        self.written.setHidden(session.choices.noted.issuperset(shown))
        for key in shown:
            self.written.toggled.connect(partial(session.note, key))
        self.column, self.row = layout, row = QVBoxLayout(self), QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.written, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        layout.setContentsMargins(24, 22, 24, 20)
        layout.setSpacing(14)
        if why:
            layout.addWidget(label(why, "muted", wrap=True))
        layout.addWidget(scrollable(inner), 1)
        layout.addWidget(self._clipboard)
        layout.addLayout(row)
        self.resize(640, min(KEY_HEIGHT * len(self.panels), MAX_HEIGHT))


def show_keys(session: ChooseSession, parent: QWidget, why: str = "") -> None:
    """Show the dialog until it is closed."""
    dialog = KeyDialog(session, parent, why)
    dialog.exec()
    dialog.deleteLater()


def leave_without_key(parent: QWidget, yes: str, no: str, choosing: ChooseSession, keys: set[engine.Key]) -> bool:
    """Ask about keys that the program stores nowhere, and that would be lost.  The question holds them."""
    say, known, copied = QCoreApplication.translate, choosing.choices.keys, choosing.choices.copied
    held = [HeldKey(key_name(known.index(key) if key in known else 0, choosing.choices.names), key) for key in keys]
    question = say("KeyDialog", "The key would be lost.")
    more = say("KeyDialog", "Without it nobody can reveal the secrets, not even you. Here it is once more.")
    if keys <= copied:
        question = say("KeyDialog", "The key is only copied.")
        more = say(
            "KeyDialog",
            "The clipboard forgets it within a minute, and when the program closes: paste it where it stays.",
        )
    actions = KeyActions(held, choosing.note, choosing.copied) if held else None
    if actions is not None:
        actions.setMinimumWidth(ONE_ROW)
    agreed = ask(parent, question, more, yes, no, actions)
    for key in keys & copied if agreed else ():  # whoever goes on has pasted it
        choosing.note(key)
    return agreed
