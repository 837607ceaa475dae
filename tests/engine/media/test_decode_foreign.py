"""Photos of phones, and other pictures that only ffmpeg reads."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow

from engine.media import Image, Video, colour, load, profiles
from tests.engine.media import icc_profiles
from tests.engine.media.heif_files import heic
from tests.engine.media.refusals import put, refusal


@pytest.fixture
def scene() -> np.ndarray:
    """A picture of 128 x 192, of which no two quarters are alike."""
    y, x = np.mgrid[0:128, 0:192]
    return np.stack([x, 2 * y % 256, (x + y) // 2], -1).astype(np.uint8)


@pytest.mark.parametrize(("turns", "depth"), [(0, 8), (1, 8), (3, 10)])
def test_a_grid_of_tiles_is_one_upright_picture(tmp_path, ffmpeg, scene, turns, depth):
    back = load(heic(tmp_path / "phone.heic", scene, ffmpeg, turns=turns, depth=depth))
    assert isinstance(back, Image)
    assert np.abs(back.pixels.astype(int) - np.rot90(scene, turns)).mean() < 1


def test_its_profile_and_its_numbers_are_honoured(tmp_path, ffmpeg, scene):
    profile = icc_profiles.rgb(icc_profiles.P3_COLUMNS)
    expected = np.asarray(profiles.in_srgb(Pillow.fromarray(scene), profile), dtype=int)
    assert np.abs(expected - scene).mean() > 5
    for options in ({"icc": profile}, {"nclx": (12, 13)}):
        back = load(heic(tmp_path / "wide.heic", scene, ffmpeg, **options))
        assert np.abs(back.pixels - expected).mean() < 1.5
    bright = load(heic(tmp_path / "bright.heic", scene, ffmpeg, depth=10, nclx=(9, 18)))
    mapped = colour.to_srgb(scene, colour.chromaticities_of(9), colour.light(colour.HLG, 8))
    assert np.abs(bright.pixels - mapped.astype(int)).mean() < 2


def test_a_photo_cut_off_is_refused_by_its_name(tmp_path, ffmpeg, scene):
    whole = heic(tmp_path / "phone.heic", scene, ffmpeg).read_bytes()
    assert "HEIC" in refusal(put(tmp_path / "cut.heic", whole[: len(whole) // 2]), "save-as-picture")


def test_avif_with_a_profile(tmp_path, scene):
    profile = icc_profiles.rgb(icc_profiles.P3_COLUMNS)
    Pillow.fromarray(scene).save(tmp_path / "a.avif", quality=100, subsampling="4:4:4", icc_profile=profile)
    expected = np.asarray(profiles.in_srgb(Pillow.fromarray(scene), profile), dtype=int)
    assert np.abs(load(tmp_path / "a.avif").pixels - expected).mean() < 2


def test_jpeg_xl(tmp_path, ffmpeg, scene):
    Pillow.fromarray(scene).save(tmp_path / "a.png")
    path = ffmpeg("a.jxl", "-i", str(tmp_path / "a.png"), "-c:v", "libjxl", "-distance", "0.1", "-frames:v", "1")
    assert np.abs(load(path).pixels - scene.astype(int)).mean() < 1.5
    data = path.read_bytes()
    assert "JPEG XL" in refusal(put(tmp_path / "cut.jxl", data[: len(data) // 2]), "save-as-picture")


def test_an_animated_jpeg_xl_is_the_film_that_a_player_shows(ffmpeg):
    shown = ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=4:d=1.5", "-pix_fmt", "rgb24"]
    film = load(ffmpeg("a.jxl", *shown, "-c:v", "libjxl_anim", "-distance", "0", "-f", "image2pipe"))
    assert isinstance(film, Video)
    assert (film.frames.shape, film.fps) == ((6, 48, 64, 3), 4.0)
    wanted = np.fromfile(ffmpeg("a.rgb", *shown, "-f", "rawvideo"), np.uint8).reshape(film.frames.shape)
    assert np.abs(film.frames - wanted.astype(int)).max() <= 1
