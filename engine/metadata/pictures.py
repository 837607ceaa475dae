"""Metadata in PNG, WebP and GIF: what they tell, and the same pictures without it.

A picture keeps its colour profile and what turns it upright; no compressed byte of it is changed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from engine.metadata.exif import exif_items, only_orientation, orientation_in_either
from engine.metadata.items import MetadataItem, item, named_item, safely
from engine.metadata.riff import chunks, rebuilt
from engine.metadata.xmp import MAX_XML, xmp_items

MAX_PARTS: Final = 1 << 20  # chunks or blocks: a GIF of 250 MB has as many
PNG: Final = b"\x89PNG\r\n\x1a\n"
MAX_UNPACKED: Final = 1 << 18
# What a PNG may need to look as it does; every other chunk that is not critical goes.
_PNG_KEPT: Final = frozenset(
    (b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"hIST", b"pHYs",
     b"sPLT", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
_GIF_KEPT: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")  # applications: loops, colour profile


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of each chunk up to the last; `start` is that of its length."""
    at = len(PNG)
    for _ in range(MAX_PARTS):
        size, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            raise ValueError("cut off")
        yield name, at, end
        at = end
        if name == b"IEND":
            break
    if at < len(data):
        yield b"", at, len(data)


def png_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the chunks of a PNG tell."""
    for name, start, end in _png_chunks(data):
        if name == b"eXIf":
            yield from safely(exif_items(data[start + 8 : end - 4]))
        elif name in (b"tEXt", b"zTXt", b"iTXt"):
            yield from safely(_png_text(name, data[start + 8 : end - 4]))
        elif name == b"tIME":
            year, *rest = struct.unpack_from(">H5B", data, start + 8)
            yield item("date", "{}-{:02}-{:02} {:02}:{:02}:{:02}".format(year, *rest))
        elif name == b"" and data[start:end].strip(b"\0"):
            yield item("attached", "")


def _png_text(name: bytes, body: bytes) -> Iterator[MetadataItem | None]:
    word, text = _png_word(name, body)
    if word == "XML:com.adobe.xmp":
        yield from safely(xmp_items(text))
    elif word.startswith("Raw profile type"):
        yield item("other", word)
    else:
        yield named_item(word, text.decode("utf-8", "replace")) or item("text", text.decode("utf-8", "replace"))


def _png_word(name: bytes, body: bytes) -> tuple[str, bytes]:
    """The keyword and the text of a chunk, at most MAX_XML bytes of it, MAX_UNPACKED of one that is packed."""
    word, _, text = body.partition(b"\0")
    packed = name == b"zTXt"
    if name == b"iTXt":
        packed, text = text[:1] == b"\x01", text[2:].split(b"\0", 2)[2]
    elif packed:
        text = text[1:]
    return word.decode("latin-1"), zlib.decompressobj().decompress(text, MAX_UNPACKED) if packed else text[:MAX_XML]


def without_png_metadata(data: bytes) -> bytes:
    """The PNG with its critical chunks and those that say how it looks."""
    kept, exif, xmp = list[bytes](), b"", b""
    for name, start, end in _png_chunks(data):
        if name and (not name[0] & 0x20 or name in _PNG_KEPT):
            kept.append(data[start:end])
        elif name == b"eXIf":
            exif = exif or data[start + 8 : end - 4]
        elif name == b"iTXt" and data[start + 8 :].startswith(b"XML:com.adobe.xmp\0"):
            xmp = xmp or _png_word(name, data[start + 8 : end - 4])[1]
    turned = orientation_in_either(exif, xmp)
    if turned > 1:
        chunk = b"eXIf" + only_orientation(turned)
        kept.insert(1, struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)))
    return PNG + b"".join(kept)


def webp_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the chunks of a WebP tell."""
    for name, start, end in chunks(data):
        if name == b"EXIF":
            yield from safely(exif_items(data[start + 8 : end]))
        elif name == b"XMP ":
            yield from safely(xmp_items(data[start + 8 : end]))
        elif name == b"":
            yield item("attached", "")


def without_webp_metadata(data: bytes) -> bytes:
    """The WebP without Exif, XMP and chunks that are not WebP's."""
    kept, exif, xmp = list[bytes](), b"", b""
    for name, start, end in chunks(data):
        if name == b"EXIF":
            exif = exif or data[start + 8 : end]
        elif name == b"XMP ":
            xmp = xmp or data[start + 8 : end]
        elif name in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            kept.append(data[start:end])
    turned = orientation_in_either(exif, xmp) if kept[0].startswith(b"VP8X") else 0
    if kept[0].startswith(b"VP8X"):
        flags = kept[0][8] & ~0x0C | (0x08 if turned > 1 else 0)
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
    if turned > 1:
        block = only_orientation(turned)
        kept.append(b"EXIF" + struct.pack("<I", len(block)) + block)
    return rebuilt(data, kept)


def _gif_blocks(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(label, start, end) of the parts of a GIF: 0 its head, 0x2C an image, 0x3B its end, else an extension."""
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    yield 0, 0, at
    blocks = 0
    while data[at] != 0x3B:
        start, label = at, data[at]
        if label == 0x2C:
            at += 11 + (3 << (data[at + 9] & 7) + 1 if data[at + 9] & 0x80 else 0)
        elif label == 0x21:
            label, at = data[at + 1], at + 2
        else:
            raise ValueError("no block")
        while data[at]:
            at += 1 + data[at]
            blocks += 1
            if blocks > MAX_PARTS:
                raise ValueError("too many blocks")
        at += 1
        yield label, start, at
    yield 0x3B, at, at + 1
    if at + 1 < len(data):
        yield -1, at + 1, len(data)


def gif_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the comments and applications' parts of a GIF tell."""
    for label, start, end in _gif_blocks(data):
        if label == 0xFE:
            yield named_item("comment", data[start + 3 : end - 1].decode("utf-8", "replace"))
        elif label == 0xFF and data[start + 3 : start + 14] == b"XMP DataXMP":
            yield from safely(xmp_items(data[start + 14 : end - 258]))  # behind it lie 258 bytes that let it end
        elif label == 0xFF and data[start + 3 : start + 14] not in _GIF_KEPT:
            yield item("other", data[start + 3 : start + 14].decode("latin-1"))
        elif label == -1 and data[start:end].strip(b"\0"):
            yield item("attached", "")


def without_gif_metadata(data: bytes) -> bytes:
    """The GIF without comments and without applications' parts, except loops and the colour profile."""
    return b"".join(
        data[start:end]
        for label, start, end in _gif_blocks(data)
        if label not in (-1, 0xFE, 0xFF) or (label == 0xFF and data[start + 3 : start + 14] in _GIF_KEPT)
    )
