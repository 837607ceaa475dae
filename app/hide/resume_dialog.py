"""Resuming: what an interrupted hide left behind, asked for at the next start, with its key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.kit.button import Button
from app.kit.text import label
from app.widgets.key_entry import KeyEntry

NAME = "unfinished"


def place() -> tuple[Path, QLockFile] | None:
    """Where a hide under way is kept, with the lock that makes it ours alone; None where another has it."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None  # nothing can be kept here; hiding itself needs no such place
    lock = QLockFile(str(folder / f"{NAME}.lock"))
    return (folder / NAME, lock) if lock.tryLock(0) else None


class ResumeDialog(QDialog):
    """Emits `entered` with the key; a dialog that is closed leaves everything as it is."""

    entered = Signal(object)
    thrown_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go on where it stopped?"))
        self.setMinimumWidth(560)
        text = self.tr(
            "A hiding was interrupted. What it had learned is kept here, encrypted under its key. "
            "Give that key, the first where there are several, and it goes on; at most a minute is done again."
        )
        self.entry = KeyEntry()
        self.entry.button.setText(self.tr("Go on"))
        self.throw_button = Button(self.tr("Throw it away"), "link", "remove")
        self.later = Button(self.tr("Later"))
        row = QHBoxLayout()
        row.addWidget(self.throw_button)
        row.addStretch(1)
        row.addWidget(self.later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(label(self.tr("A hiding was interrupted"), "heading"))
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.entry)
        layout.addStretch(1)
        layout.addLayout(row)
        self.entry.entered.connect(self._enter)
        self.throw_button.clicked.connect(self._throw)
        self.later.clicked.connect(self.reject)
        self.entry.field.setFocus()

    def _enter(self, key: object) -> None:
        self.accept()
        self.entered.emit(key)

    def _throw(self) -> None:
        self.accept()
        self.thrown_away.emit()
