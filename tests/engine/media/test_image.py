from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.media import Audio, Grid, Image, load

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_its_own_samples_give_back_every_pixel(channels, lookup):
    image = Image(np.random.default_rng(channels).integers(0, 256, (17, 23, channels), dtype=np.uint8))
    samples = image.samples()
    kept = json.loads(json.dumps(dict(image.grid.constants)))
    grid = Grid(image.grid.shape, image.grid.channels, kept)
    restored = Image.from_field(lookup(samples, grid), grid)
    assert np.array_equal(restored.pixels, image.pixels)


def test_samples_are_centred_and_fill_the_range(photo):
    samples = photo.samples()
    assert samples.coordinates.shape == (2400, 2)
    assert samples.coordinates.dtype == samples.values.dtype == np.float32
    assert np.abs(samples.values.mean(axis=0)).max() < 1e-5
    assert np.abs(samples.values).max() == pytest.approx(1)
    assert samples.peak == 2 / photo.grid.constants["gain"]


def test_decibels_of_samples_are_those_of_pixels(photo):
    samples = photo.samples()
    noise = np.random.default_rng(0).normal(0, 0.02, samples.values.shape)
    ours = 10 * np.log10(samples.peak**2 / np.mean(noise**2))
    pixels = photo.pixels.reshape(-1, 3) + noise * photo.grid.constants["gain"] * 127.5
    theirs = 10 * np.log10(255**2 / np.mean((pixels - photo.pixels.reshape(-1, 3)) ** 2))
    assert ours == pytest.approx(theirs, abs=1e-6)


def test_black_stays_black():
    black = Image(np.zeros((5, 4, 3), np.uint8))
    samples = black.samples()
    assert np.all(samples.values == 0)
    assert black.grid.constants["gain"] == 1
    assert black.complexity() >= 1
    restored = Image.from_field(lambda points: np.zeros((len(points), 3), np.float32), black.grid)
    assert black.compare(restored)["psnr"] == 200


def test_a_field_that_is_not_a_number_gives_a_picture(photo):
    restored = Image.from_field(lambda points: np.full((len(points), 3), np.nan, np.float32), photo.grid)
    assert restored.pixels.shape == photo.pixels.shape


def test_finer_is_larger(photo, lookup):
    grid = photo.grid.finer(1.5)
    assert Image.from_field(lookup(photo.samples(), photo.grid), grid).pixels.shape == (60, 90, 3)


@pytest.mark.parametrize("samples", [1, 2, 7, 599, 2399])
def test_scaled_has_at_most_so_many_pixels(photo, samples):
    height, width = photo.scaled(samples).pixels.shape[:2]
    assert 1 <= height * width <= samples
    if samples > 500:
        assert width / height == pytest.approx(1.5, rel=0.06)


def test_scaled_is_itself_where_it_is_small_enough(photo):
    assert photo.scaled(2400) is photo


def test_a_strip_can_be_scaled():
    assert Image(np.zeros((1, 1000, 3), np.uint8)).scaled(100).pixels.shape == (1, 100, 3)


def test_transparent_pixels_do_not_bleed():
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[:, 20:] = (255, 255, 255, 255)  # the left is black, but nobody sees it
    small = Image(pixels).scaled(100).pixels
    assert small[small[..., 3] > 0][:, :3].min() > 250


def test_frequency_is_the_same_across_and_along(photo):
    assert photo.frequency == (pytest.approx(40 / 60), 1)


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tiff"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_exact_formats_are_exact(tmp_path, photo, suffix, channels):
    pixels = np.concatenate([photo.pixels, photo.pixels[..., ::-1]], axis=2)[..., :channels]
    image = Image(np.ascontiguousarray(pixels))
    image.write(tmp_path / f"out{suffix}")
    back = load(tmp_path / f"out{suffix}")
    measures = image.compare(back)
    assert measures == {"psnr": 200, "ssim": 1, "mae": 0, "rmse": 0}


def test_jpeg_is_close_and_flattens_on_white(tmp_path):
    pixels = np.zeros((16, 16, 4), np.uint8)
    Image(pixels).write(tmp_path / "clear.jpg")
    back = load(tmp_path / "clear.jpg")
    assert back.pixels.shape == (16, 16, 3)
    assert back.pixels.min() == 255


