"""An untrusted file: it comes in or is refused, with a reason and one plain sentence that names it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.media import MODALITIES, Video, helper_process, load
from engine.media.loading import medium_of
from engine.media.wire import Parcel
from tests.engine.media.refusals import refusal


@pytest.mark.parametrize(
    "name", ["ü ñ 漢字.png", "🙂 two  spaces.png", "-i.png", "--help.png", "a'b\"c;$(d).png", "%d.png"]
)
def test_any_name_of_a_picture(tmp_path, monkeypatch, photo, name):
    photo.write(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert np.array_equal(load(name).pixels, photo.pixels)


@pytest.mark.parametrize("name", ["-i.mp4", "🙂 é.mp4", "concat:a|b.mp4", "%03d.mp4", "a,b:c.mp4"])
def test_any_name_of_a_film(tmp_path, monkeypatch, film, tone, name):
    monkeypatch.chdir(tmp_path)
    film.joined(tone).write(Path(name))
    back = load(name)
    assert isinstance(back, Video)
    assert back.sound is not None


def test_what_is_not_there(tmp_path):
    assert "not found" in refusal(tmp_path / "nothing.png", "missing")
    assert "not found" in refusal(tmp_path / "no folder" / "nothing.png", "missing")
    assert "folder" in refusal(tmp_path, "folder")
    assert "could not be opened" in refusal(Path("a\0b.png"), None)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_ordinary_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    assert "not an ordinary file" in refusal(tmp_path / "pipe.png", "not-a-file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read(tmp_path, photo):
    photo.write(tmp_path / "mine.png")
    (tmp_path / "mine.png").chmod(0)
    assert "not allowed" in refusal(tmp_path / "mine.png", "not-allowed")


@pytest.mark.parametrize("suffix", sorted({s for medium in MODALITIES.values() for s in medium.suffixes}))
def test_empty_files(tmp_path, suffix):
    path = tmp_path / f"zero{suffix}"
    path.touch()
    assert "is empty" in refusal(path, "empty")


def test_time_runs_out(tmp_path, film):
    film.write(tmp_path / "slow.mp4")
    sentence = refusal(tmp_path / "slow.mp4", "too-long", timeout=0.01)
    assert "longer than 0.01 seconds" in sentence


def test_a_decoder_that_babbles_or_dies_is_not_believed(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    for code in (
        "print('hello')",
        "import os; os.abort()",
        "import sys; sys.stdout.buffer.write(b'\\xff' * 100)",
        "import sys, struct; t = b'[]'; sys.stdout.buffer.write(struct.pack('<Q', len(t)) + t)",
        "import sys, struct; t = b'{\"refused\": \"is odd\"}'; sys.stdout.buffer.write(struct.pack('<Q', len(t)) + t)",
        "import sys, struct; t = b'{\"name\": \"image\"}'; sys.stdout.buffer.write(struct.pack('<Q', len(t)) + t)",
    ):
        monkeypatch.setattr(helper_process, "helper_command", lambda code=code: [sys.executable, "-c", code])
        assert "damaged" in refusal(tmp_path / "a.png", "damaged")
    monkeypatch.setattr(helper_process, "helper_command", lambda: [str(tmp_path / "no such program")])
    assert "no process" in refusal(tmp_path / "a.png", None)


@pytest.mark.parametrize(
    ("name", "numbers", "arrays"),
    [
        ("video", {"fps": 5e-324}, {"frames": np.zeros((2, 4, 4, 3), np.uint8)}),
        ("shape", {}, {"vertices": np.eye(3, dtype=np.float32) * 1e38, "faces": np.array([[0, 1, 2]], np.int32)}),
        ("shape", {}, {"vertices": np.eye(3, dtype=np.float32), "faces": np.array([[0, 1, 3]], np.int32)}),
        ("audio", {"rate": 8000}, {"signal": np.full((4, 1), 1e38, np.float32)}),
        ("audio", {"rate": 1e300}, {"signal": np.zeros((4, 1), np.float32)}),
    ],
)
def test_a_decoder_that_was_taken_over_gives_no_medium_that_breaks_what_follows(name, numbers, arrays):
    with pytest.raises((ValueError, OverflowError)):
        medium_of(Parcel(name, numbers, arrays))


def test_a_decoder_that_hangs_is_ended(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    assert "longer than 0.5 seconds" in refusal(tmp_path / "a.png", "too-long", timeout=0.5)


def test_nothing_is_left_on_disk(tmp_path, film, tone):
    film.joined(tone).write(tmp_path / "a.mp4")
    load(tmp_path / "a.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]
