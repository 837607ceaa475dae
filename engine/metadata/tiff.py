"""TIFF without metadata: directories are rewritten where they lie, with the entries that the pixels need."""

from __future__ import annotations

import struct
from typing import Final

from engine.metadata.exif import EXIF, GPS, Entry, Tiff, page_starts

# The tags of TIFF 6.0, its supplements and the colour profile, without those that tell anything else.
_KEPT: Final = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 286, 287,
     288, 289, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 334, 336, 338, 339,
     340, 341, 342, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 559, 34675}
)  # fmt: skip
_RAW: Final = (330, 50706)  # directories below, and a raw photo's version: what these need is not known
_DATA: Final = ((273, 279), (324, 325), (513, 514))  # tags of where the pixels lie, and how many bytes there are
_DESCRIPTION: Final = 270
_SCIENCE: Final = (b"ImageJ=", b"<OME ", b'<?xml version="1.0" encoding="UTF-8"?><!-- Warning')


def without_tiff_metadata(data: bytes) -> bytes:
    """The TIFF whose directories have only what the pixels need; everything else is overwritten by zeros.

    Raises ValueError for a raw photo, for what needs its description, and where metadata and pixels overlap.
    """
    plain, tiff = bytearray(data), Tiff(data)
    staying, going = [(0, 8)], list[tuple[int, int]]()
    for at in page_starts(tiff):
        entries, following = tiff.directory(at)
        if any(entry.tag in _RAW for entry in entries) or _is_science(tiff, entries):
            raise ValueError("entries that are needed")
        kept = [entry for entry in entries if entry.tag in _KEPT]
        staying += [(at, at + 6 + 12 * len(kept)), *_values(kept), *_pixels(tiff, kept)]
        going += [(at + 6 + 12 * len(kept), at + 6 + 12 * len(entries))]
        for entry in entries:
            if entry not in kept:
                going += _values([entry]) + (_below(tiff, entry) if entry.tag in (EXIF, GPS) else [])
        table = b"".join(_raw(tiff, at, entries.index(entry)) for entry in kept)
        plain[at : at + 6 + len(table)] = (
            struct.pack(tiff.order + "H", len(kept)) + table + struct.pack(tiff.order + "I", following)
        )
    _check_apart(going, staying, len(data))
    for start, end in going:
        plain[start:end] = bytes(end - start)
    return bytes(plain)


def _raw(tiff: Tiff, at: int, number: int) -> bytes:
    return bytes(tiff.data[at + 2 + 12 * number : at + 14 + 12 * number])


def _values(entries: list[Entry]) -> list[tuple[int, int]]:
    """Where the values lie that are outside their directory."""
    return [(entry.at, entry.at + entry.size) for entry in entries if entry.size > 4]


def _below(tiff: Tiff, entry: Entry) -> list[tuple[int, int]]:
    """Where a directory of Exif lies, and what belongs to it."""
    at = tiff.number(entry)
    entries, _ = tiff.directory(at)
    spans = [(at, at + 6 + 12 * len(entries)), *_values(entries)]
    for inner in entries:
        if entry.tag == EXIF and inner.tag == 0xA005:
            spans += _below(tiff, inner)
    return spans


def _pixels(tiff: Tiff, entries: list[Entry]) -> list[tuple[int, int]]:
    by_tag = {entry.tag: entry for entry in entries}
    spans = list[tuple[int, int]]()
    for start_tag, size_tag in _DATA:
        if start_tag in by_tag and size_tag in by_tag:
            starts, sizes = _numbers(tiff, by_tag[start_tag]), _numbers(tiff, by_tag[size_tag])
            spans += [(start, start + size) for start, size in zip(starts, sizes, strict=False)]
    return spans


def _numbers(tiff: Tiff, entry: Entry) -> tuple[int, ...]:
    if entry.type not in (3, 4) or entry.at + entry.size > len(tiff.data):
        raise ValueError("no numbers")
    return tiff.unpacked(f"{entry.values}{'H' if entry.type == 3 else 'I'}", entry.at)


def _is_science(tiff: Tiff, entries: list[Entry]) -> bool:
    """Whether the description says how the pages belong together."""
    return any(e.tag == _DESCRIPTION and tiff.value(e)[:200].startswith(_SCIENCE) for e in entries)


def _check_apart(going: list[tuple[int, int]], staying: list[tuple[int, int]], size: int) -> None:
    """Raise ValueError where something that goes overlaps with something that stays, or is outside the file."""
    marks = sorted([(*span, False) for span in going] + [(*span, True) for span in staying])
    ends = {False: 0, True: 0}
    for start, end, stays in marks:
        if end > size or (end > start and start < ends[not stays]):
            raise ValueError("entries overlap")
        ends[stays] = max(ends[stays], end)
