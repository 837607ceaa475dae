"""UnlockDialog: takes the keys of the hides that an earlier run of the program has left in the queue."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.growing_dialog import GrowingDialog
from app.kit.text import label
from app.queue.waiting_session import UNLOCK, WaitingSession
from app.text.messages import words
from app.widgets.key_entry import KeyEntry


class UnlockDialog(GrowingDialog):
    """Stays open until every hide is opened, or the person has had enough: a key opens all hides that it fits."""

    def __init__(self, session: WaitingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Keys of the queue"))
        self.setMinimumWidth(560)
        text = self.tr(
            "These hides are kept encrypted, each with its own key, which is stored nowhere. Enter a key, or one of "
            "several: it opens every hide that it fits."
        )
        self._count = label("", "strong", wrap=True)
        self.entry = KeyEntry(session, self.tr("Open"), self.tr("Press Enter to open."))
        later = Button(self.tr("Later"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(label(self.tr("Hides of last time"), "heading"))
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self._count)
        layout.addWidget(self.entry)
        layout.addStretch(1)
        layout.addLayout(row)
        self.entry.entered.connect(self._unlock)
        later.clicked.connect(self.reject)
        self.rejected.connect(lambda: session.silence(UNLOCK))
        self._tell()
        self.entry.field.setFocus()

    def _tell(self) -> None:
        self._count.setText(self.tr("%n hide(s) still need a key.", "", len(self._session.locked)))

    def _unlock(self, key: engine.Key) -> None:
        self.setEnabled(False)  # a passphrase takes a second for each hide
        self._session.unlock(key, self._opened, self._refuse)

    def _opened(self, _: int) -> None:
        self.setEnabled(True)
        if not self._session.locked:
            self.accept()
            return
        self.entry.clear()
        self.entry.field.setFocus()
        self._tell()

    def _refuse(self, error: Exception) -> None:
        self.setEnabled(True)
        self.entry.field.setFocus()
        if isinstance(error, engine.EngineError):
            message = words(error)
            self.entry.show_error(f"{message.what} {message.todo}")
