"""BMP pictures whose channels lie at places of their own in each number, which Pillow reads in a few layouts only."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from engine.arrays import AnyIntegers, Bytes

MAX_PIXELS = 200_000_000
_BITFIELDS = (3, 6)  # without and with a mask for opacity


def decode_bitfields(path: Path) -> Pillow.Image | None:
    """The picture in mode RGB or RGBA; None where the file is no uncompressed BMP with masks, or is cut off."""
    data = path.read_bytes()
    try:
        (start,) = struct.unpack_from("<I", data, 10)
        size, width, height, _, bits, compression = struct.unpack_from("<IiiHHI", data, 14)
        red, green, blue = struct.unpack_from("<3I", data, 54)
        (opacity,) = struct.unpack_from("<I", data, 66) if size >= 56 or compression == 6 else (0,)
    except struct.error:
        return None
    rows, stride = abs(height), (width * bits + 31) // 32 * 4
    if compression not in _BITFIELDS or bits not in (16, 32) or not 0 < width * rows <= MAX_PIXELS:
        return None
    if start < 54 or start + stride * rows > len(data) or not red * green * blue:
        return None
    lines = np.frombuffer(data, np.uint8, stride * rows, start).reshape(rows, stride)
    numbers = np.ascontiguousarray(lines[:, : width * bits // 8]).view(f"<u{bits // 8}")
    masks = (red, green, blue, opacity) if opacity else (red, green, blue)
    pixels = np.stack([_channel(numbers, mask) for mask in masks], axis=-1)
    return Pillow.fromarray(np.ascontiguousarray(pixels if height < 0 else pixels[::-1]))


def _channel(numbers: AnyIntegers, mask: int) -> Bytes:
    shift = (mask & -mask).bit_length() - 1
    full = mask >> shift
    levels: Bytes = np.rint(((numbers & mask) >> shift) * (255 / full)).clip(0, 255).astype(np.uint8)
    return levels
