"""The key of a hide: read from a file, or generated, and then in the person's hands before the result is saved."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.cli.options import key_of
from engine.cli.output import complain, say
from engine.errors import InvalidKeyError, SaveError
from engine.key import Key
from engine.naming import named
from engine.saving import save_new, try_folder

if sys.platform != "win32":
    import fcntl


class HidingKey:
    """The key to hide with; a context manager that deletes a new key file where the hide fails.

    A new key file is created empty at the start, so that no two hides make the same one; `save` writes the words.
    `words` are those of a new key that goes into no file: print them before the result is saved. `given` is the key
    file, where it was there already.
    """

    def __init__(self, options: Namespace) -> None:
        self._reserved: Path | None = None
        self._new = False
        self.given: Path | None = None
        self._handle: int | None = None  # of the reserved file, locked
        self._path: Path | None = options.key_file
        if self._path is not None and os.path.lexists(self._path) and not _is_there(self._path):
            self._path = Path(os.path.realpath(self._path))  # a link: the key file is made where it points to
        self.words = ""
        if options.passphrase_file or (self._path and not self._reserve(self._path)):
            self.key = key_of(options)
            self.given = self._path if not options.passphrase_file else None
            return
        self.key, self._new = Key.generate(), True
        if self._path is None and options.json and options.job is not None:
            raise InvalidKeyError("With --job and --json the key has to go into a file: name a --key-file.")
        if self._path is None and (options.secret or options.exact or options.text or options.folder):
            self.words = self.key.words
            if sys.stdout is None:
                raise SaveError("Standard output is closed, and nobody would see the new key. Name a --key-file.")

    def _reserve(self, path: Path) -> bool:
        """Create an empty key file; False where there is a key file already."""
        try:
            self._handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        except FileExistsError:
            if not _is_empty(path):
                return False
            self._take_over(path)
        except OSError as error:
            if isinstance(error, PermissionError) and not os.access(path.parent, os.X_OK):
                return False  # nobody can tell whether it is there: reading it says so
            try_folder(path)  # says in a plain sentence what the system refuses
            raise SaveError(f"“{named(path)}” could not be made: {error.strerror or error}.") from error
        if not _lock(self._handle):
            raise _taken(path)  # by another hide, in the moment between these calls
        self._reserved = path
        return True

    def _take_over(self, path: Path) -> None:
        """Take an empty key file whose hide was killed: while one lives, it has locked the file.

        Raises InvalidKeyError where one lives, or where nobody can tell.
        """
        try:
            self._handle = os.open(path, os.O_RDWR)
            free = _lock(self._handle, sure=True) and os.path.samestat(os.fstat(self._handle), path.stat())
        except OSError:
            free = False
        if not (free and _is_empty(path)):
            raise _taken(path)

    def save(self) -> None:
        """Write the words of a new key to its file.  Raises SaveError.

        A key file that was read and is gone since is written again: the hide that made it may have failed.
        """
        if self._path and (self._reserved or not os.path.lexists(self._path)):
            self.key.save(self._path)

    def save_or_rescue(self) -> bool:
        """The same after the fit: where its folder is gone, or full, the key goes into that for temporary files.

        What was fitted for an hour is not thrown away because of a key file. Says where it is, and returns whether that
        was necessary. Raises SaveError where it cannot be written there either.
        """
        try:
            self.save()
        except SaveError as error:
            assert self._path is not None
            try:
                rescued = save_new(Path(tempfile.gettempdir()) / self._path.name, self.key.save)
            except (SaveError, OSError):
                raise error from None
            self._reserved = rescued  # deleted, if the file itself can be saved nowhere
            complain(f"{error} The key is in “{rescued}” instead: move it to where it is to stay.")
            return True
        return False

    def hand_over(self) -> None:
        """Put a new key into the person's hands at once, as what is kept of the hide needs it; it stays if that fails.

        Raises SaveError.
        """
        self.save()
        self._reserved = None
        if self._path is None and self._new:
            say("The key, which is kept nowhere else:", f"  {self.key.words}")
            self.words = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None and self._reserved:
            with suppress(OSError):
                if _is_empty(self._reserved):
                    self._reserved.unlink()
            self.key.delete_file(self._reserved)
        self._unlock()

    def _unlock(self) -> None:
        if self._handle is not None:
            with suppress(OSError):
                os.close(self._handle)
            self._handle = None


def _taken(path: Path) -> InvalidKeyError:
    return InvalidKeyError(
        f"The key file “{named(path)}” is empty: another hide is about to write its twelve words there. "
        "If none is running, delete it."
    )


def _lock(handle: int | None, *, sure: bool = False) -> bool:
    """Lock an open file; False where another process has. Where there are no locks it is the opposite of `sure`."""
    if sys.platform == "win32" or handle is None:
        return not sure
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return not sure
    return True


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that may not be entered
        return True


def _is_empty(path: Path) -> bool:
    """Whether this is a file without contents; False where the system does not say."""
    try:
        return path.is_file() and not path.stat().st_size
    except OSError:
        return False
