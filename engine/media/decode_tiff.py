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
from engine.media import deep_colours
from engine.media.deep_colours import Deep
from engine.media.picture_colours import Colours
from engine.media.resizing import block_means, reducing_factor
from engine.media.tiff_rows import read_bands
from engine.media.wire import Refused

MAX_PIXELS = 200_000_000  # of a file: more than any camera has
KEPT_PIXELS = 1 << 22  # no recipe keeps more, and they cost memory in every window
PIECE = 1 << 22  # numbers converted at once
_FULL = (255.0, 65535.0, 4294967295.0)  # white
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
            if page.imagewidth * page.imagelength > MAX_PIXELS:
                raise Refused("has more pixels than this program opens", "too-large")
            if page.photometric not in _PHOTOMETRICS:
                raise ValueError("colours of another kind")
            values = _values(path, page)
            bits, white_is_zero = page.bitspersample, page.photometric == 0
            icc, orientation = page.iccprofile, page.tags.get(274)
            multiplied, unused = page.extrasamples[:1] == (1,), page.extrasamples[:1] == (0,)
            size = (int(page.imagewidth), int(page.imagelength))
    except (*_BROKEN, tifffile.TiffFileError, Pillow.DecompressionBombError) as error:
        raise Refused(UNREAD, "save-as-picture", "TIFF") from error
    _check_finite(values)
    if multiplied and values.ndim == 3 and values.shape[2] in (2, 4):
        values = _divided_by_opacity(values)
    if unused and values.ndim == 3 and values.shape[2] in (2, 4):
        values = values[..., :-1]
    converted = None
    if icc and not white_is_zero and bits > 8 and deep_colours.differ(Colours(icc)):
        deep = sixteen_bits(values, bits)
        converted = deep_colours.in_srgb(deep.reshape(*deep.shape[:2], -1)[..., :4], Colours(icc))
    levels = eight_bits(values, bits) if converted is None else converted
    if white_is_zero:
        levels = 255 - levels
    image = from_levels(levels)
    image.info |= {"icc_profile": icc if converted is None else None, "size": size, "bits": bits}
    image.info["orientation"] = orientation.value if orientation is not None else 1
    return image


def eight_bits(values: npt.NDArray[Any], bits: int = 0) -> Bytes:
    """Numbers of any depth as 0-255; integers by their `bits`, where these are known.

    Floating-point pictures have white at 1, and highlights above; where most of the numbers are larger, white is 255,
    65535, or the largest of all. Of signed integers zero is black, but where there are negative ones the least is.
    Raises Refused where a number is infinite or none.
    """
    return _levels(values, bits, np.uint8)


def sixteen_bits(values: npt.NDArray[Any], bits: int = 0) -> Deep:
    """The same as 0-65535."""
    return _levels(values, bits, np.uint16)


def _levels(values: npt.NDArray[Any], bits: int, kind: type[np.unsignedinteger[Any]]) -> npt.NDArray[Any]:
    _check_finite(values)
    if values.dtype.kind == "i":
        values, bits = _unsigned(values)
    highest = max((float(part.max(initial=0)) for part in _parts(values)), default=0.0)
    if values.dtype.kind == "u" and (bits or values.dtype.itemsize == 2):
        full = float((1 << (bits or 16)) - 1) if bits < 32 else _FULL[-1]
    else:
        limits = (1.0, *_FULL) if values.dtype.kind == "f" else _FULL
        full = next((limit for limit in limits if highest <= limit), highest)
    if values.dtype.kind == "f" and full > 1:
        above, lit = (sum(int(np.count_nonzero(part > least)) for part in _parts(values)) for least in (1, 0))
        full = 1.0 if above < 0.5 * lit else full
    most = np.iinfo(kind).max
    levels = np.empty(values.shape, kind)
    for part, into in zip(_parts(values), _parts(levels), strict=True):
        numbers = part.astype(np.float64 if values.dtype.itemsize > 4 else np.float32)
        into[...] = np.rint(numbers.clip(0, full) * (most / full))
    return levels


def _unsigned(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], int]:
    """Signed integers as unsigned ones, and their bits; where none is negative one bit fewer."""
    size = values.dtype.itemsize
    plain = np.ascontiguousarray(values.astype(f"i{size}")).view(f"u{size}")
    if values.size and values.min() < 0:
        return plain ^ plain.dtype.type(1 << (8 * size - 1)), 8 * size
    return plain, 8 * size - 1


def _parts(values: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """The rows of a picture, so many at once that their numbers as floats need little memory."""
    rows = max(1, PIECE // max(1, values[0].size)) if len(values) else 1
    return (values[start : start + rows] for start in range(0, len(values), rows))


def _check_finite(values: npt.NDArray[Any]) -> None:
    """Raise Refused where a floating-point picture has infinite values, or values that are not numbers."""
    if values.dtype.kind == "f" and not all(np.isfinite(part).all() for part in _parts(values)):
        raise Refused("is a damaged picture: some of its values are not numbers", "damaged")


def _values(path: Path, page: Any) -> npt.NDArray[Any]:
    """The picture as (H, W) or (H, W, C); a large one reduced."""
    factor = reducing_factor(page.imagelength, page.imagewidth, KEPT_PIXELS)
    plain = factor == 1 and page.predictor in (1, 2) and page.bitspersample in (8, 16, 32, 64)
    if plain and page.compression in (1, 8, 32946, 34925):
        return _channels_last(page.asarray(), page.axes)
    if page.axes not in ("YX", "YXS", "SYX"):
        raise ValueError(f"not a picture: {page.axes}")
    with path.open("rb") as file:
        return block_means(read_bands(file, page), factor)


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


def from_levels(levels: Bytes) -> Pillow.Image:
    """The picture (H, W) or (H, W, C) in mode L, RGB or RGBA."""
    channels = levels.shape[2] if levels.ndim == 3 else 1
    if channels == 1:
        return Pillow.fromarray(np.ascontiguousarray(levels.reshape(levels.shape[:2])))
    if channels == 2:
        grey, alpha = levels[..., 0], levels[..., 1]
        levels = np.stack([grey, grey, grey, alpha], axis=-1)
    return Pillow.fromarray(np.ascontiguousarray(levels[..., :4]))
