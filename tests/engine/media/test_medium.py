"""What all media have in common: their grid, their parts, trimming and saving."""

from __future__ import annotations

import errno
import os

import numpy as np
import pytest

from engine.errors import SaveError
from engine.media import MODALITIES, Audio, Grid, Image, Samples, Video, load, medium as medium_module


@pytest.mark.parametrize(
    ("shape", "channels", "constants"),
    [
        ((), 1, {}), ((0,), 1, {}), ((-1, 4), 1, {}), ((4.0,), 1, {}), ((True,), 1, {}), ((2, 2, 2, 2), 1, {}),
        ((4,), 0, {}), ((4,), 5, {}), ((1 << 27,), 1, {}), ((1 << 40, 1 << 40), 1, {}), ((4,), 1, {"a": 1}),
        ((4,), 1, {"a": float("nan")}), ((4,), 1, {"a": 1e9}), ((4,), 1, {"a" * 33: 1.0}), ((4,), 1, {5: 1.0}),
        ((4,), 1, {str(i): 1.0 for i in range(17)}),
    ],
    ids=str,
)  # fmt: skip
def test_a_grid_out_of_bounds_is_a_value_error(shape, channels, constants):
    with pytest.raises(ValueError, match=r"grid|lattice"):
        Grid(shape, channels, constants)


def test_how_much_finer_a_lattice_can_be():
    grid = Grid((96, 96, 96), 1)
    assert (grid.fits(4), grid.fits(8)) == (True, False)
    assert grid.finer(4).shape == grid.finer_shape(4) == (384,) * 3
    assert grid.finer_shape(8) == (768,) * 3
    with pytest.raises(ValueError, match="would have 452,984,832 points; at most 67,108,864"):
        grid.finer(8)
    assert Grid((2, 3), 1).finer(0.1).shape == (1, 1)


def test_a_finer_lattice_keeps_the_frames_of_a_video():
    assert Grid((10, 24, 32), 3, {"fps": 12.5}).finer(2).shape == (10, 48, 64)


def test_a_lattice_is_evaluated_in_chunks_and_in_order(monkeypatch):
    monkeypatch.setattr(medium_module, "CHUNK", 7)
    sizes = []

    def field(points):
        sizes.append(len(points))
        return points[:, :1] * 10 + points[:, 1:]

    grid = Grid((4, 6), 1)
    values = grid.evaluate(field)
    assert sizes == [7, 7, 7, 3]
    assert np.array_equal(values, field(grid.coordinates()))


@pytest.mark.parametrize("name", ["photo", "tone", "film", "ball"])
def test_a_medium_is_rebuilt_from_its_values_as_from_their_field(request, name, lookup):
    original = request.getfixturevalue(name)
    grid = original.grid if name != "ball" else Grid((30, 32, 34), 1, original.grid.constants)
    values = original.samples().values if name != "ball" else original._distance(grid.coordinates().astype(float))
    if name == "ball":
        values = ((values[:, None] - grid.constants["offset0"]) / grid.constants["gain"]).astype(np.float32)
    from_values = type(original).from_values(values, grid)
    from_field = type(original).from_field(lookup(Samples(grid.coordinates(), values, 1.0), grid), grid)
    assert from_values.describe() == from_field.describe()
    assert all(
        min(abs(value - best) for best in (200, 1, 0)) < 1e-6 for value in from_values.compare(from_field).values()
    )
    with pytest.raises(ValueError, match=r"shape|reshape"):
        type(original).from_values(values[:-1], grid)


@pytest.fixture(params=["image", "audio", "video", "shape"])
def medium(request, photo, tone, film, ball):
    return {"image": photo, "audio": tone, "video": film.joined(tone), "shape": ball}[request.param]


def test_a_path_may_be_a_string(medium, tmp_path):
    medium.write(str(tmp_path / f"out{medium.exports[0]}"))
    assert type(load(str(tmp_path / f"out{medium.exports[0]}"))) is type(medium)


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
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "may not write"),
        (errno.EIO, "an error"),
        (errno.ENXIO, "refused"),
    ],
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
        assert kind.unit in ("PSNR", "SNR")


def sound(frames: int = 800, rate: int = 100) -> Audio:
    return Audio((np.arange(frames) / frames).astype(np.float32)[:, None], rate)


def test_a_sound_keeps_the_frames_between_the_times():
    kept = sound().trimmed(2, 3.5)
    assert (kept.seconds, kept.rate) == (1.5, 100)
    assert np.array_equal(kept.signal, sound().signal[200:350])


def test_a_video_is_trimmed_with_its_sound():
    frames = np.repeat(np.arange(16, dtype=np.uint8), 48).reshape(16, 4, 4, 3)
    kept = Video(frames, 2.0, sound()).trimmed(1, 4)
    assert np.array_equal(kept.frames, frames[2:8])
    assert kept.sound is not None
    assert kept.sound.seconds == kept.seconds == 3


@pytest.mark.parametrize(("start", "end"), [(5, 5), (7.999, 8), (100, 200), (-3, 0), (4, 2)])
def test_at_least_one_frame_is_left(start, end):
    assert len(sound().trimmed(start, end).signal) >= 1


def test_only_a_sound_is_the_sound_track_of_a_video(photo, tone):
    assert tone.to_wav().startswith(b"RIFF")
    with pytest.raises(TypeError, match="image is not a sound"):
        photo.to_wav()


def test_what_has_no_time_stays():
    picture = Image(np.zeros((2, 2, 1), np.uint8))
    assert picture.seconds == 0
    assert picture.trimmed(1, 2) is picture
