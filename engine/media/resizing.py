"""Resizing pictures: the largest size within a number of pixels, and low-pass resampling."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from PIL import Image as Pillow

from engine.arrays import AnyArray, Bytes


def size_within(height: int, width: int, pixels: int) -> tuple[int, int]:
    """The largest (height, width) of the same aspect ratio with at most `pixels` pixels, at least 1 x 1."""
    pixels = max(pixels, 1)
    if height * width <= pixels:
        return height, width
    shrink = math.sqrt(pixels / (height * width))
    # A strip thinner than a pixel becomes one pixel thick, and shorter in return.
    new_height = min(max(1, math.floor(height * shrink)), pixels)
    new_width = max(1, min(math.floor(width * shrink), pixels // new_height))
    return new_height, new_width


def reducing_factor(height: int, width: int, pixels: int) -> int:
    """By how much a picture is reduced while it is read, to have four times that many pixels or a few more."""
    return max(1, int(math.sqrt(height * width / max(pixels, 1)) / 2))


def block_means(bands: Iterable[AnyArray], factor: int) -> AnyArray:
    """The means (H / factor, W / factor, ...) of the square blocks of a picture that is given some rows at a time.

    Blocks at the right and at the lower edge are filled up with the last column and row.
    """
    if factor == 1:
        return np.concatenate(list(bands))
    found, rest = [], None
    for band in bands:
        rows = band if rest is None or not len(rest) else np.concatenate([rest, band])
        whole = len(rows) // factor * factor
        found.append(_means(rows[:whole], factor))
        rest = rows[whole:].copy()
    if rest is not None and len(rest):
        found.append(_means(np.pad(rest, _behind(rest, factor - len(rest), 0), "edge"), factor))
    return np.concatenate(found)


def _means(rows: AnyArray, factor: int) -> AnyArray:
    missing = -rows.shape[1] % factor
    rows = np.pad(rows, _behind(rows, 0, missing), "edge") if missing else rows
    kind = np.float64 if rows.dtype.itemsize > 2 else np.float32
    total = np.zeros((len(rows) // factor, rows.shape[1] // factor, *rows.shape[2:]), kind)
    for y in range(factor):
        for x in range(factor):
            total += rows[y::factor, x::factor]
    total /= factor * factor
    return (np.rint(total) if rows.dtype.kind in "ui" else total).astype(rows.dtype)


def _behind(rows: AnyArray, down: int, right: int) -> list[tuple[int, int]]:
    """How much is added behind each axis, as np.pad takes it."""
    return [(0, down), (0, right), *[(0, 0)] * (rows.ndim - 2)]


def oriented_size(size: tuple[int, int], pixels: Bytes) -> dict[str, float]:
    """The "width" and "height" of a file's size, in portrait or landscape as the pixels (.., H, W, C) are."""
    height, width = sorted(size, reverse=pixels.shape[-3] > pixels.shape[-2])
    return {"width": float(width), "height": float(height)}


def resized(pixels: Bytes, height: int, width: int) -> Bytes:
    """Pixels (H, W, C) as (height, width, C), low-pass filtered where it gets smaller.

    Hidden colours of transparent pixels do not bleed: Pillow filters colour multiplied by opacity.
    """
    if pixels.shape[:2] == (height, width):
        return pixels
    channels = pixels.shape[2]
    flat = pixels[..., 0] if channels == 1 else pixels
    image = Pillow.fromarray(np.ascontiguousarray(flat)).resize((width, height), Pillow.Resampling.LANCZOS)
    return np.asarray(image, dtype=np.uint8).reshape(height, width, channels)
