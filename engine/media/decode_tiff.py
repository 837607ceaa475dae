"""Decoding the TIFF pictures that Pillow does not read: floating-point numbers, 16 bits with planes.  In the helper."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from engine.arrays import Bytes
from engine.media.tiff_rows import read_rows
from engine.media.wire import Refused

MAX_BYTES = 600_000_000  # of all numbers: with what is made of them, less than 1.2 GB
PIECE = 1 << 22  # numbers converted at once
_FULL = (255.0, 65535.0, 4294967295.0)  # white
MAX_FILE = 1 << 29  # bytes of a file that is read as a whole
_PHOTOMETRICS = (0, 1, 2)  # grey from white and from black, and colour
_BROKEN = (
    ValueError, KeyError, TypeError, IndexError, OSError, AttributeError, NotImplementedError, struct.error,
    OverflowError, SyntaxError,
)  # fmt: skip
UNREAD = "is a TIFF picture of a kind this program does not read; save it as PNG or JPEG first"


def decode_with_tifffile(path: Path) -> Pillow.Image:
    """The picture in mode L, RGB or RGBA, with its profile and orientation in `info`.  Raises Refused."""
    import tifffile

    try:
        with tifffile.TiffFile(path) as file:
            pages = [page for page in list(file.pages)[:64] if isinstance(page, tifffile.TiffPage)]
            page = next((page for page in pages if not page.is_reduced), pages[0])
            if page.size * max(1, page.bitspersample // 8) > MAX_BYTES:
                raise Refused("has more pixels than this program opens", "too-large")
            if page.photometric not in _PHOTOMETRICS:
                raise ValueError("colours of another kind")
            values = _values(path, page)
            bits, white_is_zero = page.bitspersample, page.photometric == 0
            icc, orientation = page.iccprofile, page.tags.get(274)
            multiplied = page.extrasamples[:1] == (1,)
    except (*_BROKEN, tifffile.TiffFileError, Pillow.DecompressionBombError) as error:
        raise Refused(UNREAD, "save-as-picture", "TIFF") from error
    _check_finite(values)
    if multiplied and values.ndim == 3 and values.shape[2] in (2, 4):
        values = _divided_by_opacity(values)
    levels = eight_bits(values, bits)
    if white_is_zero:
        levels = 255 - levels
    image = _pillow(levels)
    image.info |= {"icc_profile": icc, "orientation": orientation.value if orientation is not None else 1}
    return image


def eight_bits(values: npt.NDArray[Any], bits: int = 0) -> Bytes:
    """Numbers of any depth as 0-255; integers by their `bits`, where these are known.

    Floating-point pictures have white at 1, and highlights above; where most of the numbers are larger, white is 255,
    65535, or the largest of all. Raises Refused where one is infinite or not a number.
    """
    _check_finite(values)
    highest = max((float(part.max(initial=0)) for part in _parts(values)), default=0.0)
    if values.dtype.kind == "u" and (bits or values.dtype.itemsize == 2):
        full = float((1 << (bits or 16)) - 1) if bits < 32 else _FULL[-1]
    else:
        limits = (1.0, *_FULL) if values.dtype.kind == "f" else _FULL
        full = next((limit for limit in limits if highest <= limit), highest)
    if values.dtype.kind == "f" and full > 1:
        above, lit = (sum(int(np.count_nonzero(part > least)) for part in _parts(values)) for least in (1, 0))
        full = 1.0 if above < 0.5 * lit else full
    levels = np.empty(values.shape, np.uint8)
    for part, into in zip(_parts(values), _parts(levels), strict=True):
        numbers = part.astype(np.float64 if values.dtype.itemsize > 4 else np.float32)
        into[...] = np.rint(numbers.clip(0, full) * (255 / full))
    return levels


def _parts(values: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """The rows of a picture, so many at once that their numbers as floats need little memory."""
    rows = max(1, PIECE // max(1, values[0].size)) if len(values) else 1
    return (values[start : start + rows] for start in range(0, len(values), rows))


def _check_finite(values: npt.NDArray[Any]) -> None:
    """Raise Refused where a floating-point picture has infinite values, or values that are not numbers."""
    if values.dtype.kind == "f" and not all(np.isfinite(part).all() for part in _parts(values)):
        raise Refused("is a damaged picture: some of its values are not numbers", "damaged")


def _values(path: Path, page: Any) -> npt.NDArray[Any]:
    """The picture as (H, W) or (H, W, C)."""
    plain = page.predictor in (1, 2) and page.bitspersample in (8, 16, 32, 64)
    if plain and page.compression in (1, 8, 32946, 34925):
        return _channels_last(page.asarray(), page.axes)
    if page.axes not in ("YX", "YXS", "SYX") or path.stat().st_size > MAX_FILE:
        raise ValueError(f"not a picture: {page.axes}")
    return read_rows(path.read_bytes(), page)


def _divided_by_opacity(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Colours that were multiplied by their opacity, the last channel, as they were before."""
    full = 1.0 if values.dtype.kind == "f" else float(np.iinfo(values.dtype).max)
    opacity = values[..., -1:].astype(np.float32) / np.float32(full)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        colours = np.where(opacity > 0, values[..., :-1] / opacity, 0).clip(0, full)
    return np.concatenate([colours.astype(values.dtype), values[..., -1:]], axis=-1)


def _channels_last(values: npt.NDArray[Any], axes: str) -> npt.NDArray[Any]:
    """The picture as (H, W) or (H, W, C)."""
    if axes not in ("YX", "YXS", "SYX") or values.dtype.kind not in "uif":
        raise ValueError(f"not a picture: {axes}")
    return np.moveaxis(values, 0, -1) if axes == "SYX" else values


def _pillow(levels: Bytes) -> Pillow.Image:
    channels = levels.shape[2] if levels.ndim == 3 else 1
    if channels == 1:
        return Pillow.fromarray(np.ascontiguousarray(levels.reshape(levels.shape[:2])))
    if channels == 2:
        grey, alpha = levels[..., 0], levels[..., 1]
        levels = np.stack([grey, grey, grey, alpha], axis=-1)
    return Pillow.fromarray(np.ascontiguousarray(levels[..., :4]))
