from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import SaveError
from engine.media import Audio, Grid, Video, load, video
from engine.media.video import MIN_FRAMES
from tests.engine.tiny import film

ROOT = Path(__file__).parents[3]


def test_its_own_samples_give_back_every_pixel(film, lookup):
    restored = Video.from_field(lookup(film.samples(), film.grid), film.grid)
    assert restored.fps == film.fps
    assert np.array_equal(restored.frames, film.frames)
    assert film.compare(restored) == {"psnr": 200, "ssim": 1, "apd": 0, "rmse": 0}


def test_finer_has_larger_frames_and_as_many(film, lookup):
    finer = Video.from_field(lookup(film.samples(), film.grid), film.grid.finer(2))
    assert finer.frames.shape == (10, 48, 64, 3)
    assert finer.seconds == film.seconds


def test_samples_are_centred_and_fill_the_range(film):
    samples = film.samples()
    assert samples.coordinates.shape == (10 * 24 * 32, 3)
    assert np.abs(samples.values.mean(axis=0)).max() < 1e-5
    assert np.abs(samples.values).max() == pytest.approx(1)
    assert samples.peak == 2 / film.grid.constants["gain"]


@pytest.mark.parametrize("samples", [7679, 2000, 300, 5, 1])
def test_scaled_keeps_the_duration(film, samples):
    small = film.scaled(samples)
    assert small.frames.shape[0] * small.frames.shape[1] * small.frames.shape[2] <= samples
    assert small.seconds == pytest.approx(film.seconds)


def test_scaled_reduces_time_and_space_alike():
    long = Video(np.zeros((200, 90, 160, 3), np.uint8), 25)
    frames, height, width, _ = long.scaled(100_000).frames.shape
    assert 30 <= frames <= 100
    assert 20 <= height <= 60
    assert height % 2 == width % 2 == 0
    assert len(long.scaled(300).frames) == MIN_FRAMES


def test_a_film_keeps_eight_frames_a_second_while_they_are_large_enough():
    long = Video(np.zeros((60, 240, 426, 3), np.uint8), 12)
    kept = long.scaled(40 * 160 * 90)
    assert kept.fps == pytest.approx(8)
    assert kept.frames.shape[1] * kept.frames.shape[2] <= 160 * 90
    assert long.scaled(1_000_000).fps == pytest.approx(8)
    assert long.scaled(100_000).fps < 8


def test_its_sound_is_compared_too(film, tone):
    whole, quiet = film.joined(tone), film.joined(replace(tone, signal=tone.signal / 2))
    assert "snr" not in film.compare(film)
    assert whole.compare(quiet)["snr"] == pytest.approx(6.02, abs=0.01)
    assert whole.compare(film)["snr"] == film.compare(whole)["snr"] == 0


def test_sound_is_a_part_of_its_own(film, tone):
    whole = film.joined(tone)
    assert whole.scaled(500).sound is tone
    silent, sound = whole.parts()
    assert (silent.sound, sound) == (None, tone)
    assert film.parts() == (film,)
    assert whole.describe() == "0.8 s, 32 x 24, 12.5 frames a second, with sound"


@pytest.mark.parametrize("shape", [(24, 32), (23, 31), (3, 5), (2, 2), (1, 1)])
def test_mp4_comes_back_at_the_same_size_and_length(tmp_path, shape):
    ramp = np.linspace(0, 255, 6 * shape[0] * shape[1]).reshape(6, *shape, 1)
    video = Video(np.repeat(ramp, 3, axis=3).astype(np.uint8), 10)
    video.write(tmp_path / "out.mp4")
    back = load(tmp_path / "out.mp4")
    assert back.frames.shape == video.frames.shape
    assert back.fps == pytest.approx(10)
    assert back.sound is None
    assert video.compare(back)["psnr"] > 30


@pytest.mark.parametrize(("fps", "frames"), [(2.259, 12), (12.5, 1), (24000 / 1001, 12), (29.97002997, 3), (60, 12)])
def test_mp4_keeps_every_frame_at_any_rate(tmp_path, fps, frames):
    random = np.random.default_rng(0).integers(0, 256, (frames, 4, 4, 3), dtype=np.uint8)
    video = Video(random.repeat(8, axis=1).repeat(8, axis=2), fps)
    video.write(tmp_path / "out.mp4")
    back = load(tmp_path / "out.mp4")
    assert len(back.frames) == frames
    assert back.fps == pytest.approx(fps, rel=0.005)


