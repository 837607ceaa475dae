"""The folder of the checkpoints; imported before the splash screen, so it needs no engine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

NAME = "unfinished"  # checkpoints begin with it


def checkpoint_folder() -> Path | None:
    """The folder of the checkpoints, which all running windows share; None where it cannot be made."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder
