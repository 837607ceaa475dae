"""TIFF pictures of floating-point numbers, planes and other depths."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow

from engine.media import decode_tiff, load, tiff_rows
from engine.media.decode import decode
from engine.media.decode_tiff import decode_with_tifffile, eight_bits
from engine.media.wire import Refused
from tests.engine.media import icc_profiles
from tests.engine.media.refusals import put, refusal

tifffile = pytest.importorskip("tifffile")


@pytest.fixture
def levels() -> np.ndarray:
    """Colours (H, W, 3) of every level."""
    y, x = np.mgrid[0:96, 0:128]
    return np.stack([2 * x, 2 * y, x + y], -1).astype(np.uint8)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
@pytest.mark.parametrize("planes", ["contig", "separate"])
def test_floating_point_colours(tmp_path, levels, order, dtype, planes):
    values = levels / 255 if planes == "contig" else np.moveaxis(levels / 255, -1, 0)
    tifffile.imwrite(tmp_path / "a.tif", values.astype(dtype), byteorder=order, photometric="rgb", planarconfig=planes)
    assert np.abs(load(tmp_path / "a.tif").pixels.astype(int) - levels).max() <= (1 if dtype == "f2" else 0)


def test_grey_with_opacity_and_deflated(tmp_path, levels):
    values = levels[..., :2].astype(np.uint16) * 257
    options = {"photometric": "minisblack", "extrasamples": ["unassalpha"], "compression": "zlib"}
    tifffile.imwrite(tmp_path / "a.tif", values, planarconfig="contig", **options)
    pixels = load(tmp_path / "a.tif").pixels
    assert np.array_equal(pixels[..., 0], levels[..., 0])
    assert np.array_equal(pixels[..., 3], levels[..., 1])


def test_what_is_not_read_is_refused_by_name(tmp_path):
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((8, 8, 3), np.complex64), photometric="rgb")
    refusal(tmp_path / "a.tif", "save-as-picture")
    whole = (tmp_path / "a.tif").read_bytes()
    refusal(put(tmp_path / "cut.tif", whole[: len(whole) // 3]), "save-as-picture")


def test_signed_integers_are_black_at_zero_or_where_they_are_least(tmp_path, levels):
    """As scikit-image shows them without negative numbers, and ImageMagick with some."""
    above, around = (levels.astype(np.int32) * 32767 + 127) // 255, levels.astype(np.int32) * 257 - 32768
    for values in (above, around):
        for channels in (values, values[..., 0]):
            form = "rgb" if channels.ndim == 3 else "minisblack"
            tifffile.imwrite(tmp_path / "a.tif", channels.astype(np.int16), photometric=form, compression="zlib")
            pixels = decode(tmp_path / "a.tif").arrays["pixels"]
            assert np.abs(pixels.astype(int) - levels[..., : pixels.shape[2]]).max() <= 1


@pytest.mark.parametrize("kind", [np.uint16, np.float32])
@pytest.mark.parametrize("planes", ["contig", "separate"])
def test_dark_tones_of_linear_light_have_no_bands(tmp_path, kind, planes):
    light = np.broadcast_to(np.linspace(0, 0.02, 256)[None, :, None], (4, 256, 3))
    expected = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    values = np.rint(light * 65535) if kind is np.uint16 else light
    values = (values if planes == "contig" else np.moveaxis(values, -1, 0)).astype(kind)
    icc = icc_profiles.rgb(icc_profiles.SRGB_COLUMNS, 1.0)
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb", planarconfig=planes, iccprofile=icc)
    pixels = decode(tmp_path / "a.tif").arrays["pixels"]
    assert np.abs(pixels - expected).max() <= 1


@pytest.mark.parametrize(
    "options",
    [
        {"compression": "zlib", "rowsperstrip": 7}, {"compression": "zlib", "predictor": True, "tile": (16, 32)},
        {"compression": None}, {"compression": "zlib", "planarconfig": "separate", "rowsperstrip": 7},
        {"compression": None, "planarconfig": "separate"},
        {"compression": "zlib", "planarconfig": "separate", "tile": (16, 16)},
    ],
    ids=str,
)  # fmt: skip
def test_large_pictures_are_reduced_while_they_are_read(tmp_path, monkeypatch, levels, options):
    monkeypatch.setattr(decode_tiff, "KEPT_PIXELS", 200)
    monkeypatch.setattr(tiff_rows, "BAND", 5_000)
    values = levels[:95, :127].astype(np.uint16) * 257
    given = np.moveaxis(values, -1, 0) if "planarconfig" in options else values
    tifffile.imwrite(tmp_path / "a.tif", given, photometric="rgb", **options)
    image = decode_tiff.decode_with_tifffile(tmp_path / "a.tif")
    filled = np.pad(levels[:95, :127].astype(float), [(0, 1), (0, 2), (0, 0)], "edge")
    blocks = filled.reshape(32, 3, 43, 3, 3).mean(axis=(1, 3))
    assert image.info["size"] == (127, 95)
    assert np.abs(np.asarray(image) - blocks).max() <= 0.51


def test_a_fourth_channel_that_is_no_opacity_is_left_out(tmp_path, levels):
    values = np.concatenate([levels, np.zeros_like(levels[..., :1])], axis=-1).astype(np.uint16) * 257
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb", extrasamples=["unspecified"], compression="zlib")
    assert np.array_equal(decode(tmp_path / "a.tif").arrays["pixels"], levels)


def test_where_white_is_in_floating_point_numbers():
    ramp = np.linspace(0, 1, 256, dtype=np.float32)
    assert np.array_equal(eight_bits(ramp), np.arange(256))
    assert np.array_equal(eight_bits(ramp * 255), np.arange(256))
    shining = np.concatenate([ramp, [5.0]]).astype(np.float32)  # a light, brighter than white
    assert np.array_equal(eight_bits(shining), [*range(256), 255])
    assert eight_bits(np.array([-1, 1], np.float32)).tolist() == [0, 255]
    assert eight_bits(np.array([0, 4095], np.uint16), 12).tolist() == [0, 255]


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_picture_with_values_that_are_not_numbers_is_refused(tmp_path, number, kind, channels):
    values = np.full((8, 8, channels), 0.5, kind)
    values[3, 4, -1] = number
    photometric, extra = ("minisblack", None) if channels == 1 else ("rgb", ["assocalpha"] if channels == 4 else None)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, values if channels > 1 else values[..., 0], photometric=photometric, extrasamples=extra)
    with pytest.raises(Refused, match="some of its values are not numbers"):  # here, as a process takes a second
        decode_with_tifffile(path)
    values[3, 4, -1] = 0.5
    tifffile.imwrite(path, values if channels > 1 else values[..., 0], photometric=photometric, extrasamples=extra)
    assert decode_with_tifffile(path).size == (8, 8)


def test_so_is_one_that_is_nothing_else_whoever_reads_it(tmp_path):
    Pillow.fromarray(np.full((8, 8), np.nan, np.float32)).save(tmp_path / "nan.tiff")
    assert "not numbers" in refusal(tmp_path / "nan.tiff", "damaged")
