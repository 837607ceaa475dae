"""Scratch folders: what is dragged out of the window lies here until the program ends, or while a file is decoded.

Where the system has a folder in memory, for the person (XDG_RUNTIME_DIR) or for all (/dev/shm), nothing of it reaches
the disk. A killed program cannot delete its folder, so the next start does.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLockFile

PREFIX = "undersong-drag-"
SHARED_MEMORY = Path("/dev/shm")  # on Linux; what is made in it is its owner's alone


def parent_folder() -> Path:
    """A folder in memory, that of the person who is logged in if there is one; else the system's temporary folder."""
    return next(_folders_in_memory(), Path(tempfile.gettempdir()))


def in_memory() -> bool:
    """Whether scratch folders lie in memory, so that nothing of a secret reaches the disk."""
    return any(_folders_in_memory())


def delete_abandoned(parent: Path | None = None) -> None:
    """Delete the scratch folders of programs that were killed: in one folder, or wherever they can lie.

    Only a folder with a lock file beside it is one of ours, and a running program holds its lock.
    """
    parents = [parent] if parent is not None else [*_folders_in_memory(), Path(tempfile.gettempdir())]
    for file in (file for each in parents for file in each.glob(f"{PREFIX}*.lock") if _is_own(file)):
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


def _is_own(file: Path) -> bool:
    """Whether it is an ordinary file of this account: a pipe that somebody else put there would be read for ever."""
    try:
        status = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and (sys.platform == "win32" or status.st_uid == os.geteuid())


def _folders_in_memory() -> Iterator[Path]:
    """Those that can be written to, the best first."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    for folder in (runtime, *([SHARED_MEMORY] if sys.platform == "linux" else [])):
        if folder.is_absolute() and folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
            yield folder


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(f"{folder}.lock")
    lock.setStaleLockTime(0)  # however old: only the end of its process makes it stale
    return lock


def _delete(folder: Path, lock: QLockFile) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.unlock()
