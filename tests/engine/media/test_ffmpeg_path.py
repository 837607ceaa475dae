"""No program of the current folder is ever taken for ffmpeg."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.media import ffmpeg_path
from engine.media.ffmpeg_path import CHOSEN, executable


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """A program of that name in the current folder, and nothing of imageio-ffmpeg's."""
    path = tmp_path / ffmpeg_path._NAME
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(CHOSEN, raising=False)
    return path


@pytest.mark.usefixtures("planted")
def test_it_is_that_of_imageio_ffmpeg():
    assert Path(executable()).is_absolute()
    assert Path(executable()).parent.name == "binaries"


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("path", [".", "", "./", "bin:."])
def test_the_current_folder_is_not_searched(monkeypatch, path):
    monkeypatch.setattr(ffmpeg_path, "_bundled", lambda: iter(()))
    monkeypatch.setenv("PATH", path)
    ffmpeg_path._found.cache_clear()
    with pytest.raises(FileNotFoundError):
        executable()
    ffmpeg_path._found.cache_clear()


def test_a_full_folder_of_path_is(planted, monkeypatch):
    monkeypatch.setattr(ffmpeg_path, "_bundled", lambda: iter(()))
    monkeypatch.setenv("PATH", str(planted.parent))
    ffmpeg_path._found.cache_clear()
    assert executable() == str(planted)
    ffmpeg_path._found.cache_clear()


def test_the_one_that_a_person_chose_comes_first(planted, monkeypatch):
    monkeypatch.setenv(CHOSEN, f"./{planted.name}")
    assert executable() == str(planted)
    monkeypatch.setenv(CHOSEN, planted.name)
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(FileNotFoundError):
        executable()
