"""TIFF directories: which of them is the picture, and whether the file is a camera's raw photo."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

MAX_PAGES, MAX_TAGS, MAX_VALUES = 64, 4096, 64
_REDUCED, _PHOTOMETRIC, _MAKE, _SUBDIRECTORIES, _DNG = 254, 262, 271, 330, 50706
_SENSOR = (32803, 34892)  # a colour filter's mosaic, and linear light as the sensor sees it
_TYPES: Final = {1: "B", 2: "s", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}  # the others matter to nobody here
_MAKERS: Final = {b"CANON": "CR2", b"NIKON": "NEF", b"SONY": "ARW", b"PENTAX": "PEF", b"SAMSUNG": "SRW"}


@dataclass(frozen=True, slots=True)
class Directories:
    """What is told by the directories of a TIFF: `raw` is the name of its kind of raw photo, or empty.

    `full` is the place of the directory with the picture, where the first one is a thumbnail of it, or zero.
    """

    raw: str = ""
    full: int = 0


def directories(file: BinaryIO) -> Directories:
    """Read the directories of an open TIFF; a damaged one has none."""
    try:
        pages = list(_pages(file))
    except (struct.error, OSError, ValueError, OverflowError):
        pages = []
    if not pages:
        return Directories()
    raw = any(_number(tags, _PHOTOMETRIC) in _SENSOR or _DNG in tags for _, tags in pages)
    if raw:
        makers = [value.upper() for _, tags in pages if isinstance(value := tags.get(_MAKE), bytes)]
        maker = makers[0] if makers else b""
        known = next((name for start, name in _MAKERS.items() if maker.startswith(start)), "TIFF")
        return Directories(raw="DNG" if any(_DNG in tags for _, tags in pages) else known)
    if not _number(pages[0][1], _REDUCED) & 1:
        return Directories()
    return Directories(full=next((place for place, tags in pages if not _number(tags, _REDUCED) & 1), 0))


def _number(tags: Mapping[int, object], tag: int) -> int:
    value = tags.get(tag)
    return value[0] if isinstance(value, tuple) and value else 0


def _pages(file: BinaryIO) -> Iterator[tuple[int, dict[int, bytes | tuple[int, ...]]]]:
    """The place and the tags of each directory, of the chain and below it; damage ends the chain it is in."""
    file.seek(0)
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = head[2:4] in (b"+\0", b"\0+")
    (first,) = struct.unpack_from(order + ("Q" if big else "I"), head, 8 if big else 4)
    waiting, seen = [first], set[int]()
    while waiting and len(seen) < MAX_PAGES:
        place = waiting.pop(0)
        if not place or place in seen:
            continue
        seen.add(place)
        try:
            tags, after = _directory(file, place, order, big)
        except (struct.error, ValueError):
            continue
        yield place, tags
        below = tags.get(_SUBDIRECTORIES)
        waiting += [after, *(below if isinstance(below, tuple) else ())]


def _directory(file: BinaryIO, place: int, order: str, big: bool) -> tuple[dict[int, bytes | tuple[int, ...]], int]:
    """The tags of one directory, and the place of the next."""
    wide, row = ("Q", 20) if big else ("I", 12)
    file.seek(place)
    (count,) = struct.unpack(order + ("Q" if big else "H"), file.read(8 if big else 2))
    if count > MAX_TAGS:
        raise ValueError("too many tags")
    rows = file.read(count * row)
    (after,) = struct.unpack(order + wide, file.read(8 if big else 4).ljust(8 if big else 4, b"\0"))
    tags: dict[int, bytes | tuple[int, ...]] = {}
    for start in range(0, len(rows) - row + 1, row):
        tag, kind, number = struct.unpack_from(order + "HH" + wide, rows, start)
        if kind not in _TYPES or not 0 < number <= MAX_VALUES:
            if tag == _DNG:
                tags[tag] = b""
            continue
        form = f"{order}{number}{_TYPES[kind]}"
        field = rows[start + row - (8 if big else 4) : start + row]
        if struct.calcsize(form) > len(field):
            file.seek(struct.unpack(order + wide, field)[0])
            field = file.read(struct.calcsize(form))
        if len(field) >= struct.calcsize(form):
            values = struct.unpack_from(form, field)
            tags[tag] = values[0] if kind == 2 else values
    return tags, after
