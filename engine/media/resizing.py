"""Resizing pictures: the largest size within a number of pixels, and low-pass resampling to it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

Pixels = npt.NDArray[np.uint8]


def size_within(height: int, width: int, pixels: int) -> tuple[int, int]:
    """The largest (height, width) of the same shape with at most so many pixels, at least 1 x 1."""
    pixels = max(pixels, 1)
    if height * width <= pixels:
        return height, width
    shrink = math.sqrt(pixels / (height * width))
    # A strip thinner than a pixel keeps one, and gives up length for it.
    new_height = min(max(1, math.floor(height * shrink)), pixels)
    new_width = max(1, min(math.floor(width * shrink), pixels // new_height))
    return new_height, new_width


def upright(size: tuple[int, int], shown: Pixels) -> dict[str, float]:
    """The "width" and "height" of a size, turned as what is shown (.., H, W, C) is."""
    height, width = sorted(size, reverse=shown.shape[-3] > shown.shape[-2])
    return {"width": float(width), "height": float(height)}


def resized(pixels: Pixels, height: int, width: int) -> Pixels:
    """Pixels (H, W, C) as (height, width, C), low-pass filtered where they get fewer.

    Transparent pixels do not bleed: Pillow filters colour multiplied by opacity.
    """
    if pixels.shape[:2] == (height, width):
        return pixels
    channels = pixels.shape[2]
    flat = pixels[..., 0] if channels == 1 else pixels
    image = Pillow.fromarray(np.ascontiguousarray(flat)).resize((width, height), Pillow.Resampling.LANCZOS)
    return np.asarray(image, dtype=np.uint8).reshape(height, width, channels)
