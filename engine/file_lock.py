"""FileLock: keeps other processes, and other places in this one, away from some work."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """An advisory lock on a file that is made for it; the system releases it when the process ends, however it ends.

    Raises BlockingIOError where somebody else holds the lock. In a folder in which nothing can be made, and on a file
    system without locks, it keeps nobody out.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._handle = path, -1
        while self._handle < 0:
            try:
                handle = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600)
            except OSError:
                return
            try:
                _lock(handle)
                if _is_at(handle, path):  # else its last holder deleted it meanwhile
                    self._handle = handle
            except BlockingIOError:
                raise
            except OSError:
                return
            finally:
                if self._handle != handle:
                    os.close(handle)

    def release(self) -> None:
        """Let others have it, and delete the file, unless somebody else's file has its name: a lock is empty."""
        handle, self._handle = self._handle, -1
        if handle >= 0 and os.fstat(handle).st_size:
            os.close(handle)
        elif handle >= 0:
            if sys.platform != "win32":  # there a file that is open cannot be deleted
                self._delete()
            os.close(handle)
            if sys.platform == "win32":
                self._delete()

    def _delete(self) -> None:
        with suppress(OSError):
            self._path.unlink()

    def __del__(self) -> None:
        self.release()


def _lock(handle: int) -> None:
    """Lock an open file, or raise BlockingIOError where another handle has."""
    if sys.platform == "win32":
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(handle: int, path: Path) -> bool:
    """Whether an open file still has its name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
