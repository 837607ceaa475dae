"""Videos of every format come in whole, upright, at their time, and small enough."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PIL import Image as Pillow

from engine.media import Audio, Video, load
from tests.engine.media.refusals import put, refusal


@pytest.mark.parametrize(
    ("name", "codec"), [("in.mov", "libx264"), ("in.mkv", "ffv1"), ("in.webm", "libvpx"), ("in.avi", "mpeg4")]
)
def test_containers(ffmpeg, name, codec):
    path = ffmpeg(name, "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1", "-pix_fmt", "yuv420p", "-c:v", codec)
    back = load(path)
    assert isinstance(back, Video)
    assert back.frames.shape == (10, 48, 64, 3)
    assert back.fps == pytest.approx(10)


def test_it_is_turned_as_the_camera_was(ffmpeg):
    plain = ffmpeg("plain.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=0.5", "-pix_fmt", "yuv420p")
    turned = ffmpeg("turned.mp4", "-display_rotation", "90", "-i", str(plain), "-c", "copy")
    assert load(turned).frames.shape == (5, 64, 48, 3)


def test_pixels_are_made_square(ffmpeg):
    wide = ffmpeg("wide.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=0.5,setsar=2", "-pix_fmt", "yuv420p")
    assert load(wide).frames.shape == (5, 48, 128, 3)


def test_a_large_film_comes_in_reduced_and_whole(ffmpeg):
    source = "testsrc2=s=1280x720:r=30:d=2"
    path = ffmpeg("large.mp4", "-f", "lavfi", "-i", source, "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    back = load(path)
    frames, height, width, _ = back.frames.shape
    assert frames * height * width <= 1 << 24
    assert frames > 20
    assert width / height == pytest.approx(16 / 9, rel=0.02)
    assert back.seconds == pytest.approx(2, abs=0.05)


def test_uneven_frames_keep_their_time(tmp_path):
    frames = [Pillow.new("RGB", (16, 16), (value, 0, 0)) for value in (0, 100, 200)]
    frames[0].save(tmp_path / "uneven.gif", save_all=True, append_images=frames[1:], duration=[100, 1000, 100])
    back = load(tmp_path / "uneven.gif")
    assert back.seconds == pytest.approx(1.2, abs=0.02)


def test_a_film_that_slows_down_keeps_its_time(ffmpeg):
    source = ["-f", "lavfi", "-i", "testsrc=size=32x24:rate=20:duration=2"]
    slower = ["-vf", "select='lt(t,1)+not(mod(n,5))'", "-fps_mode", "vfr", "-bf", "0"]
    video = load(ffmpeg("slowing.mp4", *source, *slower))
    assert video.seconds == pytest.approx(2, abs=0.3)
    assert video.fps == pytest.approx(20, rel=0.05)
    still = [bool((a == b).all()) for a, b in itertools.pairwise(video.frames)]
    assert not any(still[:18])  # twenty a second in its first half
    assert sum(still[20:]) >= 12  # and four in its second


@pytest.mark.parametrize("sound_seconds", [0.4, 1.0, 3.0, 40.0])
def test_a_sound_of_another_length_leaves_the_frames_their_time(tmp_path, film, sound_seconds):
    sound = Audio(np.zeros(round(8000 * sound_seconds), np.float32), 8000)
    film.joined(sound).write(tmp_path / "film.mp4")
    back = load(tmp_path / "film.mp4")
    assert len(back.frames) == len(film.frames)
    assert back.fps == pytest.approx(film.fps)
    assert back.sound is not None
    assert back.sound.seconds == pytest.approx(sound_seconds, abs=0.2)


def test_a_film_cut_off(tmp_path, film):
    film.write(tmp_path / "cut.mp4")
    whole = (tmp_path / "cut.mp4").read_bytes()
    for length in (9, 40, 200, len(whole) // 3):
        (tmp_path / "cut.mp4").write_bytes(whole[:length])
        assert length < 12 or "damaged or cut-off video" in refusal(tmp_path / "cut.mp4", "damaged")


def test_playlists_are_not_followed(tmp_path, film):
    film.write(tmp_path / "film.mp4")
    for name in ("list.mp4", "list.m3u8", "list.mkv"):
        (tmp_path / name).write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{tmp_path / 'film.mp4'}\n")
        refusal(tmp_path / name, "unknown-type")
    text = f"ffconcat version 1.0\nfile '{tmp_path / 'film.mp4'}'\n"
    refusal(put(tmp_path / "ffconcat.mp4", text.encode()), "unknown-type")
