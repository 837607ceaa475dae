"""MP4, QuickTime, M4A and HEIF: files of boxes in boxes.

Metadata are overwritten where they lie, and their boxes become free ones: every sample of picture and sound stays where
it is, bit for bit.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from engine.metadata.heif_items import heif_items, without_heif_items
from engine.metadata.items import MetadataItem, iso6709_place, item, named_item, safely
from engine.metadata.xmp import xmp_items

MAX_BOXES: Final = 20_000
MAX_TEXT_BOX: Final = 1 << 16
_XMP_ID: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_CANON_ID: Final = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_EPOCH: Final = datetime(1904, 1, 1, tzinfo=UTC)
_NO_DATE: Final = 2_082_844_800  # 1970, where the programs that write none begin to count
_NAMES: Final = {
    b"\xa9nam": "title", b"\xa9ART": "artist", b"aART": "artist", b"\xa9wrt": "composer", b"\xa9aut": "author",
    b"\xa9day": "date", b"\xa9too": "encoder", b"\xa9swr": "software", b"\xa9enc": "encoder", b"\xa9mak": "make",
    b"\xa9mod": "model", b"\xa9cmt": "comment", b"\xa9alb": "album", b"\xa9inf": "comment", b"\xa9des": "description",
    b"\xa9cpy": "copyright", b"cprt": "copyright", b"auth": "author", b"titl": "title", b"dscp": "description",
    b"perf": "performer", b"\xa9own": "owner", b"ownr": "owner", b"\xa9lyr": "lyrics", b"\xa9dir": "director",
    b"desc": "description", b"ldes": "description", b"apID": "owner",
}  # fmt: skip
_HOLDERS: Final = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta", b"ilst")
_DATED: Final = (b"mvhd", b"tkhd", b"mdhd")


class Box(NamedTuple):
    """Its type, where it begins, where its content begins, and where it ends."""

    name: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places.  Raises ValueError where one is longer than there is room."""
    for _ in range(MAX_BOXES):
        if start + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        stop = start + size if size else end
        if not body <= stop <= end:
            raise ValueError("a box that is longer than its place")
        yield Box(name, start, body, stop)
        start = stop
    raise ValueError("too many boxes")


