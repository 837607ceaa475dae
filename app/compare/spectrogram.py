"""Spectrogram: which pitches are in a sound at which moment, as a picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import engine

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
COLUMNS = 1200  # moments that are looked at: as many as a wide screen has room for
WINDOW = 0.032  # seconds heard at each: a pitch is known to 31 Hz
FLOOR = 80.0  # dB below the loudest that are still seen
SILENT = 30.0  # decibels, as `power` counts them: what is never as loud is drawn darker, and silence dark
# Dark to bright through the colours that keep their order for every eye.
STOPS = np.array([[10, 16, 22], [52, 32, 92], [140, 41, 99], [216, 84, 66], [249, 161, 60], [252, 244, 190]], float)


def power(sound: engine.Audio) -> Floats:
    """Decibels (pitches, moments) of the mean of the channels, highest pitch first."""
    length = 1 << max(5, round(np.log2(max(32.0, WINDOW * sound.rate))))
    signal = sound.signal.mean(axis=1, dtype=np.float32)
    padded = np.pad(signal, length // 2)
    starts = np.linspace(0, max(0, len(padded) - length), max(2, min(COLUMNS, len(signal) // 16))).astype(np.int64)
    pieces = padded[starts[:, None] + np.arange(length)[None]] * np.hanning(length).astype(np.float32)
    strength = np.abs(np.fft.rfft(pieces, axis=1)).T[::-1]
    return np.asarray(20 * np.log10(strength + 1e-7), dtype=np.float32)


def coloured(decibels: Floats, loudest: float) -> Bytes:
    """The picture (pitches, moments, 3), brightest at `loudest`."""
    level = ((decibels - loudest + FLOOR) / FLOOR).clip(0, 1) * (len(STOPS) - 1)
    below = np.minimum(level.astype(np.int64), len(STOPS) - 2)
    part = (level - below)[..., None]
    return np.asarray(STOPS[below] * (1 - part) + STOPS[below + 1] * part, dtype=np.uint8)


def spectrograms(first: engine.Audio, second: engine.Audio) -> tuple[Bytes, Bytes]:
    """Both on one scale of loudness."""
    both = power(first), power(second)
    loudest = float(max(SILENT, *(each.max() for each in both)))
    return coloured(both[0], loudest), coloured(both[1], loudest)
