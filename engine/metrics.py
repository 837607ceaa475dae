"""The paper's quality metrics (appendix A) as functions on arrays. All values are finite, so JSON can hold them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.arrays import AnyArray, Flags
from engine.waiting import cancellation_point

MAX_DECIBELS = 200.0  # of identical arrays; float32 cannot resolve more than about 150 dB
SSIM_WINDOW = 7  # pixels, the side of the sliding window
SSIM_BAND = 96  # rows filtered at once
CHUNK = 1 << 20  # values converted to float64 at once: a whole video would take eight times its memory, twice


def mse(original: AnyArray, restored: AnyArray) -> float:
    """Mean squared error of two arrays of equal shape."""
    return _mean_of(np.square, original, restored)


def rmse(original: AnyArray, restored: AnyArray) -> float:
    """Root mean squared error; of images in steps of 0-255."""
    return math.sqrt(mse(original, restored))


def mae(original: AnyArray, restored: AnyArray) -> float:
    """Mean absolute error; of images in steps of 0-255 (the paper's APD of a video is the same)."""
    return _mean_of(np.abs, original, restored)


def decibels(power: float, error: float) -> float:
    """10 log10(power / error), clamped to [-200, 200], so that a zero power or error gives a finite value."""
    if error <= 0:
        return MAX_DECIBELS
    if power <= 0:
        return -MAX_DECIBELS
    return max(-MAX_DECIBELS, min(MAX_DECIBELS, 10 * (math.log10(power) - math.log10(error))))


def psnr(original: AnyArray, restored: AnyArray, peak: float = 255.0) -> float:
    """Peak signal-to-noise ratio in dB relative to `peak`; 200 for identical arrays."""
    return decibels(peak * peak, mse(original, restored))


def snr(original: AnyArray, restored: AnyArray) -> float:
    """Signal-to-noise ratio in dB; silence has no power, so its errors count against full scale (1.0)."""
    power = mse(original, np.zeros_like(original))
    return decibels(power if power > 0 else 1.0, mse(original, restored))


def ssim(original: AnyArray, restored: AnyArray) -> float:
    """Structural similarity of two uint8 images (H, W, C); 1 for identical images."""
    from skimage.metrics import structural_similarity  # takes 0.5 s to import, so only callers of ssim pay for it

    # An image smaller than the window is padded with its border.
    height, width = original.shape[:2]
    padding = ((0, max(0, SSIM_WINDOW - height)), (0, max(0, SSIM_WINDOW - width)), (0, 0))
    original, restored = (np.pad(image, padding, mode="edge") for image in (original, restored))
    similarity: Any = structural_similarity
    # The filter holds the GIL, so the image is filtered in bands of rows. The result is the same.
    positions = len(original) - SSIM_WINDOW + 1
    total = 0.0
    for start in range(0, positions, SSIM_BAND):
        cancellation_point()
        rows = min(SSIM_BAND, positions - start)
        band = slice(start, start + rows + SSIM_WINDOW - 1)
        total += rows * float(similarity(original[band], restored[band], channel_axis=-1, data_range=255))
    return total / positions


def iou(original: Flags, restored: Flags) -> float:
    """Intersection over union of two sets, given as masks (N,) over the same points; 1 for two empty sets."""
    union = int(np.count_nonzero(original | restored))
    return int(np.count_nonzero(original & restored)) / union if union else 1.0


def chamfer(forward: AnyArray, backward: AnyArray) -> float:
    """Chamfer distance: the mean of the two mean distances, (N,) from the first surface to the second and (M,) back."""
    return float((np.mean(forward) + np.mean(backward)) / 2)


def _mean_of(function: np.ufunc, original: AnyArray, restored: AnyArray) -> float:
    """The mean of a function of the differences, computed chunk by chunk in float64."""
    first, second, total = original.reshape(-1), restored.reshape(-1), 0.0
    for start in range(0, first.size, CHUNK):
        difference = first[start : start + CHUNK].astype(np.float64)
        difference -= second[start : start + CHUNK]
        total += float(np.sum(function(difference, out=difference)))
    return total / first.size
