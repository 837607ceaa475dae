"""PNG chunks: the pixels and the facts that belong to them, without what programs write beside them."""

from __future__ import annotations

import io
import struct
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import IO, BinaryIO

from engine.media.picture_colours import Colours

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PROFILE = 1 << 24
MAX_TEXT = 1 << 16  # bytes of the two texts that may say how the picture is turned
_KEPT = (b"tRNS", b"eXIf", b"acTL", b"fcTL")
_TURNED = (b"Raw profile type exif", b"XML:com.adobe.xmp")


def essential(file: BinaryIO) -> tuple[BinaryIO, Colours]:
    """The file with nothing but its pixels, which are read where they lie, and what it says about their colours.

    A text of megabytes, or a damaged one, is no reason to refuse whole pixels; damaged pixels are left as they are.
    """
    parts: list[bytes | tuple[int, int]] = [SIGNATURE]
    place, facts, pixels = len(SIGNATURE), dict[bytes, bytes](), False
    size = file.seek(0, io.SEEK_END)
    file.seek(24)
    depth, colour_type = file.read(2).ljust(2, b"\0")
    while place + 8 <= size:
        file.seek(place)
        length, name = struct.unpack(">I4s", file.read(8))
        critical, whole = not name[0] & 32, place + 8 + length <= size
        if pixels and (not whole or not name.isalpha()) and name != b"IDAT":
            break
        pixels |= name == b"IDAT"
        if critical or name == b"fdAT":
            parts.append((place, min(12 + length, size - place)))
        elif length <= MAX_PROFILE:
            body = file.read(length)
            if name == b"tRNS":
                body = _key_in_8_bits(body, depth, colour_type)
            if name == b"tRNS" and colour_type != 3 and len(body) < (6 if colour_type == 2 else 2):
                pass
            elif name in _KEPT or (name in (b"tEXt", b"zTXt", b"iTXt") and _tells_how_it_is_turned(name, body)):
                parts.append(struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body)))
            else:
                facts.setdefault(name, body)
        if name == b"IEND":
            return Spliced(file, parts), _colours(facts)
        place += 12 + length
    end = struct.pack(">I4sI", 0, b"IEND", zlib.crc32(b"IEND"))
    return Spliced(file, [*parts, end] if pixels else parts), _colours(facts)


class Spliced(io.BytesIO):
    """A file of several parts: bytes, or where they lie in another file, as (place, length)."""

    def __init__(self, file: BinaryIO, parts: Sequence[bytes | tuple[int, int]]) -> None:
        super().__init__()
        self._file, self._parts, self._at = file, parts, 0
        lengths = [len(part) if isinstance(part, bytes) else part[1] for part in parts]
        self._starts = [0, *accumulate(lengths)]

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to another place, and say which."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._starts[-1]}[whence]
        self._at = max(0, base + offset)
        return self._at

    def close(self) -> None:
        """Close the other file, too."""
        self._file.close()
        super().close()

    def tell(self) -> int:
        """The place."""
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """The bytes at this place, fewer at the end."""
        left = self._starts[-1] - self._at if size is None or size < 0 else size
        found = []
        while left > 0 and self._at < self._starts[-1]:
            index = bisect_right(self._starts, self._at) - 1
            part, inside = self._parts[index], self._at - self._starts[index]
            if isinstance(part, bytes):
                piece = part[inside : inside + left]
            else:
                self._file.seek(part[0] + inside)
                piece = self._file.read(min(left, part[1] - inside))
            if not piece:
                break
            found.append(piece)
            self._at += len(piece)
            left -= len(piece)
        return b"".join(found)


def next_picture(stream: IO[bytes]) -> bytes:
    """The next of several PNG files in a stream that follow one another; empty at its end."""
    parts = [stream.read(len(SIGNATURE))]
    if parts[0] != SIGNATURE:
        return b""
    while True:
        head = stream.read(8)
        if len(head) < 8:
            return b""
        length, name = struct.unpack(">I4s", head)
        parts += [head, stream.read(length + 4)]
        if name == b"IEND":
            return b"".join(parts)


def _key_in_8_bits(body: bytes, depth: int, colour_type: int) -> bytes:
    """The transparent colour in the numbers in which Pillow gives the pixels; deep grey stays as it is."""
    if colour_type == 0 and depth in (2, 4) and len(body) >= 2:
        return struct.pack(">H", (body[1] & ((1 << depth) - 1)) * 255 // ((1 << depth) - 1))
    if colour_type == 2 and depth == 16 and len(body) >= 6:  # of which Pillow keeps the upper half
        return bytes([0, body[0], 0, body[2], 0, body[4]])
    return body


def _tells_how_it_is_turned(name: bytes, body: bytes) -> bool:
    if len(body) > MAX_TEXT or not body.startswith(_TURNED):
        return False
    return name == b"tEXt" or _inflated(body[body.find(b"\0") + 2 :], MAX_TEXT) is not None or name == b"iTXt"


def _colours(facts: dict[bytes, bytes]) -> Colours:
    icc = None
    if (body := facts.get(b"iCCP")) is not None:
        icc = _inflated(body[body.find(b"\0") + 2 :], MAX_PROFILE)
    cicp = facts.get(b"cICP", b"")
    gamma, xy = facts.get(b"gAMA", b""), facts.get(b"cHRM", b"")
    points = [value / 1e5 for value in struct.unpack(">8I", xy)] if len(xy) == 32 else []  # white comes first
    return Colours(
        icc=icc,
        cicp=(cicp[0], cicp[1]) if len(cicp) == 4 else None,
        narrow=len(cicp) == 4 and not cicp[3],
        srgb=b"sRGB" in facts,
        gamma=int.from_bytes(gamma, "big") / 1e5 if len(gamma) == 4 and any(gamma) else None,
        chromaticities=(*points[2:], *points[:2]) if points and all(points[1::2]) else None,
    )


def _inflated(data: bytes, limit: int) -> bytes | None:
    """The bytes, or None where they are damaged or more than the limit."""
    stream = zlib.decompressobj()
    try:
        result = stream.decompress(data, limit)
    except zlib.error:
        return None
    return result if stream.eof else None
