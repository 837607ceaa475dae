"""Ogg: the comments of Vorbis, Opus, Theora and FLAC in it.

They are overwritten where they lie, by blanks in the place of the encoder's name, so that no page has to be moved.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.metadata.items import MetadataItem, safely
from engine.metadata.sound_tags import comment_items

MAX_PAGES: Final = 200_000
MAX_COMMENTS: Final = 16 << 20  # bytes of one block
_HEADS: Final = (b"\x03vorbis", b"OpusTags", b"\x81theora")


class _Comments(NamedTuple):
    """A block of comments: how long what comes before it is, and where its pieces lie in which pages."""

    head: int
    pieces: list[tuple[int, int]]
    pages: list[int]


def _found(data: bytes) -> Iterator[_Comments]:
    """The second packet of every stream, which is its comments.  Raises ValueError for a stream of another type."""
    numbers, waiting = dict[int, int](), dict[int, _Comments]()
    at = 0
    for _ in range(MAX_PAGES):
        if at >= len(data):
            return
        if data[at : at + 4] != b"OggS":
            raise ValueError("no page")
        flags, (stream,), segments = data[at + 5], struct.unpack_from("<I", data, at + 14), data[at + 26]
        if flags & 2:
            numbers[stream] = 0
            waiting[stream] = _Comments(0, [], [])
        start = at + 27 + segments
        if numbers.get(stream, 2) < 2:
            block = waiting[stream]
            for lace in data[at + 27 : start]:
                if numbers[stream] == 1:
                    block.pieces.append((start, start + lace))
                    block.pages.extend([at] if block.pages[-1:] != [at] else [])
                    if len(block.pieces) > MAX_COMMENTS // 255:
                        raise ValueError("too large")
                start += lace
                if lace < 255:
                    numbers[stream] += 1
                    if numbers[stream] == 2:
                        yield block._replace(head=_head(data, block))
                        break
        at += 27 + segments + sum(data[at + 27 : at + 27 + segments])
    raise ValueError("too many pages")


def _head(data: bytes, block: _Comments) -> int:
    """How many bytes of the packet come before the comments."""
    beginning = b"".join(data[start:end] for start, end in block.pieces[:1])
    if beginning[:1] == b"\x04" or beginning[:1] == b"\x84":  # of FLAC
        return 4
    head = next((head for head in _HEADS if beginning.startswith(head)), None)
    if head is None:
        raise ValueError("comments of another type")
    return len(head)


def ogg_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the comments of an Ogg file tell."""
    for block in _found(data):
        yield from safely(comment_items(_bytes_of(data, block)[block.head :]))


def _bytes_of(data: bytes | bytearray, block: _Comments) -> bytes:
    return b"".join(data[start:end] for start, end in block.pieces)


def without_ogg_comments(data: bytes) -> bytes:
    """The Ogg file with no comments and an encoder called by blanks."""
    plain = bytearray(data)
    for block in _found(data):
        packet = _bytes_of(data, block)
        framed = packet.startswith(b"\x03vorbis")
        blanks = len(packet) - block.head - 8 - framed
        if blanks < 0:
            raise ValueError("too short")
        blank = packet[: block.head] + struct.pack("<I", blanks) + b" " * blanks + bytes(4) + b"\x01" * framed
        done = 0
        for start, end in block.pieces:
            plain[start:end] = blank[done : done + end - start]
            done += end - start
        for page in block.pages:
            _check_again(plain, page)
    return bytes(plain)


def _check_again(data: bytearray, page: int) -> None:
    """Write the checksum of a page that was changed."""
    segments = data[page + 26]
    end = page + 27 + segments + sum(data[page + 27 : page + 27 + segments])
    data[page + 22 : page + 26] = bytes(4)
    checksum = 0
    for byte in data[page:end]:
        checksum = (checksum << 8 & 0xFFFFFFFF) ^ _TABLE[checksum >> 24 ^ byte]
    struct.pack_into("<I", data, page + 22, checksum)


def _table() -> tuple[int, ...]:
    """Of the cyclic redundancy check with polynomial 04C11DB7, highest bit first."""
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table.append(value)
    return tuple(table)


_TABLE: Final = _table()
