"""Scratch folders: what is dragged out of the window lies here until the program ends, or while a file is decoded.

Where the system has a folder in memory for the person (XDG_RUNTIME_DIR), nothing of it reaches the disk. A killed
program cannot delete its folder, so the next start does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

from PySide6.QtCore import QLockFile

PREFIX = "undersong-drag-"


def parent_folder() -> Path:
    """The folder in memory of the person who is logged in; the system's temporary folder where there is none."""
    return _runtime_folder() if in_memory() else Path(tempfile.gettempdir())


def in_memory() -> bool:
    """Whether scratch folders lie in memory, so that nothing of a secret reaches the disk."""
    return _runtime_folder().is_absolute() and _runtime_folder().is_dir()


def delete_abandoned(parent: Path | None = None) -> None:
    """Delete the scratch folders of programs that were killed.

    Only a folder with a lock file beside it is one of ours, and a running program holds its lock.
    """
    for file in (parent or parent_folder()).glob(f"{PREFIX}*.lock"):
        folder, lock = file.with_suffix(""), _lock(file.with_suffix(""))
        if lock.tryLock(0):
            _delete(folder, lock)


class Scratch:
    """A folder of one's own, readable by its owner alone; `delete` removes it, at the latest the end of the program."""

    def __init__(self, parent: Path | None = None) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent or parent_folder()))
        self._held = _lock(self.path)
        self._held.tryLock(0)
        self._finalizer = weakref.finalize(self, _delete, self.path, self._held)

    def delete(self) -> None:
        """Delete the folder and what lies in it."""
        self._finalizer()


def _runtime_folder() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR", ""))


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(f"{folder}.lock")
    lock.setStaleLockTime(0)  # however old: only the end of its process makes it stale
    return lock


def _delete(folder: Path, lock: QLockFile) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.unlock()
