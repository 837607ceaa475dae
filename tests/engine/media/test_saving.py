"""Whatever goes wrong while saving, the old file or the new one is there, and nothing else."""

from __future__ import annotations

import errno
import os

import pytest

from engine.errors import SaveError
from engine.media import MODALITIES, load


@pytest.fixture(params=["image", "audio", "video", "shape"])
def medium(request, photo, tone, film, ball):
    return {"image": photo, "audio": tone, "video": film.joined(tone), "shape": ball}[request.param]


def test_a_missing_folder(medium, tmp_path):
    with pytest.raises(SaveError, match="the folder does not exist"):
        medium.write(tmp_path / "nowhere" / f"out{medium.exports[0]}")


def test_a_file_where_a_folder_should_be(medium, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match="could not be saved"):
        medium.write(tmp_path / "file" / f"out{medium.exports[0]}")


def test_a_folder_where_the_file_should_be(medium, tmp_path):
    path = tmp_path / f"out{medium.exports[0]}"
    path.mkdir()
    with pytest.raises(SaveError, match="a folder has this name"):
        medium.write(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_can_only_be_read(medium, tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SaveError, match="may not write"):
            medium.write(tmp_path / f"out{medium.exports[0]}")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("suffix", [".xyz", "", ".PNGG"])
def test_an_unknown_suffix(medium, tmp_path, suffix):
    with pytest.raises(SaveError, match=r"must end in \."):
        medium.write(tmp_path / f"out{suffix}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "may not write"), (errno.EIO, "refused")]
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_whichever_call_fails_the_old_file_stays(medium, tmp_path, monkeypatch, number, words, call):
    path = tmp_path / f"out{medium.exports[0]}"
    path.write_bytes(b"old")

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(SaveError, match=words):
        medium.write(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_is_replaced(medium, tmp_path):
    path = tmp_path / f"out{medium.exports[0].upper()}"
    path.write_bytes(b"old")
    medium.write(path)
    assert type(load(path)) is type(medium)
    assert list(tmp_path.iterdir()) == [path]


def test_the_longest_name_the_system_takes(medium, tmp_path):
    suffix = medium.exports[0]
    path = tmp_path / ("n" * (255 - len(suffix)) + suffix)
    medium.write(path)
    assert type(load(path)) is type(medium)
    with pytest.raises(SaveError, match="too long"):
        medium.write(tmp_path / ("n" * 256 + suffix))


def test_no_other_error_leaves_a_file(photo, tmp_path, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        photo.write(tmp_path / "out.png")
    assert not list(tmp_path.iterdir())


def test_every_export_can_be_read_again():
    for name, kind in MODALITIES.items():
        assert kind.modality == name
        assert set(kind.exports) <= set(kind.suffixes)
        assert kind.exports[0] in kind.suffixes
        assert kind.unit == ("SNR" if name == "audio" else "PSNR")
