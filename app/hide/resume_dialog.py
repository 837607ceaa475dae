"""ResumeDialog: offers unfinished hides at the start of the program; each needs its key."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.session import RESUME, HideSession
from app.kit.button import Button
from app.kit.text import label
from app.text.formatting import file_size
from app.text.messages import words
from app.widgets.key_entry import KeyEntry


class ResumeDialog(QDialog):
    """Resumes one of the session's unfinished hides, or deletes some; closing the dialog keeps all that are left."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Unfinished hide"))
        self.setMinimumWidth(560)
        text = self.tr(
            "A hide was interrupted, or its file was not saved. The work is kept here, encrypted with its key. Enter "
            "that key to go on; at most a minute of work is repeated."
        )
        self.files = QComboBox()
        self.files.setAccessibleName(self.tr("Unfinished hides, the newest first"))
        self.entry = KeyEntry(self.tr("Go on"), self.tr("Press Enter to go on."))
        self.delete_button = Button(self.tr("Delete it"), "link", "remove")
        self.later = Button(self.tr("Later"))
        row = QHBoxLayout()
        row.addWidget(self.delete_button)
        row.addStretch(1)
        row.addWidget(self.later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(label(self.tr("A hide is unfinished"), "heading"))
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.files)
        layout.addWidget(self.entry)
        layout.addStretch(1)
        layout.addLayout(row)
        self.entry.entered.connect(self._resume)
        self.delete_button.clicked.connect(self._delete)
        self.later.clicked.connect(self.reject)
        self.rejected.connect(lambda: session.silence(RESUME))
        session.resumed.connect(self.accept)
        self._list()
        self.entry.field.setFocus()

    @property
    def path(self) -> Path:
        """The checkpoint that is selected."""
        path = self.files.currentData()
        assert isinstance(path, Path)
        return path

    def _list(self) -> None:
        self.files.clear()
        for path in self._session.unfinished():
            facts = path.stat()
            date = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(facts.st_mtime)), QLocale.FormatType.ShortFormat)
            self.files.addItem(f"{date}  ·  {file_size(facts.st_size)}", path)
        self.files.setEnabled(self.files.count() > 1)

    def _resume(self, key: engine.Key) -> None:
        self.setEnabled(False)  # a passphrase takes a second
        self._session.resume(self.path, key, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.setEnabled(True)
        self.entry.field.setFocus()
        if isinstance(error, engine.EngineError):
            message = words(error)
            self.entry.show_error(f"{message.what} {message.todo}")

    def _delete(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._list()
        if not self.files.count():
            self.reject()
