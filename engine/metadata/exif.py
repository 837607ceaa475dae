"""Exif, IPTC and Photoshop's blocks: what cameras and picture programs write beside the pixels."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.metadata.items import BROKEN, MetadataItem, decimal_place, item, named_item, safely
from engine.metadata.xmp import orientation_in, xmp_items

MAX_ENTRIES: Final = 512  # of one directory
MAX_DIRECTORIES: Final = 64
MAX_VALUE: Final = 1 << 20  # bytes that are read of one value
MAX_VALUES: Final = 8 << 20  # of all, which may lie over one another
SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}  # by type
ORIENTATION, EXIF, GPS, THUMBNAIL, XMP, IPTC, PHOTOSHOP, MAKER_NOTE = (
    0x0112, 0x8769, 0x8825, 0x0201, 0x02BC, 0x83BB, 0x8649, 0x927C,
)  # fmt: skip
_NAMES: Final = {
    0x010D: "document name", 0x010E: "image description", 0x010F: "make", 0x0110: "model", 0x0131: "software",
    0x0132: "date time", 0x013B: "artist", 0x013C: "host computer", 0x8298: "copyright", 0x9003: "date time original",
    0x9004: "date time digitized", 0x9286: "user comment", 0xA420: "image unique id", 0xA430: "camera owner name",
    0xA431: "body serial number", 0xA433: "lens make", 0xA434: "lens model", 0xA435: "lens serial number",
    0xC614: "unique camera model", 0xC62F: "camera serial number",
}  # fmt: skip
_WIDE_NAMES: Final = {0x9C9B: "title", 0x9C9C: "comment", 0x9C9D: "author", 0x9C9E: "keywords", 0x9C9F: "subject"}
_IPTC_NAMES: Final = {
    5: "title", 25: "keywords", 55: "date", 65: "originating program", 80: "byline", 90: "city", 92: "sublocation",
    95: "state", 101: "country", 105: "headline", 110: "credit", 116: "copyright notice", 118: "contact",
    120: "caption",
}  # fmt: skip


class Entry(NamedTuple):
    """One entry of a directory: `at` is where its `values` numbers or letters lie, `size` how many bytes they have."""

    tag: int
    type: int
    values: int
    at: int
    size: int


class Tiff:
    """The directories of a TIFF file, or of the Exif in another file.  Raises ValueError where it is none."""

    def __init__(self, data: bytes | bytearray) -> None:
        if data[:4] not in (b"II*\0", b"MM\0*"):
            raise ValueError("not a TIFF")
        self.data, self.order, self.left = data, "<" if data[:2] == b"II" else ">", MAX_VALUES
        (self.first,) = self.unpacked("I", 4)

    def unpacked(self, layout: str, at: int) -> tuple[int, ...]:
        """Numbers at a place.  Raises struct.error beyond the end."""
        return struct.unpack_from(self.order + layout, self.data, at)

    def directory(self, at: int) -> tuple[list[Entry], int]:
        """The entries of the directory at this place, and where the next one is, or 0."""
        (count,) = self.unpacked("H", at)
        if count > MAX_ENTRIES:
            raise ValueError("too many entries")
        entries = []
        for start in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, values = self.unpacked("HHI", start)
            size = SIZES.get(kind, 0) * values
            entries.append(Entry(tag, kind, values, self.unpacked("I", start + 8)[0] if size > 4 else start + 8, size))
        return entries, self.unpacked("I", at + 2 + 12 * count)[0]

    def value(self, entry: Entry) -> bytes:
        """The bytes of a value, at most MAX_VALUE of them.  Raises ValueError after MAX_VALUES of all."""
        self.left -= min(entry.size, MAX_VALUE)
        if self.left < 0:
            raise ValueError("too large")
        return bytes(self.data[entry.at : entry.at + min(entry.size, MAX_VALUE)])

    def number(self, entry: Entry) -> int:
        """The first number of a value of whole numbers; 0 for every other."""
        layout = {1: "B", 3: "H", 4: "I", 13: "I"}.get(entry.type)
        return self.unpacked(layout, entry.at)[0] if layout and entry.values else 0

    def fractions(self, entry: Entry) -> list[float]:
        """The first three fractions of a value."""
        pairs = [self.unpacked("II", entry.at + 8 * k) for k in range(min(3, entry.values))] if entry.type == 5 else []
        return [above / below if below else 0.0 for above, below in pairs]


def without_prefix(block: bytes) -> bytes:
    """Exif as it lies in JPEG, PNG, WebP or HEIF, from its TIFF header on."""
    return block[6:] if block[:6] in (b"Exif\0\0", b"Exif\0\xff") else block


def exif_items(block: bytes) -> Iterator[MetadataItem | None]:
    """What a block of Exif tells; its second directory is a small copy of the picture."""
    tiff = Tiff(without_prefix(block))
    entries, following = tiff.directory(tiff.first)
    yield from safely(_items_in(tiff, entries))
    if following:
        small, _ = tiff.directory(following)
        yield item("preview", "") if any(entry.tag == THUMBNAIL for entry in small) else None


def tiff_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the directories of a TIFF file tell."""
    tiff = Tiff(data)
    for at in page_starts(tiff):
        yield from safely(_items_in(tiff, tiff.directory(at)[0]))


