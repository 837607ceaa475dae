"""Landlock: a Linux process gives up all access to files but what it names, for itself and what it starts."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

# Rights to files (linux/landlock.h); each later version of the interface knows one more.
EXECUTE: Final = 1 << 0
WRITE_FILE: Final = 1 << 1
READ_FILE: Final = 1 << 2
READ_DIR: Final = 1 << 3
_OF_FILES: Final = EXECUTE | WRITE_FILE | READ_FILE  # a rule about a file may name no rights of a folder
_FIRST_RIGHTS: Final = (1 << 13) - 1  # of version 1
_LATER_RIGHTS: Final = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # to move between folders, truncate, control devices
_TCP: Final = 0b11  # to bind and to connect, from version 4 on
_SCOPES: Final = 0b11  # abstract sockets and signals of processes outside, from version 6 on
_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # system calls, with these numbers on every processor
_VERSION: Final = 1  # asks _CREATE for the version
_PATH_BENEATH: Final = 1

Rule = tuple[Path, int]  # a file, or a folder with all that is below it, and the rights to it


def version() -> int:
    """The version of the interface that this kernel has; 0 where it has none (before 5.13, or switched off)."""
    return max(0, _call(_CREATE, None, 0, _VERSION))


def restrict(rules: Iterable[Rule], known: int) -> bool:
    """Give up all rights to files but those of the rules, and TCP; whether that was possible.

    `known` is the `version` whose rights are used. The process has to have no_new_privs, and one thread. A rule about
    a path that is not there is left out.
    """
    if known < 1:
        return False
    handled = _FIRST_RIGHTS
    for since, right in _LATER_RIGHTS.items():
        handled |= right if known >= since else 0
    fields = [handled, *([_TCP] if known >= 4 else []), *([_SCOPES] if known >= 6 else [])]
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    ruleset = _call(_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for path, rights in rules:
            with suppress(OSError):
                _add(ruleset, path, rights & handled)
        return _call(_RESTRICT, ruleset, 0, 0) == 0
    finally:
        os.close(ruleset)


def _add(ruleset: int, path: Path, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights &= _OF_FILES if not path.is_dir() else -1
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: int | bytes | None) -> int:
    """The result of a system call; below 0 where it fails."""
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return int(library.syscall(ctypes.c_long(number), *(ctypes.c_long(a) if type(a) is int else a for a in arguments)))
