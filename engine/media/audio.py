"""Audio: a mono or stereo sound."""

from __future__ import annotations

import io
import math
import os
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from engine.arrays import Floats
from engine.errors import SaveError
from engine.media.dct import coefficients_for
from engine.media.medium import Grid, Medium, Samples, TileSettings
from engine.media.normalization import check_layout, denormalized, normalization_of, normalized, positive
from engine.metrics import mae, snr
from engine.saving import format_of, save_bytes

FREQUENCY = 0.046  # factor on the coordinate for each cycle of the pitch
PITCH_SHARES = (0.9, 0.98, 0.995)  # of the energy lie below three pitches; their geometric mean also follows clicks
SLOPE = 6.0  # dB that doubling the weights gains
COMPLEXITY_SNR = 25.0  # dB; no network of sensible size fits the noise in a sound any better
MAX_RATE = 1 << 24  # Hz: what a WAV header and every player can hold, with room to spare

_FORMATS = {".wav": "WAV", ".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3"}
_SUBTYPES = {"WAV": "PCM_24", "FLAC": "PCM_24", "OGG": "VORBIS", "MP3": "MPEG_LAYER_III"}
_LOSSY_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)  # all that MP3 has
_MAX_FLAC_RATE = 655_350  # what its header can hold
_BLOCK = 1 << 16  # frames written at once: libvorbis overflows its stack on longer blocks


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Audio(Medium):
    """A sound: `signal` (N, C) float32 in [-1, 1] at `rate` frames a second, where C is 1 (mono) or 2 (stereo).

    A mono signal may be given as (N,) and is stored as (N, 1).
    """

    modality: ClassVar[str] = "audio"
    in_features: ClassVar[int] = 1
    suffixes: ClassVar[tuple[str, ...]] = (
        ".wav", ".flac", ".ogg", ".mp3", ".aiff", ".aif", ".opus", ".m4a", ".aac", ".wma", ".mka",
    )  # fmt: skip
    exports: ClassVar[tuple[str, ...]] = (".wav", ".flac", ".ogg", ".mp3")
    unit: ClassVar[str] = "SNR"
    full_at: ClassVar[int] = 12_000
    least_richness: ClassVar[float] = 0.5  # a chord and a tone reached 8 and 14 dB with 0.1, 34 and 45 with this
    plateau_db: ClassVar[float] = 60.0  # a fit of silence soon gets here; trained on, it wanders until it diverges
    # Speech in tiles of 4096, 2048 and 1024 samples with as many weights came to 30, 35 and 37 dB.
    tiles: ClassVar[TileSettings | None] = TileSettings(16, finer=4, stretch=1.4)

    signal: Floats
    rate: int

    def __post_init__(self) -> None:
        signal = self.signal[:, None] if self.signal.ndim == 1 else self.signal
        if signal.dtype != np.float32 or signal.ndim != 2 or signal.shape[1] not in (1, 2) or not signal.size:
            raise ValueError(
                "a sound is float32 from -1 to 1, (N,) or (N, C) with 1 or 2 channels, "
                f"not {self.signal.dtype} {self.signal.shape}"
            )
        if not 1 <= self.rate <= MAX_RATE:
            raise ValueError(f"a sound has 1 to {MAX_RATE:,} frames a second, not {self.rate}")
        object.__setattr__(self, "signal", signal)

    @property
    def seconds(self) -> float:
        """Its duration."""
        return len(self.signal) / self.rate

    @property
    def grid(self) -> Grid:
        """(N,) points; constants "offset0".., "gain", and "seconds", which is the same on a finer lattice."""
        constants = {**normalization_of(self.signal), "seconds": self.seconds}
        return Grid((len(self.signal),), self.signal.shape[1], constants)

    @property
    def frequency(self) -> tuple[float, ...]:
        """Proportional to the pitch: a sound oscillates far more often along its axis than the rows of a picture."""
        energy = np.square(np.abs(np.fft.rfft(self.signal - self.signal.mean(axis=0), axis=0))).sum(axis=1)
        pitches = np.searchsorted(np.cumsum(energy), np.array(PITCH_SHARES) * energy.sum())
        return (max(1.0, FREQUENCY * float(np.prod(pitches.astype(float)) ** (1 / len(pitches)))),)

    def trimmed(self, start: float, end: float) -> Self:
        """The frames from `start` to `end`, in seconds."""
        first = min(max(0, round(start * self.rate)), len(self.signal) - 1)
        return replace(self, signal=self.signal[first : max(first + 1, round(end * self.rate))])

    def scaled(self, samples: int) -> Self:
        """The whole sound at a lower rate, so that it has at most `samples` frames; the rate is never below 1 Hz."""
        frames = len(self.signal)
        rate = max(1, self.rate * samples // frames)
        if frames <= samples or rate >= self.rate:
            return self
        # Within 2 % of that rate, the one in the simplest ratio to the old: its filter is the shortest.
        near = range(rate, max(0, math.ceil(rate * 0.98) - 1), -1)
        rate = min(near, key=lambda r: Fraction(r, self.rate).denominator)
        return type(self)(_resampled(self.signal, self.rate, rate)[: max(1, samples)], rate)

    def samples(self) -> Samples:
        """Every frame: coordinates (N, 1), values (N, C).  Decibels are counted against the sound's own power."""
        grid = self.grid
        values = normalized(self.signal, grid.constants)
        power = math.sqrt(float(np.mean(np.square(values, dtype=np.float64))))
        return Samples(grid.coordinates(), values, power or 1.0, grid.spacing)  # silence: against full scale

    @classmethod
    def check_grid(cls, grid: Grid) -> None:
        """Raise ValueError unless it has one axis, one or two channels, and a rate that a file can hold."""
        check_layout(grid, axes=1, channels=(1, 2))
        if grid.points / positive(grid, "seconds") > MAX_RATE + 0.5:  # rounding aside
            raise ValueError(f"a sound has at most {MAX_RATE:,} frames a second")

    @classmethod
    def from_values(cls, values: Floats, grid: Grid) -> Self:
        """The sound with these normalized values (N, C)."""
        cls.check_grid(grid)
        signal = denormalized(values, grid).clip(-1, 1).astype(np.float32)
        return cls(signal, round(max(1.0, grid.points / grid.constants["seconds"])))

    def complexity(self) -> int:
        """The number of cosine coefficients, of all channels together, that describe the sound at 25 dB."""
        power = float(np.mean(np.square(self.signal, dtype=np.float64)))
        return coefficients_for(self.signal, 1, power / 10 ** (COMPLEXITY_SNR / 10))

    def quality_with(self, count: int) -> float:
        """About the SNR of a network of `count` weights, which grows more slowly than that of `count` coefficients."""
        return max(0.0, COMPLEXITY_SNR + SLOPE * math.log2(max(1, count) / self.complexity()))

    def compare(self, restored: Medium) -> dict[str, float]:
        """The paper's "snr" in dB and "mae" in hundredths of full scale; a restored sound is resampled to this one."""
        if not isinstance(restored, Audio):
            raise ValueError(f"a sound cannot be compared with {restored.modality}")
        mine, other = self.signal, restored.signal
        if restored.rate != self.rate or len(other) != len(self.signal):
            other = _stretched(other, len(self.signal))
        if other.shape[1] != mine.shape[1]:  # mono sounds from both sides
            mine, other = (np.broadcast_to(signal, (len(mine), 2)) for signal in (mine, other))
        return {"snr": snr(mine, other), "mae": 100 * mae(mine, other)}

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write .wav or .flac (24 bits, lossless), .ogg or .mp3.  Raises SaveError."""
        path = Path(path)
        name = format_of(path, _FORMATS)
        if name == "FLAC" and self.rate > _MAX_FLAC_RATE:
            raise SaveError(f"“{path.name}” could not be saved: FLAC does not hold {self.rate} frames a second.")
        save_bytes(path, self._encoded(name))

    def to_wav(self) -> bytes:
        """A WAV file of it, with 24 bits a value."""
        return self._encoded("WAV")

    def describe(self) -> str:
        """ "4.0 s, 16 kHz, mono" """
        rate = f"{self.rate / 1000:g} kHz" if self.rate >= 1000 else f"{self.rate} Hz"
        return f"{self.seconds:.1f} s, {rate}, {'mono' if self.signal.shape[1] == 1 else 'stereo'}"

    def _encoded(self, name: str) -> bytes:
        """A file of one of the formats that libsndfile knows."""
        import soundfile

        signal, rate = self.signal, self.rate
        if name in ("OGG", "MP3") and rate not in _LOSSY_RATES:
            above = [r for r in _LOSSY_RATES if r > rate]
            rate = above[0] if above else _LOSSY_RATES[-1]
            signal = _resampled(signal, self.rate, rate)
        memory = io.BytesIO()
        with soundfile.SoundFile(memory, "w", rate, signal.shape[1], _SUBTYPES[name], format=name) as file:
            for start in range(0, len(signal), _BLOCK):
                block = signal[start : start + _BLOCK].clip(-1, 1)
                if name in ("WAV", "FLAC"):
                    # Integers: libsndfile scales floats by 2^23 - 1 when it writes, and by 2^23 when it reads.
                    steps = np.rint(block.astype(np.float64) * (1 << 23)).clip(-(1 << 23), (1 << 23) - 1)
                    file.write(steps.astype(np.int32) << 8)
                else:
                    file.write(block)
        return memory.getvalue()


def _resampled(signal: Floats, rate: int, new_rate: int) -> Floats:
    """The signal (N, C) at another rate, low-pass filtered where the rate gets lower."""
    from scipy.signal import resample_poly  # 0.5 s to import, and most sounds are short enough as they are

    ratio = Fraction(new_rate, rate)
    result = resample_poly(signal, ratio.numerator, ratio.denominator, axis=0)
    return np.asarray(result, dtype=np.float32).clip(-1, 1)


def _stretched(signal: Floats, frames: int) -> Floats:
    """The signal (N, C) as (frames, C), by linear interpolation in time."""
    positions = (np.arange(frames) + 0.5) * len(signal) / frames - 0.5
    columns = [np.interp(positions, np.arange(len(signal)), column) for column in signal.T]
    return np.stack(columns, axis=1).astype(np.float32)
