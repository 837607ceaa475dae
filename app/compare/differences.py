"""Differences of pictures: how far apart each pixel is, made strong enough to be seen (paper, Fig. 4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

Bytes = npt.NDArray[np.uint8]


def apart(before: Bytes, after: Bytes) -> Bytes:
    """|before - after| (H, W, 3) of two pictures; the second is brought to the size of the first."""
    height, width = before.shape[:2]
    a, b = coloured(before), coloured(after)
    if b.shape != a.shape:
        b = np.asarray(Pillow.fromarray(b).resize((width, height), Pillow.Resampling.LANCZOS), dtype=np.uint8)
    return np.asarray(np.maximum(a, b) - np.minimum(a, b), dtype=np.uint8)


def enlarged(gap: Bytes, factor: int) -> Bytes:
    """The difference so many times as strong; black where the two agree."""
    return np.asarray(np.minimum(gap.astype(np.uint16) * factor, 255), dtype=np.uint8)


def coloured(pixels: Bytes) -> Bytes:
    """Grey as three equal channels; opacity falls on white."""
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    elif pixels.shape[2] == 4:
        opacity = pixels[..., 3:].astype(np.uint16)
        on_white = pixels[..., :3] * opacity + 255 * (255 - opacity)
        pixels = np.asarray(on_white // 255, dtype=np.uint8)
    return np.ascontiguousarray(pixels)
