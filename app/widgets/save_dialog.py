"""The dialogs that ask where to save a file: names get their ending, and no file is replaced without a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.dropping import SUFFIX
from app.kit.question import ask
from app.text.bidi import isolated


def ask_save_path(parent: QWidget, title: str, default: str, filters: str, suffixes: Sequence[str]) -> Path | None:
    """Ask for a path that ends in one of these suffixes, if there are any; None if the dialog is cancelled.

    A name without one gets that of the chosen filter, or the first. The system's dialog has asked about replacing a
    file of the name that was typed, and not about one of the name with its ending.
    """
    say = QCoreApplication.translate
    name, used = QFileDialog.getSaveFileName(parent, title, default, filters)
    if not name:
        return None
    path = Path(name)
    if not suffixes or path.suffix.lower() in suffixes:
        return path
    suffix = next((suffix for suffix in suffixes if f"(*{suffix})" in used), suffixes[0])
    path = path.with_name(path.name + suffix)
    if path.exists() and not ask(
        parent,
        say("SaveDialog", "There is a file “%s” already.") % isolated(path.name),
        say("SaveDialog", "Replacing it deletes what it contains."),
        say("SaveDialog", "Replace"),
        say("SaveDialog", "Cancel"),
    ):
        return None
    return path


def ask_stego_path(parent: QWidget, stem: str, folder: Path | None) -> Path | None:
    """Ask for a path, starting with `stem` in `folder` (None: the documents); None if the dialog is cancelled."""
    say = QCoreApplication.translate
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    default = (folder or Path(documents or ".")) / (stem + SUFFIX)
    title, filters = say("SaveDialog", "Save the Undersong file"), say("SaveDialog", "Undersong file (*.undersong)")
    return ask_save_path(parent, title, str(default), filters, [SUFFIX])
