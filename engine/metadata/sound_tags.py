"""Tags of sounds: ID3 and APE in MP3, Vorbis comments in FLAC, Ogg and Opus."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from engine.metadata.items import MetadataItem, item, named_item, safely

MAX_FRAMES: Final = 1000
MAX_BLOCKS: Final = 200  # of metadata in a FLAC, or tags one after another
_ID3: Final = {
    "TIT2": "title", "TT2": "title", "TALB": "album", "TAL": "album", "TPE1": "artist", "TP1": "artist",
    "TPE2": "artist", "TP2": "artist", "TCOM": "composer", "TCM": "composer", "TOWN": "owner", "TENC": "encoded by",
    "TEN": "encoded by", "TCOP": "copyright", "TCR": "copyright", "TPUB": "publisher", "TPB": "publisher",
    "TDRC": "date", "TYER": "date", "TYE": "date", "TDEN": "date", "TDTG": "date", "TDOR": "date",
    "TSSE": "encoder settings", "TSS": "encoder settings", "COMM": "comment", "COM": "comment", "USLT": "lyrics",
    "ULT": "lyrics",
}  # fmt: skip
_ENCODINGS: Final = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_CHANNELS: Final = b"WAVEFORMATEXTENSIBLE_CHANNEL_MASK="  # a comment of FLAC that says where the speakers stand


def _synchsafe(data: bytes) -> int:
    return data[0] << 21 | data[1] << 14 | data[2] << 7 | data[3]


def id3_size(data: bytes) -> int:
    """The bytes of the ID3v2 tag at the beginning, or 0."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    return 10 + _synchsafe(data[6:10]) + (10 if data[5] & 0x10 else 0)


def id3_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What an ID3v2 tag tells."""
    version, flags, end = data[3], data[5], min(len(data), id3_size(data))
    tag = data[10:end].replace(b"\xff\0", b"\xff") if flags & 0x80 else data[10:end]
    at, head = 0, 6 if version == 2 else 10
    if flags & 0x40 and version > 2:  # more of a header
        at = _synchsafe(tag) if version == 4 else 4 + struct.unpack_from(">I", tag)[0]
    for _ in range(MAX_FRAMES):
        name = tag[at : at + (3 if version == 2 else 4)].decode("latin-1")
        if not name.strip("\0"):
            break
        if version == 2:
            size = int.from_bytes(tag[at + 3 : at + 6], "big")
        else:
            size = _synchsafe(tag[at + 4 : at + 8]) if version == 4 else struct.unpack_from(">I", tag, at + 4)[0]
        body = tag[at + head : at + head + size]
        if name in _ID3:
            yield named_item(_ID3[name], _id3_text(body, described=name in ("COMM", "COM", "USLT", "ULT")))
        elif name in ("APIC", "PIC"):
            yield item("preview", "")
        elif name in ("TXXX", "TXX"):
            word, _, text = _id3_text(body, described=False).partition(" ")
            yield named_item(word, text)
        elif name in ("PRIV", "UFID", "GEOB"):
            yield item("other", name)
        at += head + size


def _id3_text(body: bytes, *, described: bool) -> str:
    """The text of a frame; one that is `described` has a language and a short description before it."""
    encoding = _ENCODINGS[body[0]] if body and body[0] < 4 else "latin-1"
    return body[4 if described else 1 :].decode(encoding, "ignore").replace("\0", " ")


def mp3_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the tags before and behind a sound tell."""
    if id3_size(data):
        yield from safely(id3_items(data))
    if data[-128:-125] == b"TAG":
        old = data[-128:]
        for name, start, end in (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("date", 93, 97)):
            yield named_item(name, old[start:end].decode("latin-1").strip("\0 "))
        yield named_item("comment", old[97:125].decode("latin-1").strip("\0 "))
    start, end = _ape(data)
    at = start + (32 if data[start : start + 8] == b"APETAGEX" else 0)
    for _ in range(MAX_FRAMES):
        if at + 8 >= end - 32:
            break
        size = struct.unpack_from("<I", data, at)[0]
        key, _, _ = data[at + 8 : min(end, at + 264)].partition(b"\0")
        value = data[at + 9 + len(key) : min(end, at + 9 + len(key) + size)]
        yield named_item(key.decode("latin-1"), value[:1000].decode("utf-8", "replace"))
        at += 9 + len(key) + size


def _ape(data: bytes) -> tuple[int, int]:
    """Where an APE tag lies at the end, with its header; (0, 0) where there is none."""
    end = len(data) - (128 if data[-128:-125] == b"TAG" else 0)
    if data[end - 32 : end - 24] != b"APETAGEX":
        return 0, 0
    size, _, flags = struct.unpack_from("<III", data, end - 20)
    start = end - size - (32 if flags & 0x80000000 else 0)
    return (start, end) if 0 <= start < end else (0, 0)


def without_mp3_tags(data: bytes) -> bytes:
    """The sound without the tags before and behind it."""
    start, end = 0, len(data)
    for _ in range(MAX_BLOCKS):
        size = id3_size(data[start : start + 10])
        start += size if start + size < end else 0
    if data[end - 128 : end - 125] == b"TAG":
        end -= 128
    ape, _ = _ape(data)
    return data[start : ape or end]


def comment_items(block: bytes) -> Iterator[MetadataItem | None]:
    """What a block of Vorbis comments tells."""
    (size,) = struct.unpack_from("<I", block)
    yield named_item("software", block[4 : 4 + size].decode("utf-8", "replace"))
    (count,) = struct.unpack_from("<I", block, 4 + size)
    at = 8 + size
    for _ in range(min(count, MAX_FRAMES)):
        (size,) = struct.unpack_from("<I", block, at)
        name, _, text = block[at + 4 : at + 4 + min(size, 1000)].decode("utf-8", "replace").partition("=")
        yield item("preview", "") if name.lower() == "metadata_block_picture" else named_item(name, text)
        at += 4 + size


def _flac_blocks(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, start, end) of each block of metadata; -1 is the sound behind them."""
    at = id3_size(data) + 4
    for _ in range(MAX_BLOCKS):
        first, end = data[at], at + 4 + int.from_bytes(data[at + 1 : at + 4], "big")
        if end > len(data):
            raise ValueError("cut off")
        yield first & 0x7F, at, end
        at = end
        if first & 0x80:
            yield -1, at, len(data)
            return
    raise ValueError("too many blocks")


def flac_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What the blocks of a FLAC tell."""
    if id3_size(data):
        yield from safely(id3_items(data))
    for kind, start, end in _flac_blocks(data):
        if kind == 4:
            yield from safely(comment_items(data[start + 4 : end]))
        elif kind == 6:
            yield item("preview", "")
        elif kind == 2:
            yield item("other", data[start + 4 : start + 8].decode("latin-1"))


def without_flac_metadata(data: bytes) -> bytes:
    """The FLAC with the facts of its stream, its table to seek in, and its sound."""
    kept, sound = list[bytes](), b""
    for kind, start, end in _flac_blocks(data):
        if kind == -1:
            sound = data[start:end]
        elif kind in (0, 3):
            kept.append(data[start:end])
        elif kind == 4 and (at := data[start:end].upper().find(_CHANNELS)) >= 4:
            (size,) = struct.unpack_from("<I", data, start + at - 4)
            block = struct.pack("<III", 0, 1, size) + data[start + at : start + at + size]
            kept.append(b"\x04" + len(block).to_bytes(3, "big") + block)
    heads = [bytes([block[0] & 0x7F | (0x80 if block is kept[-1] else 0)]) + block[1:] for block in kept]
    return b"fLaC" + b"".join(heads) + sound
