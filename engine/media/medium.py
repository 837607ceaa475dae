"""Medium: an image, sound, video or 3D shape in its discrete form, and the operations all modalities share.

No torch here.
"""

from __future__ import annotations

import math
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Self

import numpy as np

from engine.arrays import Floats, Indices
from engine.errors import EngineError

Field = Callable[[Floats], Floats]  # normalized coordinates (N, I) -> normalized values (N, O)

MAX_POINTS = 1 << 26  # of one grid: sizes read from a file are an attacker's until they pass this check
MAX_AXES, MAX_CHANNELS, MAX_CONSTANTS = 3, 4, 16
CHUNK = 1 << 16  # coordinates evaluated at once: bounds memory at a few hundred MB for the widest network


@dataclass(frozen=True, slots=True)
class Samples:
    """The training set of one network: the paper's set S (3.2).

    `coordinates` (N, I) and `values` (N, O) are float32. Coordinates lie in [-1, 1]; values have their mean
    subtracted and are scaled into [-1, 1]. `peak` is the amplitude, in the same units, against which decibels
    are counted: quality = 10 log10(peak^2 / mean squared error). `spacing` is that of the lattice they lie on, along
    each axis; empty where they lie on none.
    """

    coordinates: Floats
    values: Floats
    peak: float
    spacing: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The lattice on which a field becomes a medium again: points along each axis, channels and constants.

    `constants` are what the modality needs besides: duration, frames a second, offset and gain of the values,
    bounds. Raises ValueError where a size or a constant is out of bounds, so it is safe to allocate memory for
    a Grid that exists.
    """

    shape: tuple[int, ...]
    channels: int
    constants: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sizes = (*self.shape, self.channels)
        if not (1 <= len(self.shape) <= MAX_AXES and all(type(size) is int and size >= 1 for size in sizes)):
            raise ValueError(f"a grid has 1 to {MAX_AXES} axes of at least one point, and at least one channel")
        if self.points > MAX_POINTS:
            raise ValueError(f"the lattice would have {self.points:,} points; at most {MAX_POINTS:,} can be rendered")
        if self.channels > MAX_CHANNELS or len(self.constants) > MAX_CONSTANTS:
            raise ValueError(f"a grid has at most {MAX_CHANNELS} channels and {MAX_CONSTANTS} constants")
        for name, value in self.constants.items():
            if not (isinstance(name, str) and len(name) <= 32 and isinstance(value, float) and abs(value) < 1e9):
                raise ValueError("a constant of a grid has a short name, and a float below 1e9 as its value")
        object.__setattr__(self, "constants", MappingProxyType(dict(self.constants)))

    @property
    def points(self) -> int:
        """The number of points of the lattice."""
        return math.prod(self.shape)

    def axes(self) -> list[Floats]:
        """The coordinates along each axis: the centres of equal cells of [-1, 1]."""
        return [_centre(np.arange(n), n) for n in self.shape]

    @property
    def spacing(self) -> tuple[float, ...]:
        """The distance between neighbouring points along each axis."""
        return tuple(2 / n for n in self.shape)

    def coordinates(self, start: int = 0, stop: int | None = None) -> Floats:
        """Coordinates (stop - start, I) of the points in C order."""
        index = np.arange(start, self.points if stop is None else min(stop, self.points))
        positions = np.unravel_index(index, self.shape)
        return np.stack([_centre(position, n) for position, n in zip(positions, self.shape, strict=True)], axis=1)

    def evaluate(self, field: Field) -> Floats:
        """Values (points, channels) of the field on the lattice, computed in chunks of bounded size."""
        values = np.empty((self.points, self.channels), np.float32)
        for start, part in self.evaluate_in_pieces(field):
            values[start : start + len(part)] = part
        return values

    def evaluate_in_pieces(self, field: Field) -> Iterator[tuple[int, Floats]]:
        """The field's values on the lattice, piece by piece, each with the index of its first point."""
        for start in range(0, self.points, CHUNK):
            yield start, field(self.coordinates(start, start + CHUNK))

    def finer_shape(self, scale: float) -> tuple[int, ...]:
        """Points along each axis of the lattice that is `scale` times as fine, whether or not it can be rendered.

        A video (constant "fps") keeps its frames and gets finer in space alone: more frames add little to the
        eye, and would be a third factor in the cost.
        """
        unscaled = 1 if "fps" in self.constants else 0
        return *self.shape[:unscaled], *(max(1, round(n * scale)) for n in self.shape[unscaled:])

    def fits(self, scale: float) -> bool:
        """Whether the lattice that is `scale` times as fine is small enough to be rendered."""
        return math.prod(self.finer_shape(scale)) <= MAX_POINTS

    def finer(self, scale: float) -> Grid:
        """The same medium on a lattice `scale` times as fine.  Raises ValueError where it does not fit."""
        return Grid(self.finer_shape(scale), self.channels, self.constants)


def _centre(position: Indices, n: int) -> Floats:
    """The coordinates of cells of an axis that has n."""
    return np.asarray(((2 * position + 1) / n - 1).astype(np.float32))


