"""What documents and archives tell, which is only read."""

from __future__ import annotations

import pytest

from engine.errors import MetadataError
from engine.metadata import can_remove_metadata, metadata_of, without_metadata
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