def test_colours_come_back(tmp_path):
    for index, colour in enumerate([(250, 10, 10), (10, 250, 10), (10, 10, 250), (255, 255, 255), (0, 0, 0)]):
        path = tmp_path / f"{index}.mp4"
        Video(np.full((3, 16, 16, 3), colour, np.uint8), 10).write(path)
        assert np.abs(load(path).frames.astype(int) - colour).max() <= 6


def test_mp4_with_sound(tmp_path, film, tone):
    film.joined(tone).write(tmp_path / "out.mp4")
    back = load(tmp_path / "out.mp4")
    assert len(back.frames) == 10
    assert isinstance(back.sound, Audio)
    assert back.sound.rate == 8000
    assert back.sound.seconds == pytest.approx(0.5, abs=0.2)
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp4"]


ENCODES_FOREVER = """
import subprocess, sys
import numpy as np

class Waiting(subprocess.Popen):
    def communicate(self, *_):
        print("ffmpeg has started", flush=True)
        sys.stdin.read()

subprocess.Popen = Waiting
from engine.media import Audio, Video
sound = Audio(np.ones(8000, np.float32), 8000)
Video(np.zeros((10, 24, 32, 3), np.uint8), 12.5, sound).write(sys.argv[1])
"""


def test_a_sound_never_lies_in_a_file_of_its_own(tmp_path):
    folder, temporary = tmp_path / "films", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    writer = subprocess.Popen(
        [sys.executable, "-c", ENCODES_FOREVER, str(folder / "film.mp4")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary)},
    )  # fmt: skip
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ffmpeg has started\n"
        for _ in ("while it is written", "after the program is killed"):
            assert not list(temporary.iterdir())
            assert {path.suffix for path in folder.iterdir()} <= {".mp4"}
            writer.kill()
            writer.wait()


def test_a_film_with_sound_leaves_only_itself(tmp_path, monkeypatch, film, tone):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    film.joined(tone).write(tmp_path / "film.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_comparing_with_another_size_and_number_of_frames(film, photo):
    assert film.compare(film.scaled(2000))["psnr"] > 10
    with pytest.raises(ValueError, match="cannot be compared"):
        film.compare(photo)


def test_complexity(film):
    assert 1 <= film.complexity() < 10 * 24 * 32 * 3
    assert Video(np.zeros((2, 4, 4, 3), np.uint8), 1).complexity() >= 1


def test_a_strangers_grid_is_refused(film):
    good = dict(film.grid.constants)
    for grid in (
        Grid((4, 4), 3, good),
        Grid((2, 4, 4), 1, good),
        Grid((2, 4, 4), 3, {**good, "fps": 0.0}),
        Grid((2, 4, 4), 3, {**good, "fps": 5e-324}),
    ):
        with pytest.raises(ValueError, match=r"grid|constant|frames a second"):
            Video.from_field(lambda points: np.zeros((len(points), 3), np.float32), grid)


def test_only_real_frames_make_a_video():
    with pytest.raises(ValueError, match="a video"):
        Video(np.zeros((2, 4, 4), np.uint8), 1)
    for fps in (0, -1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="a video"):
            Video(np.zeros((2, 4, 4, 3), np.uint8), fps)


def test_of_a_large_film_the_structure_of_some_frames_is_compared(monkeypatch):
    frames = np.random.default_rng(0).integers(0, 255, (12, 20, 24, 3), np.uint8)
    film, worse = Video(frames, 10.0), Video(frames // 2, 10.0)
    whole = film.compare(worse)
    seen = []
    measure = video.ssim
    monkeypatch.setattr(video, "ssim", lambda a, b: seen.append(a) or measure(a, b))
    monkeypatch.setattr(video, "SSIM_PIXELS", 6 * 20 * 24)
    some = film.compare(worse)
    assert len(seen) == 6
    assert some["ssim"] == pytest.approx(whole["ssim"], abs=0.02)
    assert {name: some[name] for name in ("psnr", "apd", "rmse")} == {n: whole[n] for n in ("psnr", "apd", "rmse")}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_disk_that_is_full_is_named_as_the_cause(tmp_path: Path) -> None:
    for target, reason in (("/dev/full", "the disk is full"), (tmp_path / "no" / "a", "the folder does not exist")):
        with pytest.raises(SaveError, match=f"“film.mp4” could not be saved: {reason}"):
            film()._encode(b"", ["-f", "rawvideo", "-y", f"file:{target}"], Path("film.mp4"))
    with pytest.raises(SaveError, match="encoding the video failed"):
        film()._encode(b"", ["-f", "no such format", "-y", f"file:{tmp_path / 'a'}"], Path("film.mp4"))
