"""Pictures with an ICC profile come in in the colours that it says."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image as Pillow, ImageCms

from engine.media import load
from engine.media.profiles import in_srgb
from tests.engine.media import icc_profiles as icc


@pytest.fixture
def ramps() -> Pillow.Image:
    """Colours of every hue, some beyond what the profiles here share."""
    y, x = np.mgrid[0:96, 0:128]
    return Pillow.fromarray(np.stack([2 * x, 2.6 * y, 128 + 100 * np.sin(x / 9)], -1).astype(np.uint8))


def _managed(image: Pillow.Image, profile: bytes) -> np.ndarray:
    """The picture in sRGB as Pillow's own colour management makes it."""
    source, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    return np.asarray(ImageCms.profileToProfile(image, source, srgb, 1, "RGB"))


@pytest.mark.parametrize(
    "profile",
    [
        icc.rgb(icc.P3_COLUMNS),  # as phones write it
        icc.rgb(icc.ADOBE_COLUMNS, 2.19921875),
        icc.rgb(icc.SRGB_COLUMNS[::-1]),  # red and blue are swapped
        icc.rgb(icc.SRGB_COLUMNS, 1.0),
    ],
    ids=["Display P3", "Adobe RGB", "swapped", "linear"],
)
@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jpg"])
def test_a_profile_is_honoured_in_every_format(tmp_path, ramps, profile, suffix):
    options = {".jpg": {"quality": 98, "subsampling": 0}, ".webp": {"lossless": True}}.get(suffix, {})
    ramps.save(tmp_path / f"a{suffix}", icc_profile=profile, **options)
    with Pillow.open(tmp_path / f"a{suffix}") as plain:
        expected = _managed(plain.convert("RGB"), profile)
    assert np.abs(expected.astype(int) - np.asarray(ramps)).max() > 20
    assert np.array_equal(load(tmp_path / f"a{suffix}").pixels, expected)


def test_transparency_and_palettes_keep_their_profile(tmp_path, ramps):
    profile = icc.rgb(icc.P3_COLUMNS)
    clear = ramps.copy()
    clear.putalpha(Pillow.linear_gradient("L").resize(ramps.size))
    clear.save(tmp_path / "clear.png", icc_profile=profile)
    pixels = load(tmp_path / "clear.png").pixels
    assert np.array_equal(pixels[..., :3], _managed(ramps, profile))
    assert np.array_equal(pixels[..., 3], np.asarray(clear)[..., 3])
    few = ramps.quantize(16)
    few.save(tmp_path / "few.png", icc_profile=profile)
    assert np.array_equal(load(tmp_path / "few.png").pixels, _managed(few.convert("RGB"), profile))


def test_grey_pictures_stay_grey(tmp_path):
    grey = Pillow.linear_gradient("L")
    for name, profile in (("grey.png", icc.grey(1.0)), ("colour.png", icc.rgb(icc.SRGB_COLUMNS, 1.0))):
        grey.save(tmp_path / name, icc_profile=profile)
        pixels = load(tmp_path / name).pixels
        assert pixels.shape == (256, 256, 1)
        assert pixels[55, 0, 0] == pytest.approx(128, abs=2)  # a fifth of the light is half way up


def test_a_profile_that_says_srgb_changes_no_pixel(tmp_path, ramps):
    ramps.save(tmp_path / "own.png", icc_profile=icc.rgb(icc.SRGB_COLUMNS))
    ramps.save(tmp_path / "usual.png", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for name in ("own.png", "usual.png"):
        assert np.array_equal(load(tmp_path / name).pixels, np.asarray(ramps))


@pytest.mark.parametrize("profile", [b"", b"not a profile", icc.rgb(icc.P3_COLUMNS)[:200], icc.grey(1.0)])
def test_a_profile_that_is_broken_or_not_of_this_picture_counts_as_none(ramps, profile):
    assert np.array_equal(np.asarray(in_srgb(ramps, profile)), np.asarray(ramps))


def test_inks_become_colours(tmp_path):
    inks = Pillow.new("CMYK", (8, 8), (0, 255, 255, 0))
    for profile in (None, icc.rgb(icc.P3_COLUMNS)):  # one that is not of inks is none
        inks.save(tmp_path / "inks.tif", **({"icc_profile": profile} if profile else {}))
        assert load(tmp_path / "inks.tif").pixels[4, 4].tolist() == [255, 0, 0]


def test_lab_pictures_are_read(tmp_path):
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    picture = ImageCms.profileToProfile(Pillow.new("RGB", (8, 8), (200, 90, 30)), srgb, lab, outputMode="LAB")
    picture.save(tmp_path / "lab.tif")
    assert np.abs(load(tmp_path / "lab.tif").pixels[4, 4].astype(int) - (200, 90, 30)).max() <= 3
