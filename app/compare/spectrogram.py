"""Spectrograms: the short-time Fourier transform of a sound, in decibels, as a picture."""

from __future__ import annotations

import numpy as np

import engine
from app.previews.arrays import Bytes, Floats

COLUMNS = 1200  # maximum number of windows: about one for each pixel of a wide screen
WINDOW = 0.032  # seconds of one window: frequencies are resolved to 31 Hz
FLOOR = 80.0  # dB below the maximum that are still visible
MIN_LOUDEST = 30.0  # dB, as `spectrum_db` counts them: quieter sounds are drawn darker, and silence black
# A perceptually ordered colormap from dark to bright, safe for colour-blind eyes.
COLORMAP = np.array([[10, 16, 22], [52, 32, 92], [140, 41, 99], [216, 84, 66], [249, 161, 60], [252, 244, 190]], float)


def spectrum_db(sound: engine.Audio) -> Floats:
    """Magnitudes in dB (frequencies, windows) of the mean of the channels, highest frequency first."""
    length = 1 << max(5, round(np.log2(max(32.0, WINDOW * sound.rate))))
    signal = sound.signal.mean(axis=1, dtype=np.float32)
    padded = np.pad(signal, length // 2)
    starts = np.linspace(0, max(0, len(padded) - length), max(2, min(COLUMNS, len(signal) // 16))).astype(np.int64)
    windows = padded[starts[:, None] + np.arange(length)[None]] * np.hanning(length).astype(np.float32)
    magnitude = np.abs(np.fft.rfft(windows, axis=1)).T[::-1]
    return np.asarray(20 * np.log10(magnitude + 1e-7), dtype=np.float32)


def colormapped(decibels: Floats, loudest: float) -> Bytes:
    """A picture (frequencies, windows, 3), brightest at `loudest` dB."""
    level = ((decibels - loudest + FLOOR) / FLOOR).clip(0, 1) * (len(COLORMAP) - 1)
    below = np.minimum(level.astype(np.int64), len(COLORMAP) - 2)
    fraction = (level - below)[..., None]
    return np.asarray(COLORMAP[below] * (1 - fraction) + COLORMAP[below + 1] * fraction, dtype=np.uint8)


def spectrograms(first: engine.Audio, second: engine.Audio) -> tuple[Bytes, Bytes]:
    """Pictures of two sounds on one scale of loudness."""
    spectra = spectrum_db(first), spectrum_db(second)
    loudest = float(max(MIN_LOUDEST, *(spectrum.max() for spectrum in spectra)))
    return colormapped(spectra[0], loudest), colormapped(spectra[1], loudest)
