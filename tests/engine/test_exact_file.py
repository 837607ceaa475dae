"""ExactFile: read as it is, whatever it is, and written with every byte."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from engine import exact_file
from engine.errors import SaveError, UnreadableFileError
from engine.exact_file import ExactFile


@pytest.mark.parametrize("content", [b"", b"\0", bytes(range(256)) * 40, b"\x89PNG but not"])
def test_any_file_is_read_and_written_as_it_is(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "thing.dat").write_bytes(content)
    file = ExactFile.load(tmp_path / "thing.dat")
    assert file == ExactFile("thing.dat", content, "file")
    assert file.size == len(content)
    file.write(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == content


def test_a_file_that_is_there_is_not_replaced_where_that_was_said(tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"older")
    with pytest.raises(FileExistsError):
        ExactFile("letter", b"newer").write(tmp_path / "letter", exclusive=True)
    assert (tmp_path / "letter").read_bytes() == b"older"
    ExactFile("letter", b"newer").write(tmp_path / "letter")
    assert (tmp_path / "letter").read_bytes() == b"newer"
    with pytest.raises(SaveError):
        ExactFile("letter", b"x").write(tmp_path / "missing" / "letter")


def test_a_text_comes_back_as_one() -> None:
    file = ExactFile.of_text("Grüße, 漢字 🏖️\n\r\n")
    assert (file.name, file.kind) == ("text.txt", "text")
    assert file.text == "Grüße, 漢字 🏖️\n\r\n"
    assert ExactFile("x", b"caf\xe9").text == "caf\ufffd"
    assert ExactFile.of_text("", "note.md") == ExactFile("note.md", b"", "text")


def test_a_folder_is_an_archive_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Ferien 2024"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    file = ExactFile.of_folder(folder)
    assert (file.name, file.kind) == ("Ferien 2024.zip", "folder")
    assert zipfile.ZipFile(io.BytesIO(file.content)).namelist() == ["a.txt"]
    monkeypatch.chdir(folder)
    assert ExactFile.of_folder(".") == file


def test_what_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    cases = [
        (ExactFile.load, "missing", "missing"), (ExactFile.load, ".", "folder"),
        (ExactFile.of_folder, "missing", "missing"), (ExactFile.of_folder, "file", "not-a-file"),
        (ExactFile.load, "a\0b", None),
    ]  # fmt: skip
    for read, name, reason in cases:
        with pytest.raises(UnreadableFileError) as raised:
            read(tmp_path / name)
        assert raised.value.reason == reason
    monkeypatch.setattr(exact_file, "MAX_BYTES", 4)
    for read, path in ((ExactFile.load, tmp_path / "file"), (ExactFile.of_folder, tmp_path)):
        with pytest.raises(UnreadableFileError, match="larger than any Undersong file has room for") as raised:
            read(path)
        assert raised.value.reason == "too-large"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFileError, match="not an ordinary file"):
        ExactFile.load(tmp_path / "pipe")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_kept_as_well_as_can_be(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"x")
    assert ExactFile.load(path).name == "caf\ufffd.txt"


@pytest.mark.parametrize("name", ["x" * 256, "ü" * 128, "\ud800"])
def test_a_name_that_no_file_can_keep_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="at most 255 bytes"):
        ExactFile(name, b"")


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="one of file, text, folder"):
        ExactFile("x", b"", "film")  # type: ignore[arg-type]


def test_what_is_in_it_is_not_in_its_words() -> None:
    assert "content" not in repr(ExactFile("name", b"content"))
