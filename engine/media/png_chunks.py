"""PNG chunks: the pixels and the facts that belong to them, without what programs write beside them."""

from __future__ import annotations

import struct
import zlib
from typing import IO

from engine.media.picture_colours import Colours

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PROFILE = 1 << 24
MAX_TEXT = 1 << 16  # bytes of the two texts that may say how the picture is turned
_KEPT = (b"tRNS", b"eXIf", b"acTL", b"fcTL", b"fdAT")
_TURNED = (b"Raw profile type exif", b"XML:com.adobe.xmp")


def essential(data: bytes) -> tuple[bytes, Colours]:
    """The file with nothing but its pixels, and what it says about their colours.

    A text of megabytes, or a damaged one, is no reason to refuse whole pixels; damaged pixels are left as they are.
    """
    parts, place = [SIGNATURE], len(SIGNATURE)
    facts: dict[bytes, bytes] = {}
    pixels = False
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        critical = not name[0] & 32
        if name == b"tRNS":
            body = _key_in_8_bits(body, *data[24:26])
        if pixels and (len(body) < length or not name.isalpha()) and name != b"IDAT":
            break
        pixels |= name == b"IDAT"
        if critical:
            parts.append(data[place : place + 12 + length])
        elif name == b"tRNS" and data[25] != 3 and len(body) < (6 if data[25] == 2 else 2):
            pass
        elif name in _KEPT or (name in (b"tEXt", b"zTXt", b"iTXt") and _tells_how_it_is_turned(name, body)):
            parts.append(struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body)))
        else:
            facts.setdefault(name, body)
        if name == b"IEND":
            return b"".join(parts), _colours(facts)
        place += 12 + length
    end = struct.pack(">I4sI", 0, b"IEND", zlib.crc32(b"IEND"))
    return b"".join([*parts, end] if pixels else parts), _colours(facts)


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
