"""HEIC and AVIF: Exif and XMP are items of the file beside the picture's own."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.metadata.exif import exif_items
from engine.metadata.items import MetadataItem, safely
from engine.metadata.xmp import xmp_items

MAX_PARTS: Final = 20_000
MAX_METADATA: Final = 16  # of those parts that are metadata
MAX_SIZE: Final = 16 << 20  # bytes that are read of one
_KINDS: Final = (b"Exif", b"application/rdf+xml")
_EMPTY_EXIF: Final = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"  # from the TIFF header on, which follows at once


class _Part(NamedTuple):
    """A stretch of the file that belongs to an item, and the item's type."""

    item: int
    start: int
    end: int
    kind: bytes


def _parts(data: bytes | bytearray, start: int, end: int) -> list[_Part]:
    """Where all items of a `meta` box lie.  Raises ValueError or struct.error for a damaged one."""
    found = {bytes(data[at + 4 : at + 8]): (at + 8, stop) for at, stop in _spans(data, start + 4, end)}
    kinds = _kinds(data, *found[b"iinf"])
    body, _ = found[b"iloc"]
    version = data[body]
    sizes = struct.unpack_from(">BB", data, body + 4)
    offset_size, length_size, base_size = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4
    index_size, wide = sizes[1] & 15 if version else 0, 4 if version == 2 else 2
    at, parts = body + 6, list[_Part]()

    def number(size: int) -> int:
        nonlocal at
        if size not in (0, 2, 4, 8) or at + size > len(data):
            raise ValueError("damaged")
        at += size
        return int.from_bytes(data[at - size : at], "big")

    for _ in range(number(wide)):
        name = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size) + (found[b"idat"][0] if method == 1 else 0)
        for _ in range(number(2)):
            number(index_size)
            first = base + number(offset_size)
            length = number(length_size)
            if method < 2:
                parts.append(_Part(name, first, first + length if length else len(data), kinds.get(name, b"")))
            if len(parts) > MAX_PARTS:
                raise ValueError("too many parts")
    return parts


def _spans(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each box begins and ends."""
    for _ in range(MAX_PARTS):
        if at + 8 > end:
            return
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8 or at + size > end:
            raise ValueError("damaged")
        yield at, at + size
        at += size


def _kinds(data: bytes | bytearray, body: int, end: int) -> dict[int, bytes]:
    """The type of each item; of a `mime` one what that says."""
    kinds = dict[int, bytes]()
    for at, stop in _spans(data, body + (8 if data[body] else 6), end):
        wide = 4 if data[at + 8] >= 3 else 2
        name = int.from_bytes(data[at + 12 : at + 12 + wide], "big")
        kind = bytes(data[at + 14 + wide : at + 18 + wide])
        if kind == b"mime":
            kind = bytes(data[at + 18 + wide : stop]).split(b"\0")[1]
        kinds[name] = kind
    return kinds


def heif_items(data: bytes, start: int, end: int) -> Iterator[MetadataItem | None]:
    """What the items of Exif and XMP tell."""
    for part in [part for part in _parts(data, start, end) if part.kind in _KINDS][:MAX_METADATA]:
        content = data[part.start : min(part.end, part.start + MAX_SIZE)]
        if part.kind == b"Exif":
            skipped = int.from_bytes(content[:4], "big")
            yield from safely(exif_items(content[4 + skipped :]))
        elif part.kind == b"application/rdf+xml":
            yield from safely(xmp_items(content))


def without_heif_items(plain: bytearray, start: int, end: int) -> None:
    """Overwrite these items by ones that say nothing.  Raises ValueError where the picture's own would be touched."""
    parts = _parts(plain, start, end)
    going = [part for part in parts if part.kind in _KINDS]
    if len(going) > MAX_METADATA:
        raise ValueError("too many items")
    staying = [part for part in parts if part not in going]
    for part in going:
        if part.end > len(plain) or any(part.start < other.end and other.start < part.end for other in staying):
            raise ValueError("items lie over one another")
        size = part.end - part.start
        blank = _EMPTY_EXIF if part.kind == b"Exif" else b""
        filling = b"\0" if part.kind == b"Exif" else b" "
        plain[part.start : part.end] = blank[:size].ljust(size, filling)
