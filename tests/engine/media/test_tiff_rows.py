"""TIFF pictures of floating-point numbers and of packed bits come in, however they were compressed."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image as Pillow

from engine.media.decode import decode
from engine.media.wire import Refused

HEIGHT, WIDTH = 20, 32


@pytest.fixture
def scene() -> np.ndarray:
    """A colour picture in numbers from 0 to 1."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return np.stack([x / 31, y / 19, (x + y) / 50], axis=-1)


def _tiff(path: Path, rows: bytes, *, order: str = "<", **tags: int | list[int]) -> Path:
    """A TIFF with this single strip; tags by their number, as in t258=[32, 32, 32]."""
    given = {256: WIDTH, 257: HEIGHT, 262: 2, 273: 0, 277: 3, 278: HEIGHT, 279: len(rows)}
    given |= {int(name[1:]): value for name, value in tags.items()}
    start = 8 + 2 + 12 * len(given) + 4
    table, after = struct.pack(order + "H", len(given)), b""
    lists = {tag: value for tag, value in given.items() if isinstance(value, list)}
    given[273] = start + sum(2 * len(value) for value in lists.values())
    for tag, value in sorted(given.items()):
        if isinstance(value, list):
            table += struct.pack(order + "HHII", tag, 3, len(value), start + len(after))
            after += struct.pack(f"{order}{len(value)}H", *value)
        else:
            table += struct.pack(order + "HHII", tag, 4, 1, value)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    path.write_bytes(head + table + bytes(4) + after + rows)
    return path


def _lzw(data: bytes) -> bytes:
    """LZW that never learns: every byte is a code of nine bits, with a fresh table before it is full."""
    codes = []
    for start in range(0, len(data), 250):
        codes += [256, *data[start : start + 250]]
    bits = np.array([[code >> (8 - i) & 1 for i in range(9)] for code in [*codes, 257]], np.uint8)
    return np.packbits(bits.ravel()).tobytes()


def _with_predictor(values: np.ndarray) -> bytes:
    """Floating-point numbers (H, W, C) as Adobe's predictor writes them."""
    size = values.dtype.itemsize
    big = values.astype(values.dtype.newbyteorder(">")).reshape(HEIGHT, -1)
    planes = np.moveaxis(big.view(np.uint8).reshape(HEIGHT, -1, size), -1, 1).reshape(HEIGHT, -1, values.shape[2])
    return np.diff(planes, axis=1, prepend=np.zeros((HEIGHT, 1, values.shape[2]), np.uint8)).tobytes()


@pytest.mark.parametrize("form", ["f2", "f4", "f8"])
@pytest.mark.parametrize(("compression", "compress"), [(8, zlib.compress), (5, _lzw), (1, bytes)])
def test_floating_point_numbers_with_their_predictor(tmp_path, scene, form, compression, compress):
    bits = [8 * np.dtype(form).itemsize] * 3
    data = compress(_with_predictor(scene.astype(form)))
    path = _tiff(tmp_path / "f.tif", data, t258=bits, t259=compression, t317=3, t339=[3, 3, 3])
    assert np.abs(decode(path).arrays["pixels"] / 255 - scene).max() < 0.01


@pytest.mark.parametrize("order", ["<", ">"])
def test_floating_point_numbers_in_lzw(tmp_path, scene, order):
    data = _lzw(scene.astype(order + "f4").tobytes())
    path = _tiff(tmp_path / "f.tif", data, order=order, t258=[32] * 3, t259=5, t339=[3, 3, 3])
    assert np.abs(decode(path).arrays["pixels"] / 255 - scene).max() < 0.01


@pytest.mark.parametrize("bits", [10, 12, 14])
def test_packed_bits(tmp_path, scene, bits):
    numbers = np.rint(scene * ((1 << bits) - 1)).astype(int).reshape(HEIGHT, -1)
    packed = np.packbits((numbers[..., None] >> np.arange(bits)[::-1] & 1).reshape(HEIGHT, -1), axis=1)
    path = _tiff(tmp_path / "p.tif", packed.tobytes(), t258=[bits] * 3, t259=1)
    assert np.abs(decode(path).arrays["pixels"] / 255 - scene).max() < 0.01


