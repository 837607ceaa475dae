"""Folders and Undersong files among the dropped ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

import engine
from app.dropping import FolderError, StegoGivenError, expand_folders, load_dropped
from app.text.messages import words
from app.widgets.drop_zone import local_files

STEGO = Path(__file__).resolve().parents[1] / "vectors" / "exact.undersong"


def test_a_folder_stands_for_the_media_right_inside_it(tmp_path: Path, picture: Path) -> None:
    folder = tmp_path / "Holiday"
    (folder / "deeper").mkdir(parents=True)
    for name in ("b.png", "A.JPG", "notes.txt", ".hidden.png", "deeper/c.png"):
        (folder / name).write_bytes(b"x")
    assert [path.name for path in expand_folders([picture, folder])] == ["picture.png", "A.JPG", "b.png"]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder)), QUrl("https://example.org/a.png")])
    assert [path.name for path in local_files(mime)] == ["A.JPG", "b.png"]


@pytest.mark.parametrize("count", [0, engine.MAX_SECRETS + 1])
def test_a_folder_that_cannot_be_meant_is_named(tmp_path: Path, count: int) -> None:
    folder = tmp_path / "Everything"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.png").write_bytes(b"x")
    assert expand_folders([folder]) == [folder]
    with pytest.raises(FolderError, match=f"holds {count} files"):
        load_dropped(folder)
    said = words(FolderError(folder, count), ["Everything"]).what
    assert said == "The folder “\u2068Everything\u2069” was not added."


def test_an_undersong_file_is_no_secret() -> None:
    with pytest.raises(StegoGivenError):
        load_dropped(STEGO)
