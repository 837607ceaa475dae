"""Documents and archives: who wrote a PDF, a Word or an OpenDocument file, and what lies in a zip archive.

Documents are read only: such a file may tell the same in more places than can be known.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from engine.metadata.items import MetadataItem, item, named_item, safely
from engine.metadata.xmp import MAX_XML, facts, xmp_items

Reader = Callable[[bytes], Iterator[MetadataItem | None]]
MAX_DIRECTORY: Final = 4 << 20  # bytes of a zip archive's table of contents, each file of which takes 46 or more
MAX_MEMBER: Final = 16 << 20  # bytes of a file in an archive that is looked at
MAX_ALL: Final = 128 << 20  # of all together
MAX_STREAMS: Final = 1000  # of a PDF
MAX_STREAM: Final = 1 << 18  # bytes of one, unpacked
MAX_MEMBERS: Final = 5000  # of an archive
_CORE: Final = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
_WRITERS: Final = re.compile(rb"(?:word/(?:document|comments|footnotes)|xl/comments.*|ppt/commentAuthors)\.xml")
_PDF_NAMES: Final = {
    b"Author": "author", b"Title": "title", b"Subject": "subject", b"Keywords": "keywords", b"Creator": "software",
    b"Producer": "producer", b"CreationDate": "date", b"ModDate": "date", b"Company": "company",
}  # fmt: skip
_PDF_ENTRY: Final = re.compile(
    rb"/(Author|Title|Subject|Keywords|Creator|Producer|CreationDate|ModDate|Company)\s*"
    rb"(?:\(([^()\\]{0,400}(?:\\.[^()\\]{0,400}){0,40})\)|<([0-9A-Fa-f\s]{2,2000})>)",
    re.DOTALL,
)
_PDF_STREAM: Final = re.compile(rb">>\s{0,9}stream\r?\n")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}


def pdf_items(data: bytes) -> Iterator[MetadataItem | None]:
    """What a PDF's facts and its XMP tell, also those that are packed with other objects."""
    at = data.find(b"<x:xmpmeta")
    while at >= 0:
        end = data.find(b"</x:xmpmeta>", at, at + MAX_XML)
        yield from safely(xmp_items(data[at : end + 12]) if end > 0 else ())
        at = data.find(b"<x:xmpmeta", end if end > 0 else at + MAX_XML)
    yield from safely(_pdf_facts(data))
    for stream in islice(re.finditer(rb"/ObjStm\b", data), MAX_STREAMS):
        begins = _PDF_STREAM.search(data, stream.end(), stream.end() + 600)
        yield from safely(_packed_facts(data, begins.end()) if begins else ())


def _packed_facts(data: bytes, start: int) -> Iterator[MetadataItem | None]:
    unpacked = zlib.decompressobj().decompress(data[start : start + MAX_STREAM], MAX_STREAM)
    yield from _pdf_facts(unpacked)


def _pdf_facts(data: bytes) -> Iterator[MetadataItem | None]:
    for found in _PDF_ENTRY.finditer(data):
        value = _unescaped(found[2]) if found[2] is not None else bytes.fromhex(found[3].decode())
        wide = value[:2] in (b"\xfe\xff", b"\xff\xfe")
        yield named_item(_PDF_NAMES[found[1]], value.decode("utf-16" if wide else "utf-8", "replace"))


def _unescaped(value: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        if found[1].isdigit():
            return bytes([int(found[1], 8) & 255])
        return _LETTERS.get(found[1], b"" if found[1].endswith(b"\n") else found[1])

    return _ESCAPE.sub(plain, value)


def zip_items(data: bytes, reader_of: Callable[[bytes], Reader | None]) -> Iterator[MetadataItem | None]:
    """What a document in a zip archive tells of itself, or what the files in any other archive do.

    `reader_of` gives what reads a file in it.  Raises ValueError for a table of contents that is too large.
    """
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or struct.unpack_from("<I", data, end + 12)[0] > MAX_DIRECTORY or b"PK\x06\x07" in data[end - 20 : end]:
        raise ValueError("too large")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        left = MAX_ALL
        for member in archive.infolist()[:MAX_MEMBERS]:
            if member.file_size > min(left, MAX_MEMBER):
                continue
            left -= member.file_size
            yield from safely(_member(archive, member, reader_of))


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, reader_of: Callable[[bytes], Reader | None]
) -> Iterator[MetadataItem | None]:
    with archive.open(member) as file:
        head = file.read(64)
        reader = reader_of(head)
        if member.filename.startswith(("docProps/thumbnail", "Thumbnails/")):
            yield item("preview", "")
        elif member.filename in _CORE:
            for name, text in facts(head + file.read(MAX_XML)):
                yield named_item(name, text)
        elif _WRITERS.fullmatch(member.filename.encode("utf-8", "replace")):
            for writer in re.finditer(rb'(?:w:author|name)="([^"]{1,200})"', head + file.read(MAX_MEMBER)):
                yield named_item("author", writer[1].decode("utf-8", "replace"))
        elif reader is not None:
            yield from reader(head + file.read(MAX_MEMBER))
