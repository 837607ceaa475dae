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


BARS = np.array(
    [(235, 30, 30), (30, 200, 40), (40, 50, 230), (240, 220, 40), (220, 170, 140), (128, 128, 128), (20, 180, 200)]
)


def _bars_as(ffmpeg, tmp_path, name: str, chain: str, *options: str) -> np.ndarray:
    """The colours that a film of seven bars at 1400 x 720 comes in as."""
    (tmp_path / "bars.rgb").write_bytes(
        np.tile(np.repeat(BARS.astype(np.uint8), 200, axis=0), (5, 720, 1, 1)).tobytes()
    )
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "1400x720", "-r", "10", "-i", str(tmp_path / "bars.rgb")]
    film = load(ffmpeg(name, *source, "-vf", chain, "-preset", "ultrafast", "-crf", "5", *options))
    middle = film.frames[2]
    width = middle.shape[1] / 7
    return np.array([middle[middle.shape[0] // 2, int((i + 0.5) * width)] for i in range(7)], dtype=int)


def test_an_untagged_hd_film_has_the_colours_players_show(ffmpeg, tmp_path):
    chain = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    unsaid = ["-bsf:v", "h264_metadata=colour_primaries=2:transfer_characteristics=2:matrix_coefficients=2"]
    assert np.abs(_bars_as(ffmpeg, tmp_path, "untagged.mp4", chain, *unsaid) - BARS).max() <= 4
    said = f"{chain},setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"
    assert np.abs(_bars_as(ffmpeg, tmp_path, "tagged.mp4", said) - BARS).max() <= 4


@pytest.mark.parametrize("curve", ["arib-std-b67", "smpte2084"])
def test_high_dynamic_range_is_mapped_to_about_the_colours_it_was_made_of(ffmpeg, tmp_path, curve):
    to = f"zscale=pin=bt709:tin=bt709:min=gbr:rin=full:p=2020:t={curve}:m=2020_ncl:r=limited:npl=203"
    tags = ["-color_primaries", "bt2020", "-color_trc", curve, "-colorspace", "bt2020nc", "-tag:v", "hvc1"]
    codec = ["-c:v", "libx265", "-x265-params", "log-level=error"]
    found = _bars_as(ffmpeg, tmp_path, "bright.mp4", f"{to},format=yuv420p10le", *codec, *tags)
    assert np.abs(found - BARS).max() <= 20


@pytest.mark.parametrize("suffix", ["mts", "m2ts", "mpg", "flv", "ts", "m1v", "m4v", "avi"])
def test_containers_of_cameras_and_of_old(ffmpeg, suffix):
    source = ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=25:duration=1"]
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1:sample_rate=44100"]
    options = {"flv": ["-c:v", "flv"], "mts": ["-f", "mpegts", "-mpegts_m2ts_mode", "1"], "m4v": ["-c:v", "mpeg4"]}
    bare = suffix in ("m1v", "m4v")
    film = load(ffmpeg(f"film.{suffix}", *source, *([] if bare else tone), *options.get(suffix, [])))
    assert film.frames.shape[1:3] == (120, 160)
    assert len(film.frames) == pytest.approx(25, abs=1)
    assert film.seconds == pytest.approx(1, abs=0.05)
    assert (film.sound is None) == bare


@pytest.fixture
def flash_and_beep(ffmpeg, tmp_path):
    """A film of 3 s at 20 frames a second: after one second it flashes and beeps for a fifth of one."""
    frames = np.zeros((60, 120, 160, 3), np.uint8)
    frames[20:24] = 255
    (tmp_path / "raw.rgb").write_bytes(frames.tobytes())
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "160x120", "-r", "20", "-i", str(tmp_path / "raw.rgb")]
    beep = ["-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*1000*t)*between(t,1,1.2)':d=3:s=16000"]
    return str(ffmpeg("both.mp4", *source, *beep, "-pix_fmt", "yuv420p", "-c:a", "aac"))


def _flash_and_beep(film: Video) -> tuple[float, float]:
    """Seconds at which it flashes, and at which it beeps."""
    flash = next(i for i, frame in enumerate(film.frames) if frame.mean() > 128) / film.fps
    return flash, float(np.argmax(np.abs(film.sound.signal).max(axis=1) > 0.05) / film.sound.rate)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "mov"])
def test_what_begins_late_comes_in_late(ffmpeg, flash_and_beep, suffix):
    delayed = ["-i", flash_and_beep, "-itsoffset", "1", "-i", flash_and_beep, "-c", "copy"]
    late_sound = load(ffmpeg(f"sound.{suffix}", *delayed, "-map", "0:v", "-map", "1:a"))
    assert _flash_and_beep(late_sound) == pytest.approx((1, 2), abs=0.06)
    late_pictures = load(ffmpeg(f"pictures.{suffix}", *delayed, "-map", "1:v", "-map", "0:a"))
    assert _flash_and_beep(late_pictures) == pytest.approx((2, 1), abs=0.06)
    assert late_pictures.seconds == pytest.approx(4, abs=0.06)


