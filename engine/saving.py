"""Atomic saving: a file appears complete or not at all, and what the system refuses is said in a plain sentence."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import chain, count
from pathlib import Path

from engine.errors import SaveError
from engine.naming import named
from engine.safe_names import numbered
from engine.temporary_file import temporary_file, write

NOT_SAVED, NO_FOLDER = "“{}” could not be saved", "The folder “{}” could not be made"
_REASONS = {
    errno.ENOENT: "the folder does not exist",
    errno.EACCES: "you may not write to this folder",
    errno.EPERM: "you may not write to this folder",
    errno.EROFS: "this folder can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the space allotted to you on this disk is used up",
    errno.EFBIG: "this disk does not hold files of this size",
    errno.EIO: "the disk reports an error",
    errno.EISDIR: "a folder has this name",
    errno.EEXIST: "a file has this name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "it is a link that leads nowhere",
    errno.EBUSY: "another program is using it",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}
_only_new: ContextVar[bool] = ContextVar("only_new", default=False)


def save_bytes(path: str | os.PathLike[str], data: bytes, *, private: bool = False, exclusive: bool = False) -> None:
    """Write these bytes to `path`, whole or not at all.

    A `private` file is readable by its owner alone from the first moment (mode 0600); any other keeps the mode of the
    file it replaces. A symbolic link stays, and the file it points to is replaced. Raises SaveError; if `exclusive`,
    FileExistsError where there is a file already, even one that another process made just now.
    """
    path = Path(path)
    with _save_errors(path, exclusive):
        target, mode = _target(path)
        with temporary_file(target, 0o600 if private else mode, exclusive=exclusive or _only_new.get()) as (_, file):
            write(file, data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file to write to by its name, for another program; it replaces `path` when the block ends well.

    On Linux the name is one in /proc, without a suffix. Raises SaveError with one plain sentence for whatever the
    system refuses. Whatever is raised, the temporary file is deleted and an older file at `path` stays as it was.
    """
    with _save_errors(path):
        target, mode = _target(path)
        with temporary_file(target, mode, path.suffix, exclusive=_only_new.get()) as (name, file):
            yield name
            if not os.fstat(file.fileno()).st_size:
                raise SaveError(f"{NOT_SAVED.format(named(path))}: nothing was written.")


def save_new(path: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` save a file at `path`, or at “name (2)” and so on where there is a file; the path it was saved at.

    Also a file that another process makes meanwhile is left alone. Raises SaveError as `write` does.
    """
    names = (path.with_name(numbered(path.name, number)) for number in count(2))
    for candidate in chain([path], names):
        if not os.path.lexists(candidate):
            token = _only_new.set(True)
            try:
                write(candidate)
            except FileExistsError:
                continue
            finally:
                _only_new.reset(token)
            return candidate
    raise AssertionError("there is always another number")


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where there are none.  Raises SaveError."""
    with _save_errors(path, sentence=NO_FOLDER):
        if path.is_symlink() and not path.exists():
            raise OSError(errno.ELOOP, "leads nowhere")
        path.mkdir(parents=True, exist_ok=True)


def try_new_folder(path: Path) -> None:
    """Check, before long work, that files can be saved in the folder `path`, or that it can be made.

    Raises SaveError. No folder is made.
    """
    with _save_errors(path, sentence=NO_FOLDER):
        existing = path
        while not os.path.lexists(existing) and existing != existing.parent:
            existing = existing.parent
        if existing == path and not path.is_dir():
            make_folder(path)  # which says why not
        tempfile.TemporaryFile(dir=existing).close()


def try_folder(path: str | os.PathLike[str], size: int = 0) -> None:
    """Check, before long work, that a file of so many bytes can be saved at `path`; an older one there stays.

    Raises SaveError.
    """
    path = Path(path)
    with _save_errors(path):
        target, _ = _target(path)
        tempfile.TemporaryFile(dir=target.parent).close()
    with suppress(OSError):
        total, _, free = shutil.disk_usage(target.parent)
        if total and free < size:  # some file systems do not know their size
            sizes = f"the disk has {free / 1e6:,.1f} MB left, and the file takes {size / 1e6:,.1f} MB"
            raise SaveError(f"{NOT_SAVED.format(named(path))}: {sizes}.")


def reason_in(text: str) -> str:
    """Why the system refused a file of another program, by what that program printed; empty where it does not say."""
    return next((words for number, words in _REASONS.items() if os.strerror(number) in text), "")


def format_of(path: Path, formats: dict[str, str]) -> str:
    """The format that the suffix of `path` names in `formats`.  Raises SaveError with the suffixes there are."""
    name = formats.get(path.suffix.lower())
    if name is None:
        raise SaveError(f"{NOT_SAVED.format(named(path))}: its name must end in {', '.join(formats)}.")
    return name


@contextmanager
def _save_errors(path: Path, exclusive: bool = False, sentence: str = NOT_SAVED) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if (exclusive or _only_new.get()) and isinstance(error, FileExistsError):
            raise
        raise SaveError(f"{sentence.format(named(path))}: {_reason(path, error)}.") from error


def _reason(path: Path, error: OSError) -> str:
    """Why the system refused, in words."""
    if error.errno == errno.ENOTDIR:
        with suppress(OSError):
            file = next((above for above in path.parents if above.is_file()), path.parent)
            return f"“{named(file)}” is a file, not a folder"
    return _REASONS.get(error.errno or 0, f"the system refused it ({error.strerror or error})")


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
        raise SaveError(f"{NOT_SAVED.format(named(path))}: a device or a pipe has this name.")
    return target, stat.S_IMODE(mode) & 0o777