def page_starts(tiff: Tiff) -> Iterator[int]:
    """Where the directories of the pages are, one after another."""
    at, seen = tiff.first, set[int]()
    while at and at not in seen and len(seen) < MAX_DIRECTORIES:
        seen.add(at)
        yield at
        at = tiff.directory(at)[1]


def _items_in(tiff: Tiff, entries: list[Entry], depth: int = 0) -> Iterator[MetadataItem | None]:
    for entry in entries:
        if entry.tag in _NAMES:
            yield named_item(_NAMES[entry.tag], _text(tiff.value(entry)))
        elif entry.tag in _WIDE_NAMES:
            yield named_item(_WIDE_NAMES[entry.tag], tiff.value(entry).decode("utf-16-le", "ignore"))
        elif entry.tag == EXIF and not depth:
            yield from safely(_items_in(tiff, tiff.directory(tiff.number(entry))[0], depth + 1))
        elif entry.tag == GPS:
            yield from safely(_place(tiff, tiff.directory(tiff.number(entry))[0]))
        elif entry.tag == MAKER_NOTE:
            yield item("other", "MakerNote")
        elif entry.tag == XMP:
            yield from safely(xmp_items(tiff.value(entry)))
        elif entry.tag == IPTC:
            yield from safely(iptc_items(tiff.value(entry)))
        elif entry.tag == PHOTOSHOP:
            yield from safely(photoshop_items(tiff.value(entry)))


def _text(value: bytes) -> str:
    """A text, which in a comment has eight bytes in front that say its encoding."""
    if value[:8] == b"UNICODE\0":
        wide = value[8:]
        return wide.decode("utf-16-be" if wide[:1] == b"\0" else "utf-16-le", "ignore").strip("\0 ")
    return value.removeprefix(b"ASCII\0\0\0").decode("utf-8", "replace").strip("\0 ")


def _place(tiff: Tiff, entries: list[Entry]) -> Iterator[MetadataItem | None]:
    by_tag = {entry.tag: entry for entry in entries}
    degrees = []
    for side, angle in ((1, 2), (3, 4)):
        if angle not in by_tag:
            return
        parts = [*tiff.fractions(by_tag[angle]), 0.0, 0.0, 0.0]
        sign = -1 if side in by_tag and tiff.value(by_tag[side])[:1] in (b"S", b"W") else 1
        degrees.append(sign * (parts[0] + parts[1] / 60 + parts[2] / 3600))
    yield decimal_place(degrees[0], degrees[1])


def orientation_of(block: bytes) -> int:
    """The orientation (1 to 8) in a block of Exif, or 0.  Raises what a damaged block makes it raise."""
    tiff = Tiff(without_prefix(block))
    found = next((entry for entry in tiff.directory(tiff.first)[0] if entry.tag == ORIENTATION), None)
    number = tiff.number(found) if found else 0
    return number if number in range(1, 9) else 0


def orientation_in_either(exif: bytes, xmp: bytes) -> int:
    """The orientation that Exif says, else that of XMP, or 0."""
    try:
        found = orientation_of(exif) if exif else 0
    except BROKEN:
        found = 0
    return found or orientation_in(xmp)


def only_orientation(orientation: int) -> bytes:
    """A block of Exif that says nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)


def iptc_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What press agencies' records tell."""
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        record, number, size = struct.unpack_from(">BBH", data, at + 1)
        text = data[at + 5 : at + 5 + size].decode("utf-8", "replace")
        yield named_item(_IPTC_NAMES.get(number, ""), text) if record == 2 else None
        at += 5 + size


def photoshop_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What Photoshop's resources tell: press agencies' records, XMP, a small copy of the picture."""
    at = 0
    while data[at : at + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", data, at + 4)
        name = 1 + data[at + 6]
        at += 6 + name + name % 2
        (size,) = struct.unpack_from(">I", data, at)
        part = data[at + 4 : at + 4 + size]
        if number == 0x0404:
            yield from safely(iptc_items(part))
        elif number == 0x0424:
            yield from safely(xmp_items(part))
        elif number in (0x0409, 0x040C):
            yield item("preview", "")
        at += 4 + size + size % 2
