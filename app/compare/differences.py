"""The absolute difference of two pictures, amplified until it is visible (paper, Fig. 4)."""

from __future__ import annotations

import numpy as np
from PIL import Image as Pillow

from app.previews.arrays import Bytes


def absolute_difference(before: Bytes, after: Bytes) -> Bytes:
    """|before - after| (H, W, 3) of two pictures; `after` is resized to `before`."""
    height, width = before.shape[:2]
    a, b = as_rgb(before), as_rgb(after)
    if b.shape != a.shape:
        b = np.asarray(Pillow.fromarray(b).resize((width, height), Pillow.Resampling.LANCZOS), dtype=np.uint8)
    return np.asarray(np.maximum(a, b) - np.minimum(a, b), dtype=np.uint8)


def amplified(difference: Bytes, factor: int) -> Bytes:
    """The difference times `factor`, clipped at 255; equal pixels are black."""
    return np.asarray(np.minimum(difference.astype(np.uint16) * factor, 255), dtype=np.uint8)


def as_rgb(pixels: Bytes) -> Bytes:
    """RGB (H, W, 3) of grey, RGB or RGBA pixels; alpha is composited onto white."""
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    elif pixels.shape[2] == 4:
        alpha = pixels[..., 3:].astype(np.uint16)
        on_white = pixels[..., :3] * alpha + 255 * (255 - alpha)
        pixels = np.asarray(on_white // 255, dtype=np.uint8)
    return np.ascontiguousarray(pixels)
