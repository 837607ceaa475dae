"""What a fit of some decibels will make of a scaled medium: lost detail and grain in a picture, a hiss in a sound."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from engine.arrays import Bytes, Floats
from engine.media import Audio, Image, Medium, Video
from engine.verdict.films import looked_at

BLUR_SHARE: Final = 0.5  # of the power of a picture's error
GRAIN_SIGMA: Final = 0.6  # pixels: the grain of a fit is not as fine as a pixel
SIGMAS: Final = (1.0, 2.0, 4.0)  # pixels: the detail that goes first
SEED: Final = 7
# Of two sounds that were hidden the error was white, and its power grew with that of the sound to the 0.3 and the 0.6:
# the hiss that is heard was 3.4 and 9.3 dB, with this 4.4 and 9.6, with an even one 6.2 and 11.8.
HISS_EXPONENT: Final = 0.6
LOUDNESS: Final = 512  # samples over which it is measured, half a tile
QUIETEST: Final = 1e-3  # of the mean power: what is quieter gets no less hiss


def degraded(kept: Medium, decibels: tuple[float, ...]) -> Medium:
    """The medium as a fit of these decibels is expected to return it, one number for each of its parts.

    Of a film only the frames that are looked at change.
    """
    if isinstance(kept, Image):
        return replace(kept, pixels=_picture(kept.pixels, decibels[0]), source={})
    if isinstance(kept, Video):
        frames = kept.frames.copy()
        for index in looked_at(len(frames)):
            frames[index] = _picture(frames[index], decibels[0])
        sound = kept.sound
        if isinstance(sound, Audio) and len(decibels) > 1:
            sound = _sound(sound, decibels[1])
        return replace(kept, frames=frames, sound=sound)
    return _sound(kept, decibels[0]) if isinstance(kept, Audio) else kept


def _picture(pixels: Bytes, decibels: float) -> Bytes:
    """A picture (H, W, C) with an error of this PSNR."""
    from scipy.ndimage import gaussian_filter

    allowed = 255.0**2 / 10 ** (decibels / 10)
    values = pixels.astype(np.float32)
    levels = [values, *(gaussian_filter(values, (sigma, sigma, 0), truncate=3.0) for sigma in SIGMAS)]
    left = BLUR_SHARE * allowed
    result = values.copy()
    for fine, coarse in pairwise(levels):
        detail = fine - coarse
        power = float(np.mean(detail**2))
        part = min(1.0, (left / power) ** 0.5) if power > 0 else 0.0
        result -= part * detail
        left -= part**2 * power
        if part < 1:
            break
    random = np.random.default_rng(SEED)
    grain = gaussian_filter(random.standard_normal(values.shape, np.float32), (GRAIN_SIGMA, GRAIN_SIGMA, 0))
    missing = max(0.0, allowed - float(np.mean((result - values) ** 2)))
    result += grain * (missing**0.5 / max(float(grain.std()), 1e-6))
    noisy: Bytes = np.rint(result).clip(0, 255).astype(np.uint8)
    return noisy


def _sound(sound: Audio, decibels: float) -> Audio:
    """A sound with an error of this SNR: a hiss of all tones alike, louder where the sound is loud."""
    from scipy.ndimage import uniform_filter1d

    signal = sound.signal.astype(np.float64)
    power = uniform_filter1d(np.square(signal).mean(axis=1), LOUDNESS, mode="nearest")  # (N,)
    mean = float(np.square(signal).mean())
    loudness = np.maximum(power, QUIETEST * mean) ** (HISS_EXPONENT / 2)
    hiss = np.random.default_rng(SEED).standard_normal(signal.shape) * loudness[:, None]
    allowed = mean / 10 ** (decibels / 10)
    hiss *= (allowed / max(float(np.square(hiss).mean()), 1e-30)) ** 0.5
    noisy: Floats = (signal + hiss).clip(-1, 1).astype(np.float32)
    return replace(sound, signal=noisy)