def film_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the boxes of a film, a sound or a HEIF picture tell."""
    for box in boxes(data, 0, len(data)):
        if box.name == b"moov":
            yield from safely(_movie(data, box))
        elif box.name == b"meta":
            yield from safely(heif_items(data, box.body, box.end))
        elif box.name == b"uuid":
            yield from safely(_identified(data, box))
        elif box.name in (b"mpvd", b"sefd"):
            yield item("attached", "")


def _movie(data: bytes, movie: Box) -> Iterator[MetadataItem | None]:
    for box in boxes(data, movie.body, movie.end):
        if box.name in (b"mvhd", b"mdhd"):
            yield _date(data, box)
        elif box.name == b"hdlr" and data[box.body + 8 : box.body + 12] in (b"meta", b"camm", b"data"):
            yield item("attached", data[box.body + 24 : box.end][:40].decode("utf-8", "replace"))
        elif box.name in (b"trak", b"mdia"):
            yield from safely(_movie(data, box))
        elif box.name == b"udta":
            yield from safely(_user_data(data, box))
        elif box.name == b"meta":
            yield from safely(_tags(data, box))
        elif box.name == b"uuid":
            yield from safely(_identified(data, box))


def _date(data: bytes, box: Box) -> MetadataItem | None:
    seconds = struct.unpack_from(">Q" if data[box.body] else ">I", data, box.body + 4)[0]
    moment = _EPOCH + timedelta(seconds=min(seconds, 2**33)) if seconds > _NO_DATE else None
    return item("date", f"{moment:%Y-%m-%d %H:%M:%S} UTC") if moment else None


def _identified(data: bytes, box: Box) -> Iterator[MetadataItem | None]:
    if data[box.body : box.body + 16] == _XMP_ID:
        yield from safely(xmp_items(data[box.body + 16 : box.end]))
    elif data[box.body : box.body + 16] == _CANON_ID:
        yield item("other", "Canon")


def _user_data(data: bytes, holder: Box) -> Iterator[MetadataItem | None]:
    for box in boxes(data, holder.body, holder.end):
        body = data[box.body : min(box.end, box.body + MAX_TEXT_BOX)]
        if box.name == b"\xa9xyz":
            yield iso6709_place(_text(body))
        elif box.name == b"loci":
            yield _location(body)
        elif box.name == b"meta":
            yield from safely(_tags(data, box))
        elif box.name == b"XMP_":
            yield from safely(xmp_items(data[box.body : box.end]))
        elif box.name in _NAMES:
            yield named_item(_NAMES[box.name], _text(body if box.name[0] == 0xA9 else body[6:]))
        elif box.name != b"free":
            yield item("other", box.name.decode("latin-1"))


def _text(body: bytes) -> str:
    """The text of a box of user data, which has its length and its language before it."""
    size = int.from_bytes(body[:2], "big")
    return (body[4 : 4 + size] if size + 4 <= len(body) else body).decode("utf-8", "replace").strip("\0 ")


def _location(body: bytes) -> MetadataItem | None:
    """A place as 3GPP writes it: a name, then degrees as fixed-point numbers."""
    name, _, rest = body[6:].partition(b"\0")
    longitude, latitude = struct.unpack_from(">ii", rest, 1)
    return decimal_or_name(latitude / 65536, longitude / 65536, name.decode("utf-8", "replace"))


def decimal_or_name(latitude: float, longitude: float, name: str) -> MetadataItem | None:
    """The place by its degrees, else by its name."""
    return iso6709_place(f"{latitude:+.5f}{longitude:+.5f}") or (item("place", name) if name else None)


def _tags(data: bytes, holder: Box) -> Iterator[MetadataItem | None]:
    """What iTunes and QuickTime note: by names of four letters, or by keys that are listed first."""
    keys = list[str]()
    for box in boxes(data, _children(data, holder), holder.end):
        if box.name == b"keys":
            keys = [data[key.body : key.end].decode("utf-8", "replace") for key in boxes(data, box.body + 8, box.end)]
        elif box.name == b"ilst":
            for tag in boxes(data, box.body, box.end):
                number = int.from_bytes(tag.name, "big")
                name = keys[number - 1] if 0 < number <= len(keys) else _NAMES.get(tag.name, "")
                yield from safely(_tag(data, tag, name))


def _children(data: bytes | bytearray, holder: Box) -> int:
    """Where the boxes in a `meta` begin: QuickTime leaves out the four bytes of its version."""
    return holder.body if data[holder.body + 4 : holder.body + 8] == b"hdlr" else holder.body + 4


def _tag(data: bytes, tag: Box, name: str) -> Iterator[MetadataItem | None]:
    if tag.name == b"covr":
        yield item("preview", "")
    for box in boxes(data, tag.body, tag.end):
        text = data[box.body + 8 : min(box.end, box.body + MAX_TEXT_BOX)].decode("utf-8", "replace")
        if box.name == b"data" and name.endswith("location.ISO6709"):
            yield iso6709_place(text)
        elif box.name == b"data":
            yield named_item(name.rpartition(".")[2], text) or named_item(".".join(name.split(".")[-2:]), text)


def without_film_metadata(data: bytes) -> bytes:
    """The same file, metadata overwritten by zeros.

    Raises ValueError where a track of measurements, such as the places a camera was at, lies among the samples.
    """
    plain = bytearray(data)
    for box in boxes(data, 0, len(data)):
        if box.name == b"moov":
            _clear_movie(plain, box)
        elif box.name == b"meta":
            without_heif_items(plain, box.body, box.end)
        elif box.name in (b"free", b"skip", b"wide", b"mpvd", b"sefd") or _is_metadata(data, box):
            _free(plain, box)
    return bytes(plain)


def _is_metadata(data: bytes | bytearray, box: Box) -> bool:
    return box.name == b"uuid" and bytes(data[box.body : box.body + 16]) in (_XMP_ID, _CANON_ID)


def _clear_movie(plain: bytearray, holder: Box) -> None:
    for box in boxes(plain, holder.body, holder.end):
        if box.name == b"hdlr" and bytes(plain[box.body + 8 : box.body + 12]) in (b"meta", b"camm", b"data"):
            raise ValueError("measurements among the samples")
        if box.name in (b"trak", b"mdia"):
            _clear_movie(plain, box)
        elif box.name in _DATED:
            size = 16 if plain[box.body] else 8
            plain[box.body + 4 : box.body + 4 + size] = bytes(size)
        elif box.name in (b"udta", b"meta"):
            _clear_tags(plain, box)
        elif box.name in (b"free", b"skip") or _is_metadata(plain, box):
            _free(plain, box)


def _clear_tags(plain: bytearray, holder: Box, depth: int = 0) -> None:
    """Free the box, all but the note of iTunes that says where the sound begins, without which it would be longer."""
    if depth > 3 or plain.find(b"iTunSMPB", holder.body, holder.end) < 0:
        _free(plain, holder)
        return
    children = _children(plain, holder) if holder.name == b"meta" else holder.body
    for box in boxes(plain, children, holder.end):
        if box.name in (b"meta", b"ilst"):
            _clear_tags(plain, box, depth + 1)
        elif box.name not in (b"hdlr", b"keys") and plain.find(b"iTunSMPB", box.body, box.end) < 0:
            _free(plain, box)


def _free(plain: bytearray, box: Box) -> None:
    plain[box.start + 4 : box.start + 8] = b"free"
    plain[box.body : box.end] = bytes(box.end - box.body)
