"""Atomic saving: a file appears complete or not at all, and what the system refuses is said in a plain sentence."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import SaveError
from engine.temporary_file import temporary_file, write

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


def save_bytes(path: str | os.PathLike[str], data: bytes, *, private: bool = False, exclusive: bool = False) -> None:
    """Write these bytes to `path`, whole or not at all.

    A `private` file is readable by its owner alone from the first moment (mode 0600); any other keeps the mode of the
    file it replaces. A symbolic link stays, and the file it points to is replaced. Raises SaveError; if `exclusive`,
    FileExistsError where there is a file already, even one that another process made just now.
    """
    path = Path(path)
    with _save_errors(path, exclusive):
        target, mode = _target(path)
        with temporary_file(target, 0o600 if private else mode, exclusive=exclusive) as (_, file):
            write(file, data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file to write to by its name, for another program; it replaces `path` when the block ends well.

    On Linux the name is one in /proc, without a suffix. Raises SaveError with one plain sentence for whatever the
    system refuses. Whatever is raised, the temporary file is deleted and an older file at `path` stays as it was.
    """
    with _save_errors(path):
        target, mode = _target(path)
        with temporary_file(target, mode, path.suffix) as (name, file):
            yield name
            if not os.fstat(file.fileno()).st_size:
                raise SaveError(f"“{path.name}” could not be saved: nothing was written.")


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
