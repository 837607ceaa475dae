"""What a file tells of its maker beside its content, which goes along with an exact secret: place, names, camera, date.

Everything is read from bytes, in Python alone and in bounded time and memory; a damaged or hostile file gives what
can be read of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from engine.errors import MetadataError
from engine.metadata import archives, boxes, documents, jpeg, ogg, pictures, riff, sound_tags, tiff
from engine.metadata.exif import tiff_items
from engine.metadata.items import (
    BROKEN,
    KINDS,
    WORDS,
    MetadataItem as MetadataItem,
    MetadataKind as MetadataKind,
    gathered,
)


class _Format(NamedTuple):
    """How the metadata of a file format are read, and how they are removed, if they can be."""

    read: Callable[[bytes], Iterator[MetadataItem | None]]
    remove: Callable[[bytes], bytes] | None = None


def _zip_items(data: bytes) -> Iterator[MetadataItem | None]:
    return documents.zip_items(data, _reader_in_archive)


def _plain_file(data: bytes) -> bytes | None:
    """A file of an archive without its metadata; as it is, where it has none; None if they cannot be removed."""
    found = _format_of(data)
    if found is not None and found is not _ZIP and found.remove and metadata_of(data):
        data = found.remove(data)
    return None if metadata_of(data) else data


def _reader_in_archive(head: bytes) -> documents.Reader | None:
    """What reads a file in an archive; archives in archives are left alone."""
    found = _format_of(head)
    return found.read if found is not None and found is not _ZIP else None


_FILM: Final = _Format(boxes.film_items, boxes.without_film_metadata)
_MP3: Final = _Format(sound_tags.mp3_items, sound_tags.without_mp3_tags)
_FLAC: Final = _Format(sound_tags.flac_items, sound_tags.without_flac_metadata)
_RIFF: Final = _Format(riff.riff_items, riff.without_riff_metadata)
_TIFF: Final = _Format(tiff_items, tiff.without_tiff_metadata)
_GIF: Final = _Format(pictures.gif_items, pictures.without_gif_metadata)
_ZIP: Final = _Format(_zip_items, lambda data: archives.without_zip_metadata(data, _plain_file))
_BY_HEAD: Final = {
    b"\xff\xd8\xff": _Format(jpeg.jpeg_items, jpeg.without_jpeg_metadata),
    pictures.PNG: _Format(pictures.png_items, pictures.without_png_metadata),
    b"GIF87a": _GIF,
    b"GIF89a": _GIF,
    b"II*\0": _TIFF,
    b"MM\0*": _TIFF,
    b"fLaC": _FLAC,
    b"OggS": _Format(ogg.ogg_items, ogg.without_ogg_comments),
    b"%PDF-": _Format(documents.pdf_items),
    b"PK\x03\x04": _ZIP,
}
_FOUR: Final = {  # by the eighth to twelfth byte, behind a size
    (b"RIFF", b"WEBP"): _Format(pictures.webp_items, pictures.without_webp_metadata),
    (b"RIFF", b"WAVE"): _RIFF,
    (b"FORM", b"AIFF"): _RIFF,
    (b"FORM", b"AIFC"): _RIFF,
}
_BOXES: Final = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def _format_of(data: bytes) -> _Format | None:
    if data[4:8] in _BOXES:
        return _FILM
    if (data[:4], data[8:12]) in _FOUR:
        return _FOUR[data[:4], data[8:12]]
    if data.startswith(b"ID3"):
        behind = sound_tags.id3_size(data)
        return _FLAC if data[behind : behind + 4] == b"fLaC" else _MP3
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 in (0xE2, 0xE4):  # frames of MPEG sound, layers II and III
        return _MP3
    return next((found for head, found in _BY_HEAD.items() if data.startswith(head)), None)


def metadata_of(data: bytes) -> list[MetadataItem]:
    """What a file tells of its maker, as (kind, text), by kind and each once; nothing for formats that are not known.

    Known are JPEG, PNG, WebP, GIF, TIFF, HEIC and AVIF pictures, MP3, FLAC, Ogg, Opus, WAV, AIFF and M4A sounds, MP4
    and QuickTime films, PDF, Word and OpenDocument files, and of zip archives what the files in it tell.

    Example
    -------
    >>> engine.metadata_of(Path("holiday.jpg").read_bytes())
    [MetadataItem(kind='place', text='48.85837, 2.29448'), MetadataItem(kind='camera', text='Fairphone')]
    """
    found = _format_of(data)
    return gathered(found.read(data)) if found else []


def metadata_text(items: list[MetadataItem]) -> str:
    """The items in one line, in English: “place 48.85837, 2.29448; camera Fairphone”."""
    words = {kind: [item.text for item in items if item.kind == kind] for kind in KINDS}
    return "; ".join(
        " ".join([WORDS[kind], ", ".join(filter(None, texts))]).strip() for kind, texts in words.items() if texts
    )


def can_remove_metadata(data: bytes) -> bool:
    """Whether `without_metadata` knows how to, for this format; a damaged file may fail all the same.

    For an archive, that is for every file in it that tells something.
    """
    found = _format_of(data)
    if found is not _ZIP:
        return found is not None and found.remove is not None
    try:
        return archives.can_be_cleaned(data, lambda file: not metadata_of(file) or _can_clean(file))
    except BROKEN:
        return False


def _can_clean(file: bytes) -> bool:
    found = _format_of(file)
    return found is not None and found is not _ZIP and found.remove is not None


def without_metadata(data: bytes) -> bytes:
    """The same file without what it tells of its maker: its pixels, samples and frames are the same to the bit.

    A picture keeps its colour profile and what turns it upright.  Raises MetadataError where that cannot be done
    surely: for documents and archives that hold any, for formats that are not known, and for damaged files.
    """
    found = _format_of(data)
    try:
        plain = found.remove(data) if found and found.remove else None
    except BROKEN as error:
        raise MetadataError from error
    if plain is None or metadata_of(plain):
        raise MetadataError
    return plain
