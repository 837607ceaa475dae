"""The dialog that asks where to save an Undersong file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.dropping import SUFFIX


def ask_stego_path(parent: QWidget, stem: str, folder: Path | None) -> Path | None:
    """Ask for a path, starting with `stem` in `folder` (None: the documents); None if the dialog is cancelled."""
    say = QCoreApplication.translate
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    default = (folder or Path(documents or ".")) / (stem + SUFFIX)
    title, filters = say("SaveDialog", "Save the Undersong file"), say("SaveDialog", "Undersong file (*.undersong)")
    name, _ = QFileDialog.getSaveFileName(parent, title, str(default), filters)
    return Path(name) if name else None
