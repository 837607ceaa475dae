"""Which of the two ways to keep a medium is proposed: learned, or exactly, as the file itself.

Only what scaling costs is looked at, which is known before anything is fitted: the kept medium against the given one.
A fit never gives back what scaling has lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np

from engine.arrays import Floats
from engine.media import Audio, Image, Medium, Video
from engine.media.resizing import resized
from engine.metrics import decibels, psnr
from engine.verdict.stills import letters_lost

# Codes, whose words the app and the command line own: print and other fine detail is lost; a film has fewer pictures a
# second; high tones are lost; a sound so long that a network hums over it; next to nothing is left of a sound.
Shortfall = Literal["detail", "frames", "tones", "long", "lost"]

# dB of a picture that was scaled and enlarged again. Pages of print have 16 to 23, one of which a twentieth is cut off
# 30; photos of half the side 33 and more.
LEAST_PSNR: Final = 28.0
LEAST_FRAME_PSNR: Final = 33.0  # of a film, whose learned pictures are softer besides
LEAST_SIDE: Final = 0.5  # of the longer side of a film's pictures
LEAST_RATE: Final = 0.9  # of the frames a second, where fewer than SMOOTH are left
SMOOTH: Final = 20.0
LEAST_BAND_SNR: Final = 40.0  # dB of a sound that was scaled: tones of music above 8 kHz are 25 to 35 below the rest
LEAST_SNR: Final = 3.0  # dB of a sound: with less it is noise, or the silence of a rate that has none of its tones
LONGEST: Final = 20.0  # seconds of a sound: a minute of speech comes back at 31 dB, a few seconds at 36 to 39
LOOKED_AT: Final = 5  # pictures of a film
PIECE: Final = 1 << 16  # frames of a sound
PIECES: Final = 16


def proposes_exact(given: Medium, kept: Medium) -> bool:
    """Whether a medium should be kept as the file itself rather than learned at the size `kept`.

    Example
    -------
    >>> cat = engine.load("cat.png")
    >>> engine.proposes_exact(cat, engine.plan([cat], cat, engine.DRAFT).media[0])
    False
    """
    return shortfall(given, kept) is not None


def shortfall(given: Medium, kept: Medium) -> Shortfall | None:
    """In what a medium that is learned at the size `kept` falls short of the given one; None where it does not.

    `kept` is what a plan keeps of it (`Plan.hidden`). It takes up to a second.
    """
    if isinstance(given, Image) and isinstance(kept, Image):
        return _of_picture(given, kept)
    if isinstance(given, Audio) and isinstance(kept, Audio):
        return _of_sound(given, kept)
    if isinstance(given, Video) and isinstance(kept, Video):
        found = _of_film(given, kept)
        if found is None and isinstance(given.sound, Audio) and isinstance(kept.sound, Audio):
            return _of_sound(given.sound, kept.sound)
        return found
    return None  # a shape is learned at the size it has


def is_lost(measures: Mapping[str, float]) -> bool:
    """Whether next to nothing of a sound is left, by the measures of `Medium.compare` against what was given."""
    return measures.get("snr", LEAST_SNR) < LEAST_SNR


def _of_picture(given: Image, kept: Image) -> Shortfall | None:
    height, width, _ = given.pixels.shape
    share = max(kept.pixels.shape[:2]) / max(height, width)
    if share >= 1:
        return None
    if psnr(given.pixels, resized(kept.pixels, height, width)) < LEAST_PSNR:
        return "detail"
    return "detail" if letters_lost(given, kept, share) is not None else None


def _of_film(given: Video, kept: Video) -> Shortfall | None:
    count, height, width, _ = kept.frames.shape
    if kept.fps < SMOOTH and kept.fps < LEAST_RATE * given.source.get("file fps", given.fps):
        return "frames"
    sides = given.frames.shape[1:3]
    longer = max(given.source.get("height", sides[0]), given.source.get("width", sides[1]))
    if max(height, width) < LEAST_SIDE * longer:
        return "detail"
    if sides == (height, width):
        return None
    for index in np.linspace(0, count - 1, min(count, LOOKED_AT)).astype(int):
        same_time = int((index + 0.5) * len(given.frames) / count)
        if psnr(given.frames[same_time], resized(kept.frames[index], *sides)) < LEAST_FRAME_PSNR:
            return "detail"
    return None


def _of_sound(given: Audio, kept: Audio) -> Shortfall | None:
    if kept.rate < given.rate:
        left = _left(given, kept)
        if left < LEAST_BAND_SNR:
            return "lost" if left < LEAST_SNR else "tones"
    return "long" if given.seconds > LONGEST else None


def _left(given: Audio, kept: Audio) -> float:
    """The SNR (dB) that a lower rate leaves of some pieces of a sound, by the power of the tones it cannot hold."""
    starts = np.unique(np.linspace(0, max(0, len(given.signal) - PIECE), PIECES).astype(int))
    pieces = [given.signal[start : start + PIECE].mean(axis=1) for start in starts]
    powers = np.array([_powers(piece, kept.rate / given.rate) for piece in pieces]).sum(axis=0)
    return decibels(powers[0], powers[1])


def _powers(signal: Floats, share: float) -> tuple[float, float]:
    """The power of a signal (N,), and of its tones above this share of its band."""
    power = np.abs(np.fft.rfft(signal.astype(np.float64))) ** 2
    return float(power.sum()), float(power[int(share * len(power)) :].sum())