def test_what_an_edit_list_hides_stays_hidden(ffmpeg, flash_and_beep):
    trimmed = load(ffmpeg("trimmed.mp4", "-ss", "0.7", "-i", flash_and_beep, "-c", "copy"))
    assert (len(trimmed.frames), trimmed.fps) == (46, 20)
    assert _flash_and_beep(trimmed) == pytest.approx((0.3, 0.3), abs=0.06)


@pytest.mark.parametrize("name", ["three.webm", "three.mkv", "three.mp4", "three.gif"])
def test_a_film_of_three_pictures_has_three(ffmpeg, tmp_path, name):
    for index, colour in enumerate(("red", "green", "blue")):
        Pillow.new("RGB", (64, 48), colour).save(tmp_path / f"{index}.png")
    film = load(ffmpeg(name, "-framerate", "1/5", "-i", str(tmp_path / "%d.png"), "-pix_fmt", "yuv420p")
                if name != "three.gif" else _slides(tmp_path))  # fmt: skip
    assert film.frames.shape == (3, 48, 64, 3)
    assert film.seconds == pytest.approx(15, abs=0.05)


def _slides(folder):
    first, *more = (Pillow.open(folder / f"{index}.png") for index in range(3))
    first.save(folder / "three.gif", save_all=True, append_images=more, duration=5000, loop=0)
    return folder / "three.gif"


def test_uneven_slides_keep_their_times(tmp_path):
    first, *more = (Pillow.new("RGB", (64, 48), colour) for colour in ("red", "green", "blue"))
    for suffix in (".gif", ".webp", ".png"):
        first.save(tmp_path / f"a{suffix}", save_all=True, append_images=more, duration=[5000, 2000, 5000])
        film = load(tmp_path / f"a{suffix}")
        assert (len(film.frames), film.fps) == (12, pytest.approx(1))
        assert film.frames[5].argmax(axis=2).mean() == 1  # green from the fifth second on


def test_fields_are_woven_into_frames_without_combs(ffmpeg):
    source = ["-f", "lavfi", "-i", "color=gray:s=320x240:r=50:d=1"]
    white = ["-f", "lavfi", "-i", "color=white:s=40x240:r=50:d=1"]
    woven = [
        "-filter_complex",
        "[0][1]overlay=x='mod(n*8,280)',interlace",
        "-c:v",
        "mpeg2video",
        "-flags",
        "+ilme+ildct",
    ]
    film = load(ffmpeg("woven.mpg", *source, *white, *woven, "-q:v", "2"))
    rows = film.frames[5:20, 40:200, :, 0].astype(int)
    assert np.abs(np.diff(rows, axis=1)).mean() < 2


def test_a_sound_that_begins_late_in_a_transport_stream(ffmpeg):
    pictures = ["-f", "lavfi", "-i", "color=gray:s=32x32:r=25:d=1.5"]
    sound = ["-itsoffset", "0.6", "-f", "lavfi", "-i", "sine=400:r=48000:d=0.8"]
    film = load(ffmpeg("late.ts", *pictures, *sound, "-c:v", "mpeg2video", "-c:a", "mp2"))
    heard = np.nonzero(np.abs(film.sound.signal).max(axis=1) > 0.02)[0]
    assert heard[0] / film.sound.rate == pytest.approx(0.6, abs=0.05)


def test_the_tracks_that_a_file_calls_its_default_are_read(ffmpeg):
    first = ["-f", "lavfi", "-i", "color=red:s=32x32:r=25:d=1", "-f", "lavfi", "-i", "sine=300:r=8000:d=1"]
    second = ["-f", "lavfi", "-i", "color=blue:s=64x32:r=25:d=1", "-f", "lavfi", "-i", "sine=300:r=16000:d=1"]
    tracks = ["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-disposition:v:0", "0", "-disposition:a:0", "0"]
    tracks += ["-disposition:v:1", "default", "-disposition:a:1", "default", "-c:a", "flac"]
    film = load(ffmpeg("two.mkv", *first, *second, *tracks))
    assert film.frames.shape[1:3] == (32, 64)
    assert film.frames[0, 0, 0].argmax() == 2
    assert film.sound.rate == 16_000


def test_a_single_frame_without_a_rate_lasts_as_usual(ffmpeg):
    film = load(ffmpeg("one.wmv", "-f", "lavfi", "-i", "color=red:s=32x32:r=25", "-frames:v", "1", "-c:v", "wmv2"))
    assert (len(film.frames), film.fps) == (1, 25.0)


def test_a_transport_stream_of_two_frames(ffmpeg):
    source = ["-f", "lavfi", "-i", "color=black:s=64x48:r=25", "-frames:v", "2", "-c:v", "mpeg2video"]
    assert len(load(ffmpeg("short.ts", *source)).frames) == 2
