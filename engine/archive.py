"""A folder as one zip archive: the same bytes for the same files, wherever and whenever it is made."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DATE: Final = (1980, 1, 1, 0, 0, 0)  # of every file: the first that a zip archive can say
CHUNK: Final = 1 << 20  # bytes that are read at once
MOST_PACKED: Final = 16  # bytes of all files for each that the archive may have: one with holes would take hours
UNIX: Final = 3  # the system whose modes the archive holds


class ArchiveTooLargeError(Exception):
    """The archive would have more bytes than it may."""


def zip_folder(folder: Path, most: int) -> bytes:
    """The archive of all ordinary files and folders in a folder, in the order of their names.

    Of dates nothing is kept, of modes whether a file can be run. Links are left out, since they may lead anywhere, and
    so are devices and pipes. Raises OSError for what cannot be read, and ArchiveTooLargeError for more than `most`
    bytes.
    """
    memory, left = io.BytesIO(), most * MOST_PACKED
    with zipfile.ZipFile(memory, "w") as archive:
        for path, status in _below(folder):
            name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            if stat.S_ISDIR(status.st_mode):
                archive.writestr(_described(name + "/", stat.S_IFDIR | 0o755), b"")
                continue
            mode = 0o755 if status.st_mode & stat.S_IXUSR else 0o644
            described = _described(name, stat.S_IFREG | mode)
            described.file_size = status.st_size  # so that a large file gets a large header
            with path.open("rb") as source, archive.open(described, "w") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    left -= len(chunk)
                    if memory.tell() > most or left < 0:
                        raise ArchiveTooLargeError
    if memory.tell() > most:
        raise ArchiveTooLargeError
    return memory.getvalue()


def _below(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Every ordinary file and folder below a folder, by name, each folder before what is in it."""
    waiting = [_inside(folder)]  # and no recursion, for which folders may lie too deep
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
            continue
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            yield path, status
            waiting.append(_inside(path))
        elif stat.S_ISREG(status.st_mode):
            yield path, status


def _inside(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.iterdir(), key=lambda path: path.name))


def _described(name: str, mode: int) -> zipfile.ZipInfo:
    described = zipfile.ZipInfo(name, DATE)
    described.create_system, described.external_attr = UNIX, mode << 16
    if not name.endswith("/"):
        described.compress_type = zipfile.ZIP_DEFLATED
    return described
