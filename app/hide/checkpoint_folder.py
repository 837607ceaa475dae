"""The folder of the checkpoints; imported before the splash screen, so it needs no engine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

NAME = "unfinished"  # checkpoints and their lock begin with it


def lock_folder() -> tuple[Path, QLockFile] | None:
    """The folder of the checkpoints, with the lock that keeps other running programs out of it.

    None where it cannot be made, or another program holds the lock: hides are then not kept.
    """
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    lock = QLockFile(str(folder / f"{NAME}.lock"))
    return (folder, lock) if lock.tryLock(0) else None
