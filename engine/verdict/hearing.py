"""How a sound that comes back sounds beside the one that was given: bands that are lost, and noise that is not masked.

Both are cut into blocks of a tenth of a second and bands of a third of an octave, as the ear does. In each the returned
sound is the given one times a gain, and a rest that has nothing to do with it: noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from engine.arrays import Doubles, Flags, Floats, Indices
from engine.media import Audio

Spectra = npt.NDArray[np.complexfloating[Any, Any]]

WINDOW: Final = 0.032  # seconds of one spectrum; the next begins half of that later
TOGETHER: Final = 6  # spectra in a block
MAX_BLOCKS: Final = 400  # evenly spaced, of a longer sound: 40 seconds
LOWEST, BANDS = 100.0, 23  # Hz where the first band begins, and the number of bands, up to 20 kHz
OWN_MASK: Final = -14.0  # dB beside a sound in its own band below which noise is not heard
UPWARDS, DOWNWARDS = 9.0, 22.0  # dB by which that falls with each band above and below
FLOOR: Final = -62.0  # dB below the loudest band: what is not heard at all
HEARD: Final = -50.0  # dB below the loudest band: a band of the given sound that is missed where it is gone
# Weight of the bands from 160 Hz to 8 kHz for speech (ANSI S3.5, third octaves).
SPEECH: Final = np.array([
    0.0, 0.0, 0.0083, 0.0095, 0.0150, 0.0289, 0.0440, 0.0578, 0.0653, 0.0711, 0.0818, 0.0844, 0.0882, 0.0898, 0.0868,
    0.0844, 0.0771, 0.0527, 0.0364, 0.0185, 0.0, 0.0, 0.0,
])  # fmt: skip
SPEECH_RANGE: Final = 15.0  # dB of signal to noise, up and down, between which a band gains in what is understood


@dataclass(frozen=True, slots=True)
class Heard:
    """What the ear finds.

    `given_top` and `top` are the highest frequency (Hz) of the given sound that can be heard, and that is kept.
    `understood` is the share of what speech needs, from 0 to 1; `noise` is in dB above what the sound masks.
    """

    given_top: float
    top: float
    understood: float
    noise: float


def heard(given: Audio, returned: Audio) -> Heard:
    """What differs between two sounds, each as one channel; the shorter one ends the comparison."""
    mine, other = given.signal.mean(axis=1), at_rate(returned, given.rate).mean(axis=1)
    length = min(len(mine), len(other))
    first, second = (_spectra(signal[:length], given.rate) for signal in (mine, other))
    edges = LOWEST * 2 ** (np.arange(BANDS + 1) / 3)
    frequencies = np.arange(first.shape[1]) / WINDOW
    starts = np.searchsorted(frequencies, edges).astype(np.int64)
    starts[0] = 1  # what is deeper than the first band is heard with it: of a hum nothing else is there
    power, left, together = (
        _in_blocks(values, starts) for values in (np.abs(first) ** 2, np.abs(second) ** 2, (first * second.conj()).real)
    )
    gain = np.clip(together / np.maximum(power, 1e-30), 0.0, 1.5)
    rest = np.maximum(left - 2 * gain * together + gain**2 * power, 0.0)
    # Of silence: beside full scale, as its decibels are counted.
    loudest = float(power.mean(axis=0).max()) or TOGETHER * (0.5 * given.rate * WINDOW) ** 2
    mask = np.maximum(_masked(power), loudest * 10 ** (FLOOR / 10))
    noise = float(np.mean(10 * np.log10(1 + (rest / mask).mean(axis=1))))
    there = power.mean(axis=0) > loudest * 10 ** (HEARD / 10)
    kept = there & (together.sum(axis=0) > 0.5 * power.sum(axis=0))
    return Heard(_top(there, edges), _top(kept, edges), _understood(power, gain, rest, there), noise)


def at_rate(sound: Audio, rate: int) -> Floats:
    """The signal (N, C) of a sound at another rate."""
    if sound.rate == rate:
        return sound.signal
    from scipy.signal import resample_poly  # 0.5 s to import

    common = int(np.gcd(rate, sound.rate))
    resampled: Floats = resample_poly(sound.signal, rate // common, sound.rate // common, axis=0).astype(np.float32)
    return resampled


def _spectra(signal: Floats, rate: int) -> Spectra:
    """Spectra (blocks * TOGETHER, bins) of windows of WINDOW seconds, of blocks that are evenly spaced."""
    size = max(8, round(rate * WINDOW))
    step = max(1, size // 2)
    padded = np.pad(signal.astype(np.float64), (0, max(0, size + step * (TOGETHER - 1) - len(signal))))
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::step]
    blocks = len(windows) // TOGETHER
    chosen = np.unique(np.linspace(0, blocks - 1, min(blocks, MAX_BLOCKS)).astype(int))
    index = (chosen[:, None] * TOGETHER + np.arange(TOGETHER)).ravel()
    spectra: Spectra = np.fft.rfft(windows[index] * np.hanning(size), axis=1)
    return spectra


def _in_blocks(values: Doubles, starts: Indices) -> Doubles:
    """Sums (blocks, BANDS) of values (spectra, bins) over the bins of each band and the spectra of each block."""
    sums = np.concatenate([np.zeros((len(values), 1)), values.cumsum(axis=1)], axis=1)
    limits = np.minimum(starts, values.shape[1])
    of_bands = sums[:, limits[1:]] - sums[:, limits[:-1]]
    blocks: Doubles = of_bands.reshape(-1, TOGETHER, BANDS).sum(axis=1)
    return blocks


def _masked(power: Doubles) -> Doubles:
    """The power (blocks, BANDS) up to which noise is not heard beside a sound of this power."""
    apart = np.arange(BANDS)[None, :] - np.arange(BANDS)[:, None]  # of the noise's band from the sound's
    fall = np.where(apart >= 0, UPWARDS * apart, -DOWNWARDS * apart)
    masked: Doubles = power @ 10 ** ((OWN_MASK - fall) / 10)
    return masked


def _top(bands: Flags, edges: Doubles) -> float:
    """The upper edge of the highest of these bands; 0 without any."""
    return float(edges[np.flatnonzero(bands)[-1] + 1]) if bands.any() else 0.0


def _understood(power: Doubles, gain: Doubles, rest: Doubles, there: Flags) -> float:
    """The speech intelligibility of what is kept, relative to that of the given sound; 1 without any band of speech."""
    weights = SPEECH * there
    if not weights.sum():
        return 1.0
    loud = power > 0.05 * power.mean(axis=0)
    ratio = 10 * np.log10((gain**2 * power + 1e-30) / (rest + 1e-3 * power + 1e-30))
    part = np.clip((ratio + SPEECH_RANGE) / (2 * SPEECH_RANGE), 0.0, 1.0) * np.minimum(gain, 1.0)
    of_band = (part * loud).sum(axis=0) / np.maximum(loud.sum(axis=0), 1)
    return float((weights * of_band).sum() / weights.sum())
