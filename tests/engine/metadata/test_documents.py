"""What documents tell, which is only read, and what the files in archives do, which can be removed from many."""

from __future__ import annotations

import io
import zipfile

import pytest

from engine.errors import MetadataError
from engine.metadata import archives, can_remove_metadata, metadata_of, without_metadata
from tests.engine.metadata import told_files as made


def test_a_word_file_tells_its_writers_and_what_its_pictures_tell() -> None:
    told = metadata_of(made.docx())
    assert [text for kind, text in told if kind == "person"] == ["Anna", "Berta", "Clara"]
    assert ("place", "48.85833, -2.29444") in told


def test_an_opendocument_file_tells_its_writer_and_its_program() -> None:
    assert metadata_of(made.odt()) == [("person", "Anna"), ("software", "LibreOffice")]


def test_a_pdf_tells_its_facts_wherever_they_are() -> None:
    assert metadata_of(made.pdf()) == [
        ("place", "Graz"), ("person", "Berta"), ("person", "Anna"), ("date", "D:20240506"), ("software", "Skia/PDF"),
        ("software", "Writer (24)"),
    ]  # fmt: skip


def test_an_archive_tells_what_its_files_tell() -> None:
    data = made.zipped({"beach/1.jpg": made.picture("JPEG", exif=made.exif()), "inner.zip": made.docx()})
    assert ("place", "48.85833, -2.29444") in metadata_of(data)
    assert ("person", "Clara") not in metadata_of(data)


@pytest.mark.parametrize("data", [made.docx(), made.odt(), made.pdf(), b"a text", b""])
def test_what_cannot_be_removed_surely_is_not_touched(data: bytes) -> None:
    assert not can_remove_metadata(data)
    with pytest.raises(MetadataError):
        without_metadata(data)


def test_the_photos_of_an_archive_lose_what_they_tell_and_nothing_else_changes() -> None:
    photo = made.picture("JPEG", exif=made.exif())
    data = made.zipped({"beach/": b"", "beach/1.jpg": photo, "beach/2.jpg": made.picture("JPEG"), "notes.txt": b"sun"})
    assert can_remove_metadata(data)
    plain = without_metadata(data)
    assert metadata_of(plain) == []
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(plain)) as after:
        assert after.testzip() is None
        assert [(m.filename, m.date_time, m.external_attr, m.compress_type) for m in after.infolist()] == [
            (m.filename, m.date_time, m.external_attr, m.compress_type) for m in before.infolist()
        ]
        assert after.read("beach/1.jpg") == without_metadata(photo)
        assert after.read("beach/2.jpg") == before.read("beach/2.jpg")
        assert after.read("notes.txt") == b"sun"


@pytest.mark.parametrize(
    "other", [made.pdf(), made.docx(), made.zipped({"a.jpg": made.picture("JPEG", exif=made.exif())})]
)
def test_an_archive_with_a_file_that_cannot_be_cleaned_is_not_touched(other: bytes) -> None:
    data = made.zipped({"1.jpg": made.picture("JPEG", exif=made.exif()), "other": other})
    assert not can_remove_metadata(data)
    with pytest.raises(MetadataError):
        without_metadata(data)


def test_a_damaged_archive_is_not_touched() -> None:
    data = bytearray(made.zipped({"1.jpg": made.picture("JPEG", exif=made.exif())}))
    data[60] ^= 0xFF
    assert not can_remove_metadata(bytes(data))
    with pytest.raises(MetadataError):
        without_metadata(bytes(data))


def test_an_archive_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made.zipped({"1.jpg": made.picture("JPEG", exif=made.exif())})
    monkeypatch.setattr(archives, "MAX_SECONDS", -1.0)
    assert not can_remove_metadata(data)
    with pytest.raises(MetadataError):
        without_metadata(data)
