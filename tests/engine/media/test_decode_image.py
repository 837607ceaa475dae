"""Pictures of every format come in upright and in 8 bits; what is damaged or huge is refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from engine.media import Image, load
from engine.media.decode import decode
from tests.engine.media.refusals import put, refusal


def _saved(path: Path, image: Pillow.Image, **options: object) -> Image:
    image.save(path, **options)
    loaded = load(path)
    assert isinstance(loaded, Image)
    return loaded


def test_it_is_upright(tmp_path):
    picture = Pillow.new("RGB", (40, 20), "red")
    exif = Pillow.Exif()
    exif[0x0112] = 6  # held on its side
    assert _saved(tmp_path / "held.jpg", picture, exif=exif).pixels.shape == (40, 20, 3)
    picture.save(tmp_path / "tag.png", exif=exif)
    assert load(tmp_path / "tag.png").pixels.shape == (40, 20, 3)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, [255]),
        ("L", 77, [77]),
        ("LA", (77, 128), [77, 77, 77, 128]),
        ("RGB", (1, 2, 3), [1, 2, 3]),
        ("RGBA", (1, 2, 3, 4), [1, 2, 3, 4]),
        ("I;16", 0x8000, [128]),
    ],
)
def test_modes_of_png(tmp_path, mode, colour, expected):
    image = _saved(tmp_path / "mode.png", Pillow.new(mode, (5, 3), colour))
    assert image.pixels.shape == (3, 5, len(expected))
    assert image.pixels[1, 2].tolist() == expected


def test_palettes_are_grey_or_colour_or_clear(tmp_path):
    colours = Pillow.new("RGB", (4, 4), (10, 200, 30)).quantize(4)
    assert _saved(tmp_path / "p.png", colours).pixels[0, 0].tolist() == [10, 200, 30]
    grey = Pillow.new("RGB", (4, 4), (9, 9, 9)).quantize(4)
    assert _saved(tmp_path / "grey.png", grey).pixels.shape == (4, 4, 1)
    assert _saved(tmp_path / "clear.png", colours, transparency=0).pixels.shape == (4, 4, 4)


def test_print_colours_and_float_tiff(tmp_path):
    assert _saved(tmp_path / "cmyk.jpg", Pillow.new("CMYK", (8, 8), (0, 0, 0, 0))).pixels[0, 0].tolist() == [255] * 3
    ramp = np.linspace(0, 1, 64, dtype=np.float32).reshape(8, 8)
    ramp[0, 1] = np.nan
    pixels = _saved(tmp_path / "float.tiff", Pillow.fromarray(ramp)).pixels
    assert (pixels[0, 0, 0], pixels[0, 1, 0], pixels[7, 7, 0]) == (0, 0, 255)


@pytest.mark.parametrize("suffix", [".bmp", ".gif", ".webp", ".tif"])
def test_other_formats(tmp_path, suffix):
    image = _saved(tmp_path / f"still{suffix}", Pillow.new("RGB", (6, 5), "white"))
    assert image.pixels.shape[:2] == (5, 6)
    assert image.pixels.min() == 255


def test_a_large_photo_is_reduced(tmp_path):
    Pillow.new("RGB", (6000, 4000), (90, 100, 110)).save(tmp_path / "camera.jpg")
    image = load(tmp_path / "camera.jpg")
    assert image.pixels.shape == (1672, 2508, 3)
    assert np.abs(image.pixels[500, 500].astype(int) - (90, 100, 110)).max() <= 2


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".gif", ".webp"])
def test_a_picture_is_opened_once(tmp_path, monkeypatch, suffix):
    path, opened = tmp_path / f"still{suffix}", []
    Pillow.new("RGB", (6, 5), "white").save(path)
    open_picture = Pillow.open
    monkeypatch.setattr(
        Pillow, "open", lambda *given, **options: opened.append(given) or open_picture(*given, **options)
    )
    assert decode(path).arrays["pixels"].shape[:2] == (5, 6)
    assert len(opened) == 1


def png(width: int, height: int) -> bytes:
    """The first bytes of a PNG that claims this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def test_pictures_cut_off(tmp_path):
    noise = Pillow.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), dtype=np.uint8))
    for suffix in ("png", "jpg", "webp", "tiff", "bmp"):
        path = tmp_path / f"cut.{suffix}"
        noise.save(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
        assert "damaged" in refusal(path, "damaged")


def test_a_picture_that_claims_to_be_huge(tmp_path):
    (tmp_path / "giant.png").write_bytes(png(50_000, 50_000))
    assert "50,000 x 50,000" in refusal(tmp_path / "giant.png", "too-large")
    (tmp_path / "none.png").write_bytes(png(0, 5))
    refusal(tmp_path / "none.png", "damaged")
    (tmp_path / "lies.png").write_bytes(png(10_000, 10_000))
    assert "damaged" in refusal(tmp_path / "lies.png", "damaged")


def test_a_real_bomb(tmp_path):
    """A file of 60 KB that is 196 megapixels when it is opened comes in small; one more row is refused."""
    Pillow.new("1", (14_000, 14_000)).save(tmp_path / "bomb.png")
    image = load(tmp_path / "bomb.png")
    assert image.pixels.shape == (2048, 2048, 1)
    Pillow.new("1", (14_300, 14_000)).save(tmp_path / "more.png")
    assert "200 million" in refusal(tmp_path / "more.png", "too-large")


def test_pillow_is_given_no_dangerous_formats(tmp_path):
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"
    refusal(put(tmp_path / "script.eps", eps), "unknown-type")
    refusal(put(tmp_path / "script.png", eps), "unknown-type")


def test_what_is_read_smaller_says_how_large_it_is(tmp_path):
    large, turned = Pillow.new("RGB", (2400, 1900), "teal"), Pillow.Exif()
    turned[0x0112] = 6
    large.save(tmp_path / "large.png")
    large.save(tmp_path / "turned.jpg", exif=turned)
    Pillow.fromarray(np.arange(64, dtype=np.uint16).reshape(8, 8) * 999).save(tmp_path / "deep.png")
    Pillow.new("RGB", (8, 8)).save(tmp_path / "small.png")
    found = {name: load(tmp_path / name) for name in ("large.png", "turned.jpg", "deep.png", "small.png")}
    assert found["large.png"].source == {"width": 2400, "height": 1900}
    assert found["turned.jpg"].source == {"width": 1900, "height": 2400}
    assert found["large.png"].pixels.shape == (1822, 2301, 3)
    assert found["large.png"].scaled(100).source == {}
    assert found["deep.png"].source == {"bits": 16}
    assert found["small.png"].source == {}
