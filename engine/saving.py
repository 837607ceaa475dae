"""Atomic saving: a file appears complete or not at all, and a killed process leaves nothing of it beside the target.

On Linux the bytes go into a file without a name (O_TMPFILE), which vanishes with its process. Elsewhere the temporary
file is locked while its process lives, and the next save in the folder deletes temporary files that nobody locks.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from io import FileIO
from pathlib import Path

from engine.errors import SaveError

if sys.platform != "win32":
    import fcntl

_REASONS = {
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EACCES: "you may not write to this folder",
    errno.EPERM: "you may not write to this folder",
    errno.EROFS: "this folder can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the space allotted to you on this disk is used up",
    errno.EISDIR: "a folder has this name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "it is a link that leads nowhere",
}
_TEMPORARY_NAME = re.compile(r"\.undersong-[0-9a-f]{12}(\..*)?", re.DOTALL)
_ABANDONED_AFTER = 3600.0  # seconds without a change, on Windows, where a file that is open cannot be deleted anyway


def save_bytes(path: str | os.PathLike[str], data: bytes, *, private: bool = False, exclusive: bool = False) -> None:
    """Write these bytes to `path`, whole or not at all.

    A `private` file is readable by its owner alone from the first moment (mode 0600); any other keeps the mode of the
    file it replaces. A symbolic link stays, and the file it points to is replaced. Raises SaveError; if `exclusive`,
    FileExistsError where there is a file already, even one that another process made just now.
    """
    path = Path(path)
    with _save_errors(path, exclusive):
        target, mode = _target(path)
        mode = 0o600 if private else mode
        _delete_abandoned(target.parent)
        try:
            _save(target, data, mode, exclusive, unnamed=True)
        except FileExistsError:
            raise
        except OSError:  # some file systems open an unnamed file and then refuse to name it
            _save(target, data, mode, exclusive, unnamed=False)
        _sync_folder(target.parent)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file to write to by its name, for another program; it replaces `path` when the block ends well.

    On Linux the name is one in /proc, without a suffix. Raises SaveError with one plain sentence for whatever the
    system refuses. Whatever is raised, the temporary file is deleted and an older file at `path` stays as it was.
    """
    with _save_errors(path):
        target, mode = _target(path)
        _delete_abandoned(target.parent)
        with _temporary_file(target, mode, path.suffix) as (name, file):
            yield name
            if not os.fstat(file.fileno()).st_size:
                raise SaveError(f"“{path.name}” could not be saved: nothing was written.")
        _sync_folder(target.parent)


def try_folder(path: str | os.PathLike[str]) -> None:
    """Check, before long work, that a file can be saved at `path`; an older one there stays.  Raises SaveError."""
    path = Path(path)
    with _save_errors(path):
        target, _ = _target(path)
        tempfile.TemporaryFile(dir=target.parent).close()


def format_of(path: Path, formats: dict[str, str]) -> str:
    """The format that the suffix of `path` names in `formats`.  Raises SaveError with the suffixes there are."""
    name = formats.get(path.suffix.lower())
    if name is None:
        raise SaveError(f"“{path.name}” could not be saved: its name must end in {', '.join(formats)}.")
    return name


@contextmanager
def _save_errors(path: Path, exclusive: bool = False) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if exclusive and isinstance(error, FileExistsError):
            raise
        reason = _REASONS.get(error.errno or 0, "the system refused it")
        raise SaveError(f"“{path.name}” could not be saved: {reason}.") from error


def _target(path: Path) -> tuple[Path, int | None]:
    """The file to replace, where `path` may be a symbolic link to it, and its mode; None if there is none yet."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return target, None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(mode):
        raise SaveError(f"“{path.name}” could not be saved: a device or a pipe has this name.")
    return target, stat.S_IMODE(mode) & 0o777


def _save(target: Path, data: bytes, mode: int | None, exclusive: bool, *, unnamed: bool) -> None:
    with _temporary_file(target, mode, exclusive=exclusive, unnamed=unnamed) as (_, file):
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file.fileno(), rest) :]


def _temporary_file(
    target: Path, mode: int | None, suffix: str = "", *, exclusive: bool = False, unnamed: bool = True
) -> AbstractContextManager[tuple[Path, FileIO]]:
    """A new file that takes the place of `target` when the block ends well: its name and the open file."""
    file = _open_unnamed(target.parent, mode) if unnamed else None
    if file is None:
        return _named_file(target, mode, suffix, exclusive)
    return _unnamed_file(file, target, mode, exclusive)


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
            _link(file, target)
            return
        except FileExistsError:
            if exclusive:
                raise
        name = _temporary_name(target)
        try:
            # A link cannot replace a file. Only a kill between these two calls leaves something behind.
            _link(file, name)
            os.replace(name, target)  # noqa: PTH105 - the one call known to be atomic everywhere
        finally:
            with suppress(OSError):
                name.unlink(missing_ok=True)


def _link(file: FileIO, name: Path) -> None:
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


def _delete_abandoned(folder: Path) -> None:
    """Delete the temporary files in a folder whose processes were killed; those of living ones stay."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names are enough
            if _TEMPORARY_NAME.fullmatch(name):
                with suppress(OSError):
                    _delete_if_abandoned(folder / name)


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
