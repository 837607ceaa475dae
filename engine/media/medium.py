"""Medium: a thing in its discrete form, and the few verbs every modality shares.  No torch here."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from engine.errors import InvalidStegoError

Floats = npt.NDArray[np.float32]
Field = Callable[[Floats], Floats]  # coordinates (N, I) -> values (N, O), both normalised

MOST_POINTS = 1 << 26  # of one grid; a file's numbers are an attacker's until they pass this
MOST_CONSTANTS = 16
CHUNK = 1 << 16  # coordinates evaluated at once: bounds memory at a few hundred MB for the widest network


@dataclass(frozen=True, slots=True)
class Samples:
    """The paper's set S (3.2): what a network is fitted to.

    `coordinates` (N, I) and `values` (N, O) are float32; coordinates lie in [-1, 1], values are centred
    and scaled into [-1, 1]. `peak` is the amplitude against which decibels are counted, in those units:
    quality = 10 log10(peak^2 / mean squared error).
    """

    coordinates: Floats
    values: Floats
    peak: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The lattice on which a field becomes a medium again: points per axis, output channels, and constants.

    Constants are what the modality needs besides (sample rate, frames per second, offset and gain of the
    values, bounds). Raises InvalidStegoError where a number is out of all bounds, so a Grid that exists is
    safe to allocate for.
    """

    shape: tuple[int, ...]
    channels: int
    constants: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sizes = (*self.shape, self.channels)
        if not (1 <= len(self.shape) <= 3 and all(type(s) is int and s >= 1 for s in sizes)):
            raise InvalidStegoError("The file describes a medium of impossible size.")
        if math.prod(self.shape) > MOST_POINTS or self.channels > 4 or len(self.constants) > MOST_CONSTANTS:
            raise InvalidStegoError("The file describes a medium that is too large.")
        for name, value in self.constants.items():
            if not (isinstance(name, str) and len(name) <= 32 and isinstance(value, float) and abs(value) < 1e9):
                raise InvalidStegoError("The file describes a medium with impossible constants.")
        object.__setattr__(self, "constants", MappingProxyType(dict(self.constants)))

    @property
    def points(self) -> int:
        """How many points the lattice has."""
        return math.prod(self.shape)

    def axes(self) -> list[Floats]:
        """The coordinates along each axis: centres of equal cells of [-1, 1]."""
        return [((2 * np.arange(n) + 1) / n - 1).astype(np.float32) for n in self.shape]

    def coordinates(self, start: int = 0, stop: int | None = None) -> Floats:
        """Coordinates (stop - start, I) of the points in C order."""
        index = np.arange(start, self.points if stop is None else min(stop, self.points))
        places = np.unravel_index(index, self.shape)
        return np.stack([axis[place] for axis, place in zip(self.axes(), places, strict=True)], axis=1)

    def evaluate(self, field: Field) -> Floats:
        """Values (points, channels) of the field on the lattice, computed in bounded pieces."""
        starts = [*range(0, self.points, CHUNK), self.points]
        return np.concatenate([field(self.coordinates(a, b)) for a, b in pairwise(starts)])

    def finer(self, scale: float) -> Grid:
        """The same medium on a lattice `scale` times as fine along every axis.

        What has frames ("fps") keeps them and gets finer in space alone: eyes gain little from more of
        them, and time would be a third factor in what it costs.
        """
        kept = 1 if "fps" in self.constants else 0
        finer = tuple(max(1, round(n * scale)) for n in self.shape[kept:])
        return Grid((*self.shape[:kept], *finer), self.channels, self.constants)


@dataclass(frozen=True, slots=True)
class TileSettings:
    """How a secret of one modality is cut into tiles, and the network of one tile.

    `points` is the size of a tile; `hidden` and `width` are the number of hidden layers and the smallest width of its
    network (content too plain for that width gets larger tiles). `steps` multiplies the recipe's steps, and `stretch`
    the coordinates, beyond what a medium in one piece gets.
    """

    points: int
    hidden: int
    width: int
    steps: float = 1.0
    stretch: float = 1.0


class Medium(ABC):
    """A thing in its discrete form.  Facts of the modality are class variables; instances are values.

    A subclass says how to read itself (in `engine/media/decode.py`'s child process), scale, sample,
    rebuild from any field on any grid, write and compare with the paper's measures.
    """

    __slots__ = ()

    modality: ClassVar[str]  # "image", "audio", "video", "shape"
    in_features: ClassVar[int]
    suffixes: ClassVar[tuple[str, ...]]  # of files it can be read from, with the dot, the most usual first
    exports: ClassVar[tuple[str, ...]]  # suffixes it can be written as, the default first
    unit: ClassVar[str]  # "PSNR" or "SNR": what the quality in decibels is called
    eight_bit: ClassVar[bool] = False  # values are integers 0..255, so a cover can be fitted until all are exact
    # Initial weights, and the vault's cells, over SIREN's own range (SNF, arXiv 2410.04779).
    gain: ClassVar[float] = 1.0
    full_at: ClassVar[int]  # coefficients (`complexity`) from which a medium gets the recipe's full width
    least_richness: ClassVar[float]  # in (0, 1]: what even the plainest content gets of it
    plateau_db: ClassVar[float]  # decibels from which nobody sees or hears what further fitting wins
    tiles: ClassVar[TileSettings | None] = None  # None: fitted in one piece

    @property
    @abstractmethod
    def grid(self) -> Grid:
        """The lattice and constants that rebuild exactly this medium from its field."""

    @property
    @abstractmethod
    def frequency(self) -> tuple[float, ...]:
        """What each coordinate is multiplied by before the first layer, so that one omega serves all."""

    @abstractmethod
    def scaled(self, samples: int) -> Self:
        """The medium with at most so many points, or itself where it has no more."""

    @abstractmethod
    def samples(self) -> Samples:
        """Coordinates and values to fit (paper 3.2)."""

    @classmethod
    @abstractmethod
    def from_field(cls, field: Field, grid: Grid) -> Self:
        """Rebuild the medium from a field on a grid, also a finer one than it was sampled on."""

    @abstractmethod
    def complexity(self) -> int:
        """About how many coefficients describe it at 40 dB: what a network's width is chosen from."""

    @abstractmethod
    def quality_with(self, count: int) -> float:
        """The decibels, of the kind `unit` says, that `count` coefficients of it are worth, the largest ones."""

    @abstractmethod
    def compare(self, restored: Self) -> dict[str, float]:
        """The paper's measures of the restored medium against this one; keys are lower-case names."""

    @abstractmethod
    def write(self, path: Path) -> None:
        """Write it in the format the suffix names.  Raises SaveError; leaves nothing half-written."""

    @abstractmethod
    def describe(self) -> str:
        """A few words for a card: "512 x 512, colour" or "4.0 s, 16 kHz, mono"."""

    @property
    def seconds(self) -> float:
        """How long it lasts; 0 for what has no time."""
        return 0.0

    def trimmed(self, start: float, end: float) -> Self:
        """From `start` to `end`, in seconds; what has no time stays as it is.  At least one frame is left."""
        return self

    def parts(self) -> tuple[Medium, ...]:
        """What is fitted as networks of their own: itself, or a video's pictures and its sound."""
        return (self,)

    def joined(self, other: Medium) -> Medium:
        """Put together again what `parts` took apart."""
        raise TypeError(f"{self.modality} is one part, and {other.modality} is none of it")
