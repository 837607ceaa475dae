"""Memory: how much there is, and one error with one sentence wherever it runs out."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from engine.errors import OutOfMemoryError

NO_MEMORY: Final = "There is too little memory for this. Close other programs, or hide less."
# Of torch on Linux and Windows, of its GPU libraries (only CUDA has an exception of its own), threads, imports.
_SENTENCES: Final = (
    "out of memory", "can't allocate memory", "not enough memory", "cannot allocate memory", "bad_alloc",
    "_STATUS_ALLOC_FAILED", "can't start new thread", "failed to map segment",
)  # fmt: skip
# As numpy and torch put it: "Unable to allocate 4.00 GiB for an array", "you tried to allocate 400 bytes".
_ASKED: Final = re.compile(r"(?i)allocate (\d[\d.]*) (bytes|[KMGT]iB)")


def installed_memory() -> int:
    """The bytes of this computer's memory, 0 where the system does not say it in the way of Unix."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 0


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out: Python's and numpy's MemoryError, the system's ENOMEM, or one of torch's errors."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, RuntimeError | ImportError):
        is_torchs = type(error).__name__ == "OutOfMemoryError"  # by its name: importing torch takes 1.3 s
        return is_torchs or any(sentence in str(error) for sentence in _SENTENCES)
    return isinstance(error, MemoryError)


def no_memory(error: BaseException) -> OutOfMemoryError:
    """The error to raise for one that says that memory ran out; it says how much was asked for, where that is known."""
    found = _ASKED.search(str(error))
    asked = f" {found[1]} {found[2]} were asked for at once." if found else ""
    return OutOfMemoryError(NO_MEMORY + asked)


@contextmanager
def memory_errors() -> Iterator[None]:
    """Raise OutOfMemoryError in place of whatever says that memory ran out; for a `with` block or as a decorator."""
    try:
        yield
    except (MemoryError, RuntimeError, ImportError, OSError) as error:
        if not is_out_of_memory(error):
            raise
        raise no_memory(error) from error
