"""TIFF rows: the decompressed bytes of pictures of any depth, and the numbers in them.  In the helper process.

libtiff decompresses a picture of bytes, whatever these stand for: the file is described anew as one of 8-bit grey,
whose rows are as long as those of the picture.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from engine.arrays import Bytes

READ: Final = (1, 5, 8, 32773, 32946, 34925, 50000)  # uncompressed, LZW, deflate, PackBits, deflate, LZMA, Zstandard
_HORIZONTAL, _FLOATING = 2, 3  # predictors
MAX_ROW = 1 << 20  # bytes


def read_rows(data: bytes, page: Any) -> npt.NDArray[Any]:
    """The values (H, W) or (H, W, C) of a page of an open tifffile.TiffFile, whose file this is.

    Raises ValueError where it is of a kind that is not read.
    """
    bits, channels = int(page.bitspersample), int(page.samplesperpixel)
    separate = int(page.planarconfig) == 2 and channels > 1
    planes, together = (channels, 1) if separate else (1, channels)
    height, width = int(page.imagelength), int(page.imagewidth)
    tiled = bool(page.is_tiled)
    across = int(page.tilewidth) if tiled else width
    down = int(page.tilelength) if tiled else min(int(page.rowsperstrip), height)
    length = (across * together * bits + 7) // 8  # bytes of a row
    if int(page.compression) not in READ or length > MAX_ROW or int(page.fillorder) != 1:
        raise ValueError("a kind that is not read")
    columns, rows = -(-width // across), -(-height // down)
    if planes > 1 and not tiled and height % down:
        raise ValueError("planes whose last strip is shorter")
    whole = rows * down if tiled else height  # of one plane
    plain = _as_bytes(data, page, (length * columns, planes * whole), (length, down) if tiled else None, down)
    parts = plain.reshape(planes, whole, columns, length)[:, :height]
    values = _numbers(parts, page, bits, across * together, together)
    values = values.reshape(planes, height, columns * across, together)[:, :, :width]
    joined = np.concatenate(list(values), axis=-1)
    return joined[..., 0] if channels == 1 else joined


def _as_bytes(data: bytes, page: Any, size: tuple[int, int], tile: tuple[int, int] | None, down: int) -> Bytes:
    """The decompressed bytes (height, width) of a picture of that size (width, height)."""
    offsets, counts = [int(n) for n in page.dataoffsets], [int(n) for n in page.databytecounts]
    compression = {1: 1, 32946: 8}.get(int(page.compression), int(page.compression))
    tags: dict[int, Sequence[int]] = {256: [size[0]], 257: [size[1]], 258: [8], 259: [compression], 262: [1], 277: [1]}
    tags |= {322: [tile[0]], 323: [tile[1]], 324: offsets, 325: counts} if tile else {}
    tags |= {} if tile else {273: offsets, 278: [down], 279: counts}
    place = len(data) + len(data) % 2
    directory, after = struct.pack("<H", len(tags)), b""
    behind = place + 2 + 12 * len(tags) + 4
    for tag, values in sorted(tags.items()):
        body = struct.pack(f"<{len(values)}I", *values)
        if len(values) > 1:
            body, after = struct.pack("<I", behind + len(after)), after + body
        directory += struct.pack("<HHI", tag, 4, len(values)) + body
    # Only the header and a directory of our own: the file's own order of bytes does not matter to what is a byte.
    described = bytearray(data) + b"\0" * (place - len(data)) + directory + bytes(4) + after
    described[:8] = b"II*\0" + struct.pack("<I", place)
    with Pillow.open(io.BytesIO(described), formats=("TIFF",)) as image:
        return np.asarray(image, dtype=np.uint8)


def _numbers(parts: Bytes, page: Any, bits: int, count: int, step: int) -> npt.NDArray[Any]:
    """The numbers (..., count) in rows of bytes (..., length); `step` is the distance of a channel's values."""
    predictor, form = int(page.predictor), int(page.sampleformat)
    kind = {1: "u", 2: "i", 3: "f"}.get(form, "u")
    if bits not in (8, 16, 32, 64):
        if predictor != 1 or kind != "u" or not 1 <= bits <= 16:
            raise ValueError("packed numbers of a kind that is not read")
        single = np.unpackbits(parts, axis=-1)[..., : count * bits].reshape(*parts.shape[:-1], count, bits)
        weights = (1 << np.arange(bits)[::-1]).astype(np.uint16)
        return np.asarray((single * weights).sum(axis=-1, dtype=np.uint16))
    size = bits // 8
    if predictor == _FLOATING and kind == "f":
        # Each byte less the one before of its channel, and the highest bytes of all numbers first.
        steps = parts.reshape(*parts.shape[:-1], -1, step)
        bytewise = np.cumsum(steps, axis=-2, dtype=np.uint8).reshape(*parts.shape[:-1], size, count)
        return np.ascontiguousarray(np.moveaxis(bytewise, -2, -1)).view(f">f{size}")[..., 0]
    order = str(page.parent.byteorder)
    if predictor == _HORIZONTAL:
        numbers = np.ascontiguousarray(parts).view(f"{order}u{size}").astype(f"u{size}")
        steps = numbers.reshape(*parts.shape[:-1], -1, step)
        summed = np.cumsum(steps, axis=-2, dtype=f"u{size}").reshape(numbers.shape)
        return summed.view(f"{kind}{size}")
    if predictor != 1:
        raise ValueError("a predictor that is not known")
    return np.ascontiguousarray(parts).view(f"{order}{kind}{size}")
