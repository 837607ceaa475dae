"""Temporary files that take the place of their target, and that a killed process does not leave behind.

On Linux the bytes go into a file without a name (O_TMPFILE), which vanishes with its process. Elsewhere the temporary
file is locked while its process lives, and the next one in the folder, as the next start of the window in the usual
folders, deletes temporary files that nobody locks.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

_NAME: Final = re.compile(r"\.undersong-[0-9a-f]{12}(\..*)?", re.DOTALL)
# Seconds without a change, on Windows, where a file that is open cannot be deleted anyway.
_ABANDONED_AFTER: Final = 3600.0


@contextmanager
def temporary_file(
    target: Path, mode: int | None, suffix: str = "", *, exclusive: bool = False
) -> Iterator[tuple[Path, FileIO]]:
    """A new file that takes the place of `target` when the block ends well: its name and the open file.

    `mode` is the mode it gets, None for the usual one. Raises OSError, and FileExistsError if `exclusive` and `target`
    exists. Whatever is raised, the temporary file is deleted and `target` stays as it was.
    """
    delete_abandoned_files(target.parent)
    file = _open_unnamed(target.parent, mode)
    if file is None:
        with _named_file(target, mode, suffix, exclusive) as named:
            yield named
    else:
        with _unnamed_file(file, target, mode, exclusive) as unnamed:
            yield unnamed
    _sync_folder(target.parent)


def delete_abandoned_files(folder: Path) -> None:
    """Delete the temporary files in a folder whose processes were killed; those of living ones stay."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names are enough
            if _NAME.fullmatch(name):
                with suppress(OSError):
                    _delete_if_abandoned(folder / name)


def write(file: FileIO, data: bytes) -> None:
    """Write all bytes, in as many calls as the system takes."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file.fileno(), rest) :]


def _open_unnamed(folder: Path, mode: int | None) -> FileIO | None:
    """A new file without a name; None if the system or the file system has none."""
    if sys.platform == "linux" and Path("/proc/self/fd").is_dir():
        with suppress(OSError):
            return FileIO(os.open(folder, os.O_TMPFILE | os.O_RDWR, _first_mode(mode)), "rb+")
    return None


@contextmanager
def _unnamed_file(file: FileIO, target: Path, mode: int | None, exclusive: bool) -> Iterator[tuple[Path, FileIO]]:
    with file:
        _lock(file)
        yield Path(f"/proc/{os.getpid()}/fd/{file.fileno()}"), file
        _finish(file, mode)
        try:
            _link(file, target, exclusive)
        except FileExistsError:
            raise
        except OSError:  # some file systems open a file without a name and then refuse to name it
            file.seek(0)
            with _named_file(target, mode, "", exclusive) as (_, copy):
                while chunk := file.read(1 << 20):
                    write(copy, chunk)


def _link(file: FileIO, target: Path, exclusive: bool) -> None:
    """Give an unnamed file the name of its target."""
    try:
        _name(file, target)
        return
    except FileExistsError:
        if exclusive:
            raise
    temporary = _temporary_name(target)
    try:
        # A link cannot replace a file. Only a kill between these two calls leaves something behind.
        _name(file, temporary)
        os.replace(temporary, target)  # noqa: PTH105 - the one call known to be atomic everywhere
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _name(file: FileIO, name: Path) -> None:
    # Only with a handle for the source's folder, unused here, does Python follow the symbolic link in /proc.
    os.link(f"/proc/self/fd/{file.fileno()}", name, src_dir_fd=file.fileno(), follow_symlinks=True)


@contextmanager
def _named_file(target: Path, mode: int | None, suffix: str, exclusive: bool) -> Iterator[tuple[Path, FileIO]]:
    while True:
        name = _temporary_name(target, suffix)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = FileIO(os.open(name, flags, _first_mode(mode)), "rb+")
        try:
            _lock(file)
            if not name.exists():
                continue  # another process took it for abandoned before it was locked
            yield name, file
            _finish(file, mode)
            if sys.platform == "win32":
                file.close()  # a file that is open cannot be renamed there
            if exclusive:
                target.touch(exist_ok=False)  # reserves the name
            try:
                os.replace(name, target)  # noqa: PTH105 - the one call known to be atomic everywhere
            except BaseException:
                if exclusive:
                    target.unlink(missing_ok=True)
                raise
            return
        finally:
            file.close()
            with suppress(OSError):
                name.unlink(missing_ok=True)


def _lock(file: FileIO) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # where there are no locks, nobody can take the file for abandoned either
            fcntl.flock(file, fcntl.LOCK_EX)


def _finish(file: FileIO, mode: int | None) -> None:
    """Bring the content to the disk, before it gets its name."""
    if sys.platform != "win32" and mode is not None:
        with suppress(OSError):  # a file system without modes, as on a USB stick
            os.fchmod(file.fileno(), mode)
    os.fsync(file.fileno())


def _first_mode(mode: int | None) -> int:
    """The mode to create a file with: never more than it will have in the end."""
    return 0o666 if mode is None else 0o600


def _temporary_name(target: Path, suffix: str = "") -> Path:
    """A short name: the target's own may already be as long as names can be."""
    return target.parent / f".undersong-{secrets.token_hex(6)}{suffix}"


def _delete_if_abandoned(path: Path) -> None:
    if sys.platform == "win32":
        if time.time() - path.stat().st_mtime > _ABANDONED_AFTER:
            path.unlink()
    else:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while its process lives
            path.unlink()
        finally:
            os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Bring the new name itself to the disk; not every file system lets its folders be synced."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
