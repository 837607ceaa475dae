"""Damaged and hostile files give what can be read of them, and no foreign error."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from engine.errors import MetadataError
from engine.metadata import can_remove_metadata, items, metadata_of, without_metadata
from engine.metadata.items import MAX_ITEMS, MAX_TEXT
from tests.engine.metadata import told_files as made
from tests.engine.metadata.test_pictures import PICTURES, tiff_with_place

TRIES = 60


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """One file of each format."""
    folder: Path = tmp_path_factory.mktemp("told")
    names = ("a.mp3", "a.flac", "a.wav", "a.aiff", "a.opus")
    sounds = [made.ffmpeg(folder / name) for name in names]
    films = [made.ffmpeg(folder / name, film=True) for name in ("film.mp4", "film.mov")]
    pictures = [*(data for data, _ in PICTURES.values()), tiff_with_place()]
    return [*sounds, *films, *pictures, made.docx(), made.odt(), made.pdf()]


def read(data: bytes) -> None:
    found = metadata_of(data)
    assert len(found) <= MAX_ITEMS
    assert all(len(item.text) <= MAX_TEXT and item.text.isprintable() for item in found)
    if can_remove_metadata(data):
        with suppress(MetadataError):
            assert metadata_of(without_metadata(data)) == []


def test_files_that_are_cut_off_anywhere(every: list[bytes]) -> None:
    random = Random(1)
    for data in every:
        for _ in range(TRIES // 2):
            read(data[: random.randrange(len(data))])


def test_files_with_bytes_that_are_wrong(every: list[bytes]) -> None:
    random = Random(2)
    for data in every:
        for _ in range(TRIES):
            changed = bytearray(data)
            for _ in range(random.randrange(1, 8)):
                place = (
                    random.randrange(min(len(data), 4000))
                    if random.random() < 0.8
                    else -random.randrange(1, 1 + min(len(data), 900))
                )
                changed[place] = random.choice((0, 1, 127, 128, 255, random.randrange(256)))
            read(bytes(changed))


def test_xml_with_a_document_type_is_not_read() -> None:
    bomb = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><m><creator>&b;</creator></m>'
    assert metadata_of(made.zipped({"docProps/core.xml": bomb})) == []


def test_a_text_of_a_gigabyte_is_not_unpacked() -> None:
    packed = zlib.compress(bytes(1 << 24))
    chunk = b"zTXtComment\0\0" + packed
    png = made.picture("PNG")
    data = png[:33] + (struct.pack(">I", len(chunk) - 4) + chunk + bytes(4)) * 50 + png[33:]
    assert metadata_of(data) == [("text", "")] or metadata_of(data) == []


def test_what_takes_too_long_is_told_and_never_taken_for_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of half a megabyte with 5000 documents, each of a thousand packed parts, took 20 minutes."""
    packed = zlib.compress(b"/Author(Anna)")
    document = b"%PDF-1.4 " + (b"/ObjStm >>stream\n" + packed) * 3
    hostile = [document, made.zipped({f"{n}.pdf": document for n in range(3)})]
    assert [metadata_of(data)[0].text for data in hostile] == ["Anna"] * 2
    monkeypatch.setattr(items, "MAX_SECONDS", -1.0)
    assert [metadata_of(data) for data in hostile] == [[("other", "")]] * 2


def test_what_is_told_is_one_line_that_moves_no_cursor() -> None:
    data = made.picture("JPEG", comment="\x1b[2Ja\n\u202eb".encode())
    assert metadata_of(data) == [("text", "[2Ja b")]


def test_directories_that_lead_in_circles_come_to_an_end() -> None:
    data = bytearray(tiff_with_place())
    struct.pack_into("<I", data, 10 + 9 * 12, 8)
    read(bytes(data))
    assert metadata_of(bytes(data)) == [("place", "48.50000, 16.00000")]
