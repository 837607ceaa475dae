"""PNG of 16 bits whose numbers are no screen's: converted with all their bits, so that dark tones have no bands."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from engine.media import decode_image
from engine.media.decode import decode

_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}  # the colour type for so many channels
LIGHT = np.linspace(0, 0.02, 240).reshape(12, 20)  # 0 to 38 of 255 on a screen
SHOWN = np.where(LIGHT <= 0.0031308, LIGHT * 12.92, 1.055 * LIGHT ** (1 / 2.4) - 0.055) * 255
TURNED = b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"  # a quarter clockwise


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(path: Path, values: np.ndarray, *chunks: bytes, row_filter: int = 0) -> Path:
    """Values (H, W, C) as a PNG of 16 bits; filter 2 gives each row as what it adds to the one above it."""
    rows = values.astype(">u2").view(np.uint8).reshape(len(values), -1)
    filtered = np.diff(rows, axis=0, prepend=np.zeros_like(rows[:1])) if row_filter == 2 else rows
    lines = b"".join(bytes([row_filter]) + row.tobytes() for row in filtered)
    head = struct.pack(">IIBBBBB", values.shape[1], len(values), 16, _TYPES[values.shape[2]], 0, 0, 0)
    parts = [_chunk(b"IHDR", head), *chunks, _chunk(b"IDAT", zlib.compress(lines)), _chunk(b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


LINEAR = _chunk(b"gAMA", struct.pack(">I", 100_000))


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("row_filter", [0, 2])
def test_dark_tones_of_linear_light_have_no_bands(tmp_path, channels, row_filter):
    values = np.repeat(np.rint(LIGHT * 65535)[..., None], channels, axis=2)
    if channels in (2, 4):
        values[..., -1] = np.linspace(0, 65535, 240).reshape(12, 20)
    parcel = decode(_png(tmp_path / "a.png", values, LINEAR, row_filter=row_filter))
    pixels = parcel.arrays["pixels"]
    assert np.abs(pixels[..., 0] - SHOWN).max() <= 0.6
    assert parcel.numbers["bits"] == 16
    if channels in (2, 4):
        assert np.abs(pixels[..., -1] - values[..., -1] / 257).max() <= 0.6


def test_a_large_one_is_reduced_and_turned(tmp_path, monkeypatch):
    monkeypatch.setattr(decode_image, "KEPT_PIXELS", 15)
    values = np.repeat(np.rint(LIGHT * 65535)[..., None], 3, axis=2)
    parcel = decode(_png(tmp_path / "a.png", values, LINEAR, _chunk(b"eXIf", TURNED)))
    assert parcel.arrays["pixels"].shape == (5, 3, 3)
    assert (parcel.numbers["width"], parcel.numbers["height"]) == (12, 20)
    assert np.abs(parcel.arrays["pixels"].mean() - SHOWN.mean()) < 2


def test_the_bright_part_of_a_picture_of_high_dynamic_range_has_no_bands(tmp_path):
    codes = np.repeat(np.linspace(20_000, 50_000, 600).reshape(20, 30)[..., None], 3, axis=2)
    bright = _chunk(b"cICP", bytes([9, 16, 0, 1]))
    pixels = decode(_png(tmp_path / "a.png", codes, bright)).arrays["pixels"]
    assert np.diff(pixels[..., 0].ravel().astype(int)).max() <= 2


def test_damaged_rows_are_refused_or_shown_as_far_as_they_go(tmp_path):
    whole = _png(tmp_path / "a.png", np.zeros((12, 20, 3)), LINEAR).read_bytes()
    (tmp_path / "cut.png").write_bytes(whole.replace(b"IDAT", b"IDAT" + bytes(9), 1))
    with pytest.raises(decode_image.Refused, match="damaged"):
        decode(tmp_path / "cut.png")
