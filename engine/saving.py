"""Saving: a file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.errors import SaveError

_WHY = {
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EACCES: "you may not write to this folder",
    errno.EPERM: "you may not write to this folder",
    errno.EROFS: "this folder can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the space allotted to you on this disk is used up",
    errno.EISDIR: "a folder has this name",
    errno.ENAMETOOLONG: "the name is too long",
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file in the same folder to write to; it takes the place of `path` when the block ends well.

    Raises SaveError with one plain sentence for whatever the system refuses; whatever is raised, the
    unfinished file is gone and an older file at `path` is as it was.
    """
    # A short name of our own: the target's may already be as long as names can be.
    unfinished = path.parent / f".undersong-{secrets.token_hex(6)}{path.suffix}"
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(unfinished, path)  # noqa: PTH105 - the one call known to be atomic everywhere
        with suppress(OSError):  # the file is in place; not every file system lets its folders be synced
            _settle(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def try_folder(path: Path) -> None:
    """Find out, before long work, that a file could be saved at `path`; an older one there stays.  Raises SaveError."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> SaveError:
    why = _WHY.get(error.errno or 0, "the system refused it")
    return SaveError(f"“{path.name}” could not be saved: {why}.")


def _settle(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system lets a folder be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def save_bytes(path: Path, data: bytes) -> None:
    """Write these bytes to `path`, whole or not at all.  Raises SaveError."""
    with replacing(path) as unfinished:
        written = unfinished.write_bytes(data)
        if written != len(data) or unfinished.stat().st_size != len(data):
            raise OSError(errno.ENOSPC, "short write")


def format_of(path: Path, formats: dict[str, str]) -> str:
    """The format that the suffix of `path` names in `formats`.  Raises SaveError naming those there are."""
    name = formats.get(path.suffix.lower())
    if name is None:
        raise SaveError(f"“{path.name}” could not be saved: its name must end in {', '.join(formats)}.")
    return name
