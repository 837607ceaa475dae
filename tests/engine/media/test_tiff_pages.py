"""Of the directories of a TIFF the picture is found; raw photos are told by them."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest

from engine.media import load
from engine.media.tiff_pages import Directories, directories
from tests.engine.media.refusals import put, refusal


def _directory(entries: dict[int, tuple[int, list[int]]], at: int, order: str = "<", after: int = 0) -> bytes:
    """A directory of 2-byte (3) and 4-byte (4) and 1-byte (1) numbers that lies at a place of the file."""
    rows, extra = b"", b""
    room = at + 6 + 12 * len(entries)
    for tag, (kind, values) in sorted(entries.items()):
        data = struct.pack(order + {1: "B", 3: "H", 4: "I"}[kind] * len(values), *values)
        if len(data) > 4:
            place, extra = room + len(extra), extra + data + b"\0" * (len(data) % 2)
            data = struct.pack(order + "I", place)
        rows += struct.pack(order + "HHI", tag, kind, len(values)) + data.ljust(4, b"\0")
    return struct.pack(order + "H", len(entries)) + rows + struct.pack(order + "I", after) + extra


def _with_thumbnail(order: str, **options: dict[int, tuple[int, list[int]]]) -> bytes:
    """A thumbnail of 6 x 4 in grey 10, and below its directory a picture of 24 x 16 in grey 200."""
    picture = {254: (4, [0]), 256: (4, [24]), 257: (4, [16]), 258: (3, [8]), 259: (3, [1]), 262: (3, [1])}
    picture |= {273: (4, [1100]), 277: (3, [1]), 278: (4, [16]), 279: (4, [384])} | options.get("below", {})
    small = {254: (4, [1]), 256: (4, [6]), 257: (4, [4]), 258: (3, [8]), 259: (3, [1]), 262: (3, [1])}
    small |= {273: (4, [1000]), 277: (3, [1]), 278: (4, [4]), 279: (4, [24]), 330: (4, [500])} | options.get(
        "above", {}
    )
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8) + _directory(small, 8, order)
    data = head.ljust(500, b"\0") + _directory(picture, 500, order)
    return data.ljust(1000, b"\0") + bytes([10] * 24).ljust(100, b"\0") + bytes([200] * 384)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_thumbnail_is_not_taken_for_the_picture_below_it(tmp_path, order):
    back = load(put(tmp_path / "a.tif", _with_thumbnail(order)))
    assert back.pixels.shape == (16, 24, 1)
    assert (back.pixels == 200).all()


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ({50706: (1, [1, 4, 0, 0])}, {262: (3, [32803])}, "DNG"),
        ({50706: (1, [1, 4, 0, 0])}, {}, "DNG"),
        ({}, {262: (3, [32803])}, "TIFF"),
        ({}, {262: (3, [34892])}, "TIFF"),
    ],
)
def test_raw_photos_are_refused_by_name(tmp_path, above, below, name):
    data = _with_thumbnail("<", above=above, below=below)
    sentence = refusal(put(tmp_path / "photo.dng", data), "raw-photo")
    assert f"raw photo ({name})" in sentence
    assert "JPEG or PNG" in sentence


def test_damaged_directories_say_nothing():
    whole = _with_thumbnail("<")
    for length in (0, 4, 9, 40, 510):
        assert directories(io.BytesIO(whole[:length])).raw == ""
    noise = np.random.default_rng(3)
    for _ in range(50):
        torn = bytearray(whole)
        torn[int(noise.integers(4, 700))] = int(noise.integers(256))
        assert isinstance(directories(io.BytesIO(torn)), Directories)
    endless = b"II*\0" + struct.pack("<I", 8) + _directory({254: (4, [0])}, 8, after=8)
    assert directories(io.BytesIO(endless)) == Directories()