@dataclass(frozen=True, slots=True)
class TileSettings:
    """How media of one modality are fitted in tiles.

    `width` is the smallest width of a secret's tile; content too plain for that width gets larger tiles. Tiles have
    `finer` times fewer points than those of a picture. The coordinates are multiplied by `stretch`, plus
    `stretch_per_point` for each point of the longest axis, beyond what a medium in one piece gets.
    """

    width: int
    finer: int = 1
    stretch: float = 1.0
    stretch_per_point: float = 0.0


class Medium(ABC):
    """Something to hide, or to hide in, in its discrete form: an immutable value of numpy arrays.

    Everything the engine has to know about a modality is a class variable here. A subclass says how it is scaled
    and sampled, rebuilt from any field on any grid, compared with the paper's measures and written. How it is
    read from a file is said in a decoder of its own (`engine/media/decode.py`), in the helper process.
    """

    __slots__ = ()

    modality: ClassVar[str]  # "image", "audio", "video", "shape"
    in_features: ClassVar[int]  # coordinates of a point
    suffixes: ClassVar[tuple[str, ...]]  # of files it can be read from, with the dot, the most usual first
    exports: ClassVar[tuple[str, ...]]  # suffixes it can be written as, the default first
    unit: ClassVar[str]  # "PSNR" or "SNR": the name of its quality in decibels
    eight_bit: ClassVar[bool] = False  # values are integers 0..255, so a cover can be fitted until all are exact
    # Factor on SIREN's initial weights, and on the range of the vault's cells (SNF, arXiv 2410.04779).
    gain: ClassVar[float] = 1.0
    full_at: ClassVar[int]  # from this `complexity` a secret gets the recipe's full width
    least_richness: ClassVar[float]  # in (0, 1]: the smallest share of the full width's weights, for plain content
    plateau_db: ClassVar[float]  # a fit may end at this many decibels: nobody sees or hears an improvement beyond
    tiles: ClassVar[TileSettings | None] = None  # None: always fitted in one piece
    sampled_on_grid: ClassVar[bool] = True  # its samples are the points of its grid, in order

    @property
    @abstractmethod
    def grid(self) -> Grid:
        """The lattice and constants that rebuild exactly this medium from its field."""

    @property
    @abstractmethod
    def frequency(self) -> tuple[float, ...]:
        """The factor on each coordinate before the first layer, so that one omega suits every medium."""

    @abstractmethod
    def scaled(self, samples: int) -> Self:
        """The medium reduced to at most `samples` points; itself where it has no more."""

    @abstractmethod
    def samples(self) -> Samples:
        """The coordinates and values to fit (paper 3.2)."""

    @classmethod
    @abstractmethod
    def check_grid(cls, grid: Grid) -> None:
        """Raise ValueError where no medium of this modality has such a grid; files are checked with it when read."""

    @classmethod
    @abstractmethod
    def from_values(cls, values: Floats, grid: Grid) -> Self:
        """The medium whose normalized values (points, channels) on the grid are these, in C order.

        Raises ValueError where the grid is not one of this modality, or the shape of `values` not the grid's.
        """

    @classmethod
    def from_field(cls, field: Field, grid: Grid) -> Self:
        """The medium that a field shows on a grid, which may be finer than the one it was sampled on."""
        return cls.from_values(grid.evaluate(field), grid)

    @abstractmethod
    def complexity(self) -> int:
        """About how many coefficients describe it at 40 dB; the width of its network is chosen from it."""

    @abstractmethod
    def quality_with(self, count: int) -> float:
        """Its decibels (see `unit`) when approximated by its `count` largest coefficients."""

    @abstractmethod
    def compare(self, restored: Self) -> dict[str, float]:
        """The paper's measures of the restored medium against this one, by lower-case name."""

    def try_compare(self, restored: Self) -> dict[str, float]:
        """The same, or nothing where measuring fails: what was computed for an hour is not thrown away for that."""
        try:
            return self.compare(restored)
        except (EngineError, MemoryError, OSError, ValueError):  # of a helper process that died: a ValueError
            return {}

    @abstractmethod
    def write(self, path: str | os.PathLike[str]) -> None:
        """Write a file in the format that the suffix names, whole or not at all.  Raises SaveError."""

    @abstractmethod
    def describe(self) -> str:
        """A few words for a card: "512 x 512, colour" or "4.0 s, 16 kHz, mono"."""

    @property
    def seconds(self) -> float:
        """Its duration; 0 for a still medium."""
        return 0.0

    def trimmed(self, start: float, end: float) -> Self:
        """The part from `start` to `end`, in seconds, at least one frame; a still medium stays as it is."""
        return self

    def parts(self) -> tuple[Medium, ...]:
        """The media that are fitted as networks of their own: itself, or a video's pictures and its sound."""
        return (self,)

    def joined(self, other: Medium) -> Medium:
        """This part and the other one, as before `parts`.  Raises TypeError where they do not belong together."""
        raise TypeError(f"{self.modality} has no second part, so {other.modality} cannot be joined to it")

    def to_wav(self) -> bytes:
        """A WAV file of it, for the sound track of a video.  Raises TypeError where it is not a sound."""
        raise TypeError(f"{self.modality} is not a sound")
