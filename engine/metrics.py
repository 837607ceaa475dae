"""The paper's measures (appendix A), as plain functions on arrays; none is ever infinite, so all survive JSON."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

MOST_DECIBELS = 200.0  # said of what is exactly equal; float32 cannot tell more than about 150 apart
WINDOW, BAND = 7, 96  # rows: of what structures are compared in, and of what is filtered at once
PIECE = 1 << 20  # values that are taken apart at once: a film in float64 would need eight times its memory, twice


def mse(original: Array, restored: Array) -> float:
    """Mean squared difference of two arrays of one shape."""
    return _mean(np.square, original, restored)


def rmse(original: Array, restored: Array) -> float:
    """Root of the mean squared difference; for pictures in steps of 0-255."""
    return math.sqrt(mse(original, restored))


def mae(original: Array, restored: Array) -> float:
    """Mean absolute difference; for pictures in steps of 0-255 (a video's APD is the same)."""
    return _mean(np.abs, original, restored)


def decibels(power: float, error: float) -> float:
    """10 log10(power / error), held within plus and minus 200 where one of them vanishes."""
    if error <= 0:
        return MOST_DECIBELS
    if power <= 0:
        return -MOST_DECIBELS
    return max(-MOST_DECIBELS, min(MOST_DECIBELS, 10 * (math.log10(power) - math.log10(error))))


def psnr(original: Array, restored: Array, peak: float = 255.0) -> float:
    """Peak signal-to-noise ratio in dB against `peak`; 200 where nothing differs."""
    return decibels(peak * peak, mse(original, restored))


def snr(original: Array, restored: Array) -> float:
    """Signal-to-noise ratio in dB; of silence, which has no power, against full scale (1.0)."""
    power = mse(original, np.zeros_like(original))
    return decibels(power if power > 0 else 1.0, mse(original, restored))


def ssim(original: Array, restored: Array) -> float:
    """Structural similarity of two uint8 pictures (H, W, C), 1 where they are the same."""
    from skimage.metrics import structural_similarity  # 0.5 s to import: only who compares pays for it

    # The measure's window is 7 pixels wide; a smaller picture goes on with its border.
    height, width = original.shape[:2]
    border = ((0, max(0, WINDOW - height)), (0, max(0, WINDOW - width)), (0, 0))
    first, second = np.pad(original, border, mode="edge"), np.pad(restored, border, mode="edge")
    measure: Any = structural_similarity
    # In bands, which come to the same: each is filtered without letting any other Python run.
    middles = len(first) - WINDOW + 1
    total = 0.0
    for start in range(0, middles, BAND):
        rows = min(BAND, middles - start)
        band = slice(start, start + rows + WINDOW - 1)
        total += rows * float(measure(first[band], second[band], channel_axis=-1, data_range=255))
    return total / middles


def iou(original: npt.NDArray[np.bool_], restored: npt.NDArray[np.bool_]) -> float:
    """Intersection over union of two sets of points, given as which of the same points (N,) are in each."""
    union = int(np.count_nonzero(original | restored))
    return int(np.count_nonzero(original & restored)) / union if union else 1.0


def chamfer(there: Array, back: Array) -> float:
    """Mean of the two mean distances: (N,) from points of one surface to the other, and (M,) back."""
    return float((np.mean(there) + np.mean(back)) / 2)


def _mean(measure: np.ufunc, original: Array, restored: Array) -> float:
    """The mean of a measure of the differences."""
    one, other, total = original.reshape(-1), restored.reshape(-1), 0.0
    for start in range(0, one.size, PIECE):
        difference = one[start : start + PIECE].astype(np.float64)
        difference -= other[start : start + PIECE]
        total += float(np.sum(measure(difference, out=difference)))
    return total / one.size
