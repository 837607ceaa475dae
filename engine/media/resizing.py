"""Resizing pictures: the largest size within a number of pixels, and low-pass resampling."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image as Pillow

from engine.arrays import Bytes


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
