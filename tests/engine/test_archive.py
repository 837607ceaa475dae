"""A folder as one archive: everything in it, nothing else, and the same bytes every time."""

from __future__ import annotations

import inspect
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from engine.archive import ArchiveTooLargeError, zip_folder

MOST = 1 << 20


def make(folder: Path) -> Path:
    """A folder with files of every sort."""
    (folder / "b" / "empty folder").mkdir(parents=True)
    (folder / "b" / "ü 漢.txt").write_text("inside", "utf-8")
    (folder / "a.bin").write_bytes(os.urandom(5000))
    (folder / "empty").touch()
    (folder / "run.sh").write_text("#!/bin/sh\n")
    (folder / "run.sh").chmod(0o755)
    return folder


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_everything_comes_back_out_of_the_archive(tmp_path: Path) -> None:
    folder = make(tmp_path / "holiday")
    archive = opened(zip_folder(folder, MOST))
    assert archive.namelist() == ["a.bin", "b/", "b/empty folder/", "b/ü 漢.txt", "empty", "run.sh"]
    assert archive.testzip() is None
    archive.extractall(tmp_path / "out")
    for path in folder.rglob("*"):
        copy = tmp_path / "out" / path.relative_to(folder)
        assert copy.is_dir() == path.is_dir()
        assert path.is_dir() or copy.read_bytes() == path.read_bytes()


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    folder = make(tmp_path / "one")
    first = zip_folder(folder, MOST)
    os.utime(folder / "a.bin", (1, 1))
    moved = folder.rename(tmp_path / "two")
    assert zip_folder(moved, MOST) == first
    (moved / "empty").write_bytes(b"x")
    assert zip_folder(moved, MOST) != first


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are rare there")
def test_links_and_pipes_are_left_out(tmp_path: Path) -> None:
    folder = make(tmp_path / "holiday")
    before = zip_folder(folder, MOST)
    (tmp_path / "secret.txt").write_text("elsewhere")
    (folder / "link").symlink_to(tmp_path / "secret.txt")
    (folder / "circle").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    assert zip_folder(folder, MOST) == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_kept_as_well_as_can_be(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    assert opened(zip_folder(tmp_path, MOST)).namelist() == ["caf\ufffd.txt"]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert opened(zip_folder(tmp_path, MOST)).namelist() == []


def test_a_folder_that_is_too_large_is_refused(tmp_path: Path) -> None:
    for index in range(4):
        (tmp_path / str(index)).write_bytes(os.urandom(3000))
    assert len(zip_folder(tmp_path, 14_000)) > 12_000
    with pytest.raises(ArchiveTooLargeError):
        zip_folder(tmp_path, 9000)
    with pytest.raises(ArchiveTooLargeError):
        zip_folder(tmp_path, 12_100)  # its directory alone is too much


def test_a_file_with_a_hole_of_a_terabyte_is_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "hole").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(ArchiveTooLargeError):
        zip_folder(tmp_path, MOST)


def test_folders_in_folders_in_folders(tmp_path: Path) -> None:
    """More of them than Python calls functions within functions."""
    depth, usual = 100, sys.getrecursionlimit()
    (tmp_path / "/".join("a" * depth)).mkdir(parents=True)
    sys.setrecursionlimit(len(inspect.stack(0)) + depth // 2)
    try:
        data = zip_folder(tmp_path, MOST)
    finally:
        sys.setrecursionlimit(usual)
    assert len(opened(data).namelist()) == depth


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        zip_folder(tmp_path / "missing", MOST)
