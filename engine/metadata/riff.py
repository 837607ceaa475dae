"""RIFF and AIFF: files of chunks, such as WAV and WebP."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from engine.metadata.items import MetadataItem, item, named_item, safely
from engine.metadata.sound_tags import id3_items
from engine.metadata.xmp import xmp_items

MAX_CHUNKS: Final = 1 << 20
_INFO: Final = {
    b"IART": "artist", b"IAUT": "author", b"ICOP": "copyright", b"IENG": "performer", b"ITCH": "encoded by",
    b"ICRD": "date", b"ISFT": "software", b"INAM": "title", b"ICMT": "comment", b"ISBJ": "subject",
    b"IKEY": "keywords", b"IPRD": "album", b"ILOC": "location", b"IARL": "location", b"ICMS": "owner",
    b"NAME": "title", b"AUTH": "author", b"(c) ": "copyright", b"ANNO": "comment",
}  # fmt: skip
_WAV_KEPT: Final = (b"fmt ", b"fact", b"data", b"cue ", b"smpl", b"inst", b"PEAK", b"slnt", b"wavl", b"plst")
_AIFF_KEPT: Final = (b"COMM", b"SSND", b"FVER", b"MARK", b"INST", b"CHAN", b"AESD")


def chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(name, start, end) of each chunk, its filling byte excluded; the name is "" of what is behind the last.

    A chunk that says that it is longer than the file, as a stream's does, ends with it.
    """
    order = ">" if data[:4] == b"FORM" else "<"
    (size,) = struct.unpack_from(order + "I", data, 4)
    at, whole = 12, len(data) if size in (0, 0xFFFFFFFF) else min(len(data), 8 + size + size % 2)
    for _ in range(MAX_CHUNKS):
        if at + 8 > whole:
            break
        (length,) = struct.unpack_from(order + "I", data, at + 4)
        end = min(at + 8 + length, len(data))
        yield data[at : at + 4], at, end
        at = end + (end - at) % 2
    if at < len(data) and data[at:].strip(b"\0"):
        yield b"", at, len(data)


def rebuilt(data: bytes, kept: list[bytes]) -> bytes:
    """The file with these chunks, each filled to an even length."""
    order = ">" if data[:4] == b"FORM" else "<"
    body = b"".join(chunk + b"\0" * (len(chunk) % 2) for chunk in kept)
    return data[:4] + struct.pack(order + "I", len(body) + 4) + data[8:12] + body


def riff_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the chunks of a WAV or AIFF tell."""
    for name, start, end in chunks(data):
        body = data[start + 8 : end] if name not in (b"data", b"SSND") else b""
        if name == b"LIST" and body.startswith(b"INFO"):
            yield from safely(_info(body))
        elif name in (b"id3 ", b"ID3 "):
            yield from safely(id3_items(body))
        elif name == b"bext":
            yield named_item("description", _text(body[:256]))
            yield named_item("author", _text(body[256:288]))
            yield named_item("serial number", _text(body[288:320]))
            yield named_item("date", f"{_text(body[320:330])} {_text(body[330:338])}")
        elif name in (b"iXML", b"_PMX", b"aXML"):
            yield item("other", name.decode())
            yield from safely(xmp_items(body))
        elif name in _INFO:
            yield named_item(_INFO[name], _text(body))
        elif name == b"":
            yield item("attached", "")


def _info(body: bytes) -> Iterator[MetadataItem | None]:
    at = 4
    while at + 8 <= len(body):
        (size,) = struct.unpack_from("<I", body, at + 4)
        yield named_item(_INFO.get(body[at : at + 4], ""), _text(body[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace").strip("\0 ")


def without_riff_metadata(data: bytes) -> bytes:
    """The WAV or AIFF with its sound and its cue points."""
    kept = _AIFF_KEPT if data[:4] == b"FORM" else _WAV_KEPT
    return rebuilt(data, [data[start:end] for name, start, end in chunks(data) if name in kept])
