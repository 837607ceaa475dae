"""ResumeDialog: offers unfinished hides; each needs its key."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.session import RESUME, HideSession
from app.kit.button import Button
from app.kit.growing_dialog import GrowingDialog
from app.kit.question import ask
from app.kit.text import label
from app.text.formatting import decimals, file_size
from app.text.messages import words
from app.widgets.key_entry import KeyEntry


class ResumeDialog(GrowingDialog):
    """Resumes one of the session's unfinished hides, or deletes some; closing the dialog keeps all that are left."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Unfinished hide"))
        self.setMinimumWidth(560)
        text = self.tr(
            "A hide was interrupted, or its file was not saved. The work is kept here, encrypted with its key. Enter "
            "that key, or one of them, to go on; at most a minute of work is repeated."
        )
        self.files = QComboBox()
        self.files.setAccessibleName(self.tr("Unfinished hides, the newest first"))
        self.entry = KeyEntry(session, self.tr("Go on"), self.tr("Press Enter to go on."))
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
            with suppress(OSError):  # gone meanwhile
                self.files.addItem(description(path), path)
        self.files.setEnabled(self.files.count() > 1)

    def _resume(self, key: engine.Key) -> None:
        self.setEnabled(False)  # a passphrase takes a second
        self._session.resume(self.path, key, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.setEnabled(True)
        self.entry.field.setFocus()
        if isinstance(error, engine.EngineError):
            message = words(error)
            several = self.tr("Each unfinished hide has its own key.") if self.files.count() > 1 else ""
            self.entry.show_error(" ".join(filter(None, (message.what, message.todo, several))))

    def _delete(self) -> None:
        question, more = self.tr("Delete this unfinished hide?"), self.tr("What was computed for it is then lost.")
        if not ask(self, question, f"{self.files.currentText()}\n{more}", self.tr("Delete it"), self.tr("Keep it")):
            return
        try:
            engine.Checkpoint.remove(self.path)
        except engine.CheckpointInUseError as error:
            self._refuse(error)
        self._list()
        if not self.files.count():
            self.reject()


def description(path: Path) -> str:
    """When the hide was begun, its cover, and the size of what is kept."""
    facts = max((file.stat() for file in engine.Checkpoint.files(path)), key=lambda facts: facts.st_mtime)
    began, cover = facts.st_mtime, ""
    with suppress(engine.CheckpointError):  # entering its key says what is wrong
        label = engine.Checkpoint.label(path)
        began, cover = label.began, _cover(label)
    date = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(began)), QLocale.FormatType.ShortFormat)
    return "  ·  ".join(filter(None, (date, cover, file_size(facts.st_size))))


def _cover(label: engine.CheckpointLabel) -> str:
    """As in "cover: image, 1182 x 886": what the finished file shows to everybody, and no name of a file."""
    say = QCoreApplication.translate
    names = {
        "image": say("ResumeDialog", "cover: image"), "audio": say("ResumeDialog", "cover: sound"),
        "video": say("ResumeDialog", "cover: video"), "shape": say("ResumeDialog", "cover: 3D shape"),
    }  # fmt: skip
    parts = [names[label.modality]]
    if label.seconds:
        parts.append(f"{QLocale().toString(label.seconds, 'f', decimals(label.seconds))} s")
    if label.modality in ("image", "video"):
        parts.append(" x ".join(map(str, reversed(label.shape[-2:]))))
    return ", ".join(parts)