def test_colours_multiplied_by_their_opacity(tmp_path, scene):
    half = np.concatenate([scene * 0.5, np.full((HEIGHT, WIDTH, 1), 0.5)], axis=-1).astype("<f4")
    path = _tiff(tmp_path / "a.tif", half.tobytes(), t258=[32] * 4, t259=1, t277=4, t338=1, t339=[3] * 4)
    pixels = decode(path).arrays["pixels"]
    assert np.abs(pixels[..., :3] / 255 - scene).max() < 0.01
    assert np.abs(pixels[..., 3].astype(int) - 128).max() <= 1


@pytest.mark.parametrize("order", ["<", ">"])
def test_planes_of_16_bits(tmp_path, scene, order):
    planes = np.rint(np.moveaxis(scene, -1, 0) * 65535).astype(order + "u2")
    tifffile.imwrite(tmp_path / "a.tif", planes, photometric="rgb", planarconfig="separate", byteorder=order)
    parcel = decode(tmp_path / "a.tif")
    assert np.abs(parcel.arrays["pixels"] / 255 - scene).max() < 0.01


@pytest.mark.parametrize("order", ["<", ">"])
def test_compressed_floating_point_grey(tmp_path, scene, order):
    grey = scene[..., 0].astype(order + "f4")
    grey[0, 0] = 3e38  # a highlight
    tifffile.imwrite(tmp_path / "a.tif", grey, compression="lzma", byteorder=order)
    pixels = decode(tmp_path / "a.tif").arrays["pixels"][..., 0]
    assert pixels[0, 0] == 255
    assert np.abs(pixels / 255 - scene[..., 0])[1:].max() < 0.01


@pytest.mark.parametrize("turn", range(1, 9))
def test_grey_that_is_turned(tmp_path, scene, turn):
    grey = np.rint(scene[..., 1] * 200 + scene[..., 0] * 50).astype(np.uint8)
    exif = Pillow.Exif()
    exif[0x0112] = turn
    Pillow.fromarray(grey).save(tmp_path / "a.tif", exif=exif)
    mirrored = grey[:, ::-1] if turn in (2, 4, 5, 7) else grey
    quarters = {1: 0, 2: 0, 3: 2, 4: 2, 5: 1, 6: 3, 7: 3, 8: 1}[turn]
    pixels = decode(tmp_path / "a.tif").arrays["pixels"][..., 0]
    assert np.array_equal(pixels, np.rot90(mirrored, quarters))


def test_whole_numbers_of_32_bits(tmp_path, scene):
    grey = np.rint(scene[..., 0] * ((1 << 32) - 1)).astype("<u4")
    path = _tiff(tmp_path / "u.tif", grey.tobytes(), t258=32, t259=1, t262=1, t277=1)
    assert np.abs(decode(path).arrays["pixels"][..., 0] / 255 - scene[..., 0]).max() < 0.01


@pytest.mark.parametrize(
    "tags", [{"t258": [12] * 3, "t259": 5, "t317": 3}, {"t258": [8] * 3, "t259": 50001}, {"t258": [32] * 3, "t259": 99}]
)
def test_other_kinds_are_refused_by_their_name(tmp_path, tags):
    with pytest.raises(Refused, match="TIFF picture of a kind") as caught:
        decode(_tiff(tmp_path / "a.tif", bytes(6000), **tags))
    assert caught.value.reason == "save-as-picture"


def test_a_broken_detail_of_a_large_tiff_warns_nobody(tmp_path):
    path = tmp_path / "a.tif"
    Pillow.new("RGB", (5, 4), "red").save(path, big_tiff=True)
    path.write_bytes(path.read_bytes().replace(struct.pack("<HHQ", 282, 5, 1), struct.pack("<HHQ", 282, 5, 1 << 40)))
    assert decode(path).arrays["pixels"][0, 0].tolist() == [255, 0, 0]
