"""Where in a picture the finest detail is, found by its edges: print, most of the time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from app.previews.arrays import Bytes, Floats

EDGE, STRONG = 20, 120  # levels between two neighbours: from which they count as an edge, and beyond which no more


def finest_point(pixels: Bytes, width: int, height: int) -> tuple[int, int]:
    """The middle of the edges in that window of a picture (H, W, C), of so many pixels, that has the most of them."""
    luma = pixels[..., :3].max(axis=2).astype(np.int16)
    edges = np.zeros(luma.shape, np.float32)
    edges[:, 1:] += _strength(np.abs(np.diff(luma, axis=1)))
    edges[1:] += _strength(np.abs(np.diff(luma, axis=0)))
    width, height = min(width, luma.shape[1]), min(height, luma.shape[0])
    sums = np.pad(edges.cumsum(0, dtype=np.float64).cumsum(1), ((1, 0), (1, 0)))
    inside = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    top, left = np.unravel_index(int(inside.argmax()), inside.shape)
    window = edges[top : top + height, left : left + width]
    if not window.any():
        return int(left) + width // 2, int(top) + height // 2
    down, across = (window.sum(axis) @ np.arange(size) / window.sum() for axis, size in ((1, height), (0, width)))
    return int(left + across), int(top + down)


def _strength(steps: npt.NDArray[np.int16]) -> Floats:
    return np.where(steps < EDGE, 0, np.minimum(steps, STRONG)).astype(np.float32)