def test_comparing_with_another_size_and_colour(photo):
    small = photo.scaled(600)
    assert 15 < photo.compare(small)["psnr"] < 60
    grey = Image(photo.pixels[..., :1].copy())
    assert set(grey.compare(photo)) == {"psnr", "ssim", "mae", "rmse"}


def test_comparing_with_a_sound_is_an_error(photo, tone):
    with pytest.raises(ValueError, match="cannot be compared"):
        photo.compare(tone)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_single_pixel_has_something_to_say(channels):
    one = Image(np.full((1, 1, channels), 7, np.uint8))
    assert one.complexity() <= channels
    assert one.quality_with(channels) == 200


def test_complexity_tells_smooth_from_noisy(photo):
    noise = Image(np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8))
    assert 1 <= photo.scaled(600).complexity() < photo.complexity() < noise.complexity() <= 40 * 60 * 3


def test_what_the_channels_say_alike_counts_once():
    noise = np.random.default_rng(0).integers(0, 256, (64, 64), dtype=np.uint8)
    grey, coloured = Image(noise[..., None]), Image(np.stack([noise] * 3, axis=2))
    apart = Image(np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8))
    assert grey.complexity() == pytest.approx(coloured.complexity(), rel=0.05)
    assert apart.complexity() > 2.5 * grey.complexity()
    # What is left out is told over all three channels, and all three show it.
    assert coloured.quality_with(1000) == pytest.approx(grey.quality_with(1000), abs=0.1)


def test_a_strangers_grid_is_refused(photo):
    def field(points: np.ndarray) -> np.ndarray:
        return np.zeros((len(points), 3), np.float32)

    for grid in (Grid((4,), 3), Grid((4, 4), 2), Grid((4, 4), 3), Grid((4, 4), 4, photo.grid.constants)):
        with pytest.raises(ValueError, match=r"grid|constant|frames a second"):
            Image.from_field(field, grid)


def test_grey_pixels_need_no_third_axis(tmp_path):
    image = Image(np.arange(12, dtype=np.uint8).reshape(3, 4))
    assert image.pixels.shape == (3, 4, 1)
    image.write(str(tmp_path / "grey.png"))
    assert np.array_equal(load(str(tmp_path / "grey.png")).pixels, image.pixels)


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((4, 4, 2), np.uint8), np.zeros((0, 4, 3), np.uint8), np.zeros((4, 4, 3), np.float32), np.zeros(9)],
)
def test_what_are_no_pixels_is_said_with_what_are(pixels):
    with pytest.raises(ValueError, match=r"an image is uint8 .* \(H, W\) or \(H, W, C\) .*, not (uint8|float)"):
        Image(pixels)


def test_a_picture_is_opened_rendered_and_written_without_the_libraries_of_other_media(tmp_path, photo):
    photo.write(tmp_path / "photo.png")
    code = (
        "import sys; from engine.media import Image, load; image = load(sys.argv[1]); "
        "Image.from_values(image.samples().values, image.grid).write(sys.argv[2]); "
        "print([name for name in ('scipy', 'skimage', 'trimesh', 'igl', 'soundfile', 'torch') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "photo.png"), str(tmp_path / "again.png")]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"
    assert np.array_equal(load(tmp_path / "again.png").pixels, photo.pixels)


def test_describe(photo, tone):
    assert photo.describe() == "60 x 40, colour"
    assert isinstance(tone, Audio)
    assert photo.parts() == (photo,)
    with pytest.raises(TypeError):
        photo.joined(tone)


def test_grey_and_colour_differ_whichever_comes_first(photo):
    grey = Image(photo.pixels.mean(axis=2).astype(np.uint8))
    there, back = grey.compare(photo), photo.compare(grey)
    assert there["psnr"] == back["psnr"] < 20
    assert there["mae"] == back["mae"] > 10
    clear = Image(np.concatenate([photo.pixels, np.full((40, 60, 1), 9, np.uint8)], axis=2))
    assert clear.compare(photo)["psnr"] == photo.compare(clear)["psnr"] < 20
