"""Metadata in JPEG: what its segments tell, and the same picture without them.

It keeps its colour profile and what turns it upright; no compressed byte of it is changed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from engine.metadata.exif import exif_items, only_orientation, orientation_in_either, photoshop_items
from engine.metadata.items import MetadataItem, item, named_item, safely
from engine.metadata.xmp import xmp_items

MAX_PARTS: Final = 1 << 20
MAX_FILLING: Final = 1 << 10  # bytes before a marker
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE: Final = b"http://ns.adobe.com/xmp/extension/\0"
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # that ends a scan


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment of a JPEG, that of a scan with its compressed bytes; 0 is what is behind."""
    at = 2
    for _ in range(MAX_PARTS):
        window = data[at : at + MAX_FILLING]
        at += max(0, len(window) - len(window.lstrip(b"\xff")) - 1)  # bytes that only fill
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xD9:
            yield marker, at, at + 2
            break
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if end > len(data) or end < at + 4:
            raise ValueError("cut off")
        if marker == 0xDA:
            found = _MARKER.search(data, end)
            if found is None:
                raise ValueError("no end")
            end = found.start()
        yield marker, at, end
        at = end
    if at + 2 < len(data):
        yield 0, at + 2, len(data)


def jpeg_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the segments of a JPEG tell."""
    for marker, start, end in _segments(data):
        body = data[start + 4 : end] if marker in (0xE0, 0xE1, 0xED, 0xFE) else b""
        if body.startswith(b"Exif\0"):
            yield from safely(exif_items(body))
        elif body.startswith(_XMP):
            yield from safely(xmp_items(body.removeprefix(_XMP)))
        elif body.startswith(_XMP_MORE):
            yield item("attached", "XMP")
        elif marker == 0xED and body.startswith(b"Photoshop 3.0\0"):
            yield from safely(photoshop_items(body[14:]))
        elif marker == 0xFE:
            yield named_item("comment", body.decode("utf-8", "replace"))
        elif marker == 0xE0 and (body.startswith(b"JFXX") or body[12:14].strip(b"\0")):
            yield item("preview", "")
        elif marker == 0 and data[start:end].strip(b"\0"):
            yield item("attached", "")


def _is_needed(marker: int, body: bytes) -> bool:
    """Whether decoding needs a segment: those of the picture, and of the applications' two that say its colours."""
    if marker in (0xE2, 0xEE):
        return body.startswith((b"ICC_PROFILE\0", b"Adobe"))
    return marker not in (0, 0xFE) and not 0xE0 <= marker <= 0xEF


def without_jpeg_metadata(data: bytes) -> bytes:
    """The JPEG with the segments that decoding needs."""
    kept, exif, xmp = [data[:2]], b"", b""
    for marker, start, end in _segments(data):
        body = data[start + 4 : start + 40]
        if marker == 0xE1:
            exif = exif or (data[start + 4 : end] if body.startswith(b"Exif\0") else b"")
            xmp = xmp or (data[start + 4 : end] if body.startswith(_XMP) else b"")
        elif marker == 0xE0 and body.startswith(b"JFIF\0") and end - start >= 18:
            kept.append(b"\xff\xe0\0\x10" + data[start + 4 : start + 16] + b"\0\0")  # without its small copy
        elif _is_needed(marker, body):
            kept.append(data[start:end])
    turned = orientation_in_either(exif, xmp)
    if turned > 1:
        block = b"Exif\0\0" + only_orientation(turned)
        kept.insert(1 + kept[1].startswith(b"\xff\xe0"), b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block)
    return b"".join(kept)
