"""TIFF rows: the decompressed bytes of pictures of any depth, and the numbers in them.  In the helper process.

libtiff decompresses a picture of bytes, whatever these stand for: some of its strips or tiles at a time are described
anew as a picture of 8-bit grey, whose rows are as long.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from engine.arrays import Bytes

READ: Final = (1, 5, 8, 32773, 32946, 34925, 50000)  # uncompressed, LZW, deflate, PackBits, deflate, LZMA, Zstandard
_HORIZONTAL, _FLOATING = 2, 3  # predictors
MAX_ROW, BAND = 1 << 22, 1 << 25  # bytes of a row; of the rows that are decompressed at once
MAX_STRIP = 1 << 29  # bytes of a strip or of the tiles beside one another, decompressed: these are one band at least
Segment = tuple[int, int]  # where a strip or tile lies in the file, and its length there


def read_bands(file: BinaryIO, page: Any) -> Iterator[npt.NDArray[Any]]:
    """The values (h, W) or (h, W, C) of a page of a tifffile.TiffFile, whose file is open here: some rows at a time.

    A picture of 200 megapixels with 16 bits then takes tens of megabytes. Raises ValueError where the page is of a kind
    that is not read.
    """
    bits, channels = int(page.bitspersample), int(page.samplesperpixel)
    separate = int(page.planarconfig) == 2 and channels > 1
    planes, together = (channels, 1) if separate else (1, channels)
    height, width = int(page.imagelength), int(page.imagewidth)
    tiled = bool(page.is_tiled)
    across = int(page.tilewidth) if tiled else width
    down = int(page.tilelength) if tiled else min(int(page.rowsperstrip), height)
    length = (across * together * bits + 7) // 8  # bytes of a row
    if int(page.compression) not in READ or length > MAX_ROW or int(page.fillorder) != 1 or not across or not down:
        raise ValueError("a kind that is not read")
    compression = {1: 1, 32946: 8}.get(int(page.compression), int(page.compression))
    columns = -(-width // across)
    segments = [(int(place), int(size)) for place, size in zip(page.dataoffsets, page.databytecounts, strict=True)]
    if compression == 1 and not tiled and len(segments) == planes and length * down > BAND:
        down = max(1, BAND // length)  # of one long strip, any rows can be read
        segments = [part for place, _ in segments for part in _parts(place, length, down, height)]
    rows = -(-height // down)
    if length * columns * down > MAX_STRIP or len(segments) < planes * rows * columns:
        raise ValueError("strips that are too large, or missing")
    for first in range(0, rows, group := max(1, BAND // (length * columns * down))):
        last = min(first + group, rows)
        count = min(last * down, height) - first * down
        size = (length * columns, (last - first) * down if tiled else count)
        joined = []
        for start in range(0, planes * rows, rows):
            some = segments[(start + first) * columns : (start + last) * columns]
            plain = _unpacked(_contents(file, some), compression, size, (length, down) if tiled else None, down)
            parts = plain.reshape(size[1], columns, length)[:count]
            values = _numbers(parts, page, bits, across * together, together)
            joined.append(values.reshape(count, columns * across, together)[:, :width])
        band = np.concatenate(joined, axis=-1)
        yield band[..., 0] if channels == 1 else band


def _parts(place: int, length: int, down: int, height: int) -> Iterator[Segment]:
    """A strip of bytes that are not compressed, as strips of fewer rows."""
    for row in range(0, height, down):
        yield place + row * length, min(down, height - row) * length


def _contents(file: BinaryIO, segments: Sequence[Segment]) -> list[bytes]:
    found = []
    size = file.seek(0, io.SEEK_END)
    if sum(min(length, size) for _, length in segments) > MAX_STRIP:
        raise ValueError("strips that overlap")
    for place, length in segments:
        file.seek(place)
        found.append(file.read(min(length, size)))
    return found


def _unpacked(
    segments: list[bytes], compression: int, size: tuple[int, int], tile: tuple[int, int] | None, down: int
) -> Bytes:
    """The decompressed bytes (height, width) of a picture of that size (width, height)."""
    if compression == 1 and tile is None:
        return np.frombuffer(b"".join(segments), np.uint8, size[0] * size[1]).reshape(size[1], size[0])
    starts = [*accumulate(map(len, segments), initial=8)]
    counts = [len(segment) for segment in segments]
    tags: dict[int, Sequence[int]] = {256: [size[0]], 257: [size[1]], 258: [8], 259: [compression], 262: [1], 277: [1]}
    tags |= {322: [tile[0]], 323: [tile[1]], 324: starts[:-1], 325: counts} if tile else {}
    tags |= {} if tile else {273: starts[:-1], 278: [down], 279: counts}
    place = starts[-1] + starts[-1] % 2
    directory, after = struct.pack("<H", len(tags)), b""
    behind = place + 2 + 12 * len(tags) + 4
    for tag, values in sorted(tags.items()):
        body = struct.pack(f"<{len(values)}I", *values)
        if len(values) > 1:
            body, after = struct.pack("<I", behind + len(after)), after + body
        directory += struct.pack("<HHI", tag, 4, len(values)) + body
    # The file's own order of bytes does not matter to what is a byte.
    head = b"II*\0" + struct.pack("<I", place)
    described = b"".join([head, *segments, b"\0" * (place - starts[-1]), directory, bytes(4), after])
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
