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
    pixels = _saved(tmp_path / "float.tiff", Pillow.fromarray(ramp)).pixels
    assert (pixels[0, 0, 0], pixels[7, 7, 0]) == (0, 255)


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
    refusal(put(tmp_path / "script.eps", eps), "save-as-picture")
    refusal(put(tmp_path / "script.png", eps), "save-as-picture")


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


def _ramps() -> np.ndarray:
    y, x = np.mgrid[0:96, 0:128]
    return np.stack([2 * x, 2 * y, x + y], -1).astype(np.uint8)


def test_a_broken_exif_block_refuses_no_picture(tmp_path):
    for number, block in enumerate(
        (b"Exif\0\0\xff\xff\xff\xff\0\0\0\x08none", b"Exif\0\0MM\0*\0\0\0\x08\0\x09\x01", b"Exif")
    ):
        for suffix in (".jpg", ".webp", ".png"):
            path = tmp_path / f"{number}{suffix}"
            Pillow.fromarray(_ramps()).save(path, exif=block, quality=95)
            assert Image(_ramps()).compare(load(path))["psnr"] > 35


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize(
    "beside",
    [
        chunk(b"zTXt", b"workflow\0\0" + zlib.compress(b"x" * 5_000_000)),
        chunk(b"tEXt", b"workflow\0" + b"x" * 5_000_000),
        chunk(b"iTXt", b"workflow\0\1\0\0\0" + zlib.compress(b"x" * 5_000_000)),
        chunk(b"tEXt", b"torn\0words")[:-1] + b"!",
        chunk(b"gAMA", b"\0"),
        chunk(b"iCCP", b"none\0\7nothing"),
        chunk(b"tRNS", b"\0"),
        chunk(b"eXIf", b"nothing"),
        chunk(b"cHRM", bytes(32)),
    ],
    ids=["zTXt", "tEXt", "iTXt", "checksum", "gAMA", "iCCP", "tRNS", "eXIf", "cHRM"],
)
def test_what_lies_beside_the_pixels_refuses_no_picture(tmp_path, beside):
    Pillow.fromarray(_ramps()).save(tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "before.png").write_bytes(whole[:33] + beside + whole[33:])
    (tmp_path / "after.png").write_bytes(whole[:-12] + beside + whole[-12:])
    (tmp_path / "endless.png").write_bytes(whole[:-12] + beside[: len(beside) // 2])
    (tmp_path / "tail.png").write_bytes(whole + bytes(1000))
    for name in ("before", "after", "endless", "tail"):
        assert np.array_equal(load(tmp_path / f"{name}.png").pixels, _ramps())


def test_a_colour_that_is_declared_transparent_is_clear(tmp_path):
    pixels = _ramps()
    pixels[20:70, 20:90] = (255, 0, 255)
    Pillow.fromarray(pixels).save(tmp_path / "key.png", transparency=(255, 0, 255))
    back = load(tmp_path / "key.png").pixels
    assert np.array_equal(back[..., :3], pixels)
    assert np.array_equal(back[..., 3] == 0, (pixels == (255, 0, 255)).all(axis=-1))


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_a_grey_that_is_declared_transparent_is_clear_at_every_depth(tmp_path, depth):
    values = np.arange(16) % (1 << depth)
    packed = {
        8: values.astype(np.uint8).tobytes(),
        16: values.astype(">u2").tobytes(),
    }.get(depth) or np.packbits((values[:, None] >> np.arange(depth)[::-1] & 1).astype(np.uint8)).tobytes()
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 1, depth, 0, 0, 0, 0))
    data += chunk(b"tRNS", b"\0\1") + chunk(b"IDAT", zlib.compress(b"\0" + packed)) + chunk(b"IEND", b"")
    pixels = load(put(tmp_path / "key.png", data)).pixels
    assert ((pixels[0, :, 3] == 0) == (values == 1)).all()


def test_a_deep_colour_that_is_declared_transparent_is_clear(tmp_path):
    row = np.array([[0x1234, 0x5678, 0x9ABC], [0x1034, 0x5678, 0x9ABC]], ">u2").tobytes()
    data = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0)) + chunk(b"tRNS", row[:6])
    )
    data += chunk(b"IDAT", zlib.compress(b"\0" + row)) + chunk(b"IEND", b"")
    assert load(put(tmp_path / "key.png", data)).pixels[0, :, 3].tolist() == [0, 255]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["grey", "white is zero", "colour"])
def test_sixteen_bits_are_read_alike_in_both_byte_orders(tmp_path, order, kind):
    tifffile = pytest.importorskip("tifffile")
    dark = np.tile(np.arange(40, dtype=np.uint16) * 5, (40, 1))
    values = np.stack([dark] * 3, axis=-1) if kind == "colour" else 65535 - dark if kind == "white is zero" else dark
    photometric = {"grey": "minisblack", "white is zero": "miniswhite", "colour": "rgb"}[kind]
    tifffile.imwrite(tmp_path / "dark.tif", values, byteorder=order, photometric=photometric)
    pixels = load(tmp_path / "dark.tif").pixels
    assert pixels.max() <= 1  # 195 of 65,535


def test_gamma_and_primaries_of_a_png(tmp_path):
    Pillow.fromarray(_ramps()).save(tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()

    def loaded(*beside: bytes) -> np.ndarray:
        return load(put(tmp_path / "b.png", whole[:33] + b"".join(beside) + whole[33:])).pixels

    linear = loaded(chunk(b"gAMA", struct.pack(">I", 100_000)))
    light = _ramps() / 255
    expected = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    assert np.abs(linear - 255 * expected).max() <= 1
    assert np.array_equal(loaded(chunk(b"gAMA", struct.pack(">I", 45_455))), _ramps())
    assert np.array_equal(loaded(chunk(b"gAMA", struct.pack(">I", 100_000)), chunk(b"sRGB", b"\0")), _ramps())
    assert np.array_equal(loaded(chunk(b"cICP", bytes([1, 13, 0, 1]))), _ramps())
    narrow = loaded(chunk(b"cICP", bytes([1, 13, 0, 0])))  # black is 16 and white 235
    assert np.abs(narrow - ((_ramps() - 16.0) * 255 / 219).clip(0, 255)).max() < 1
    wide = loaded(chunk(b"cICP", bytes([12, 13, 0, 1])), chunk(b"gAMA", struct.pack(">I", 100_000)))
    assert np.abs(wide[0, 120].astype(int) - (255, 0, 123)).max() <= 3  # P3's red of 240 is beyond that of sRGB
