"""EightBitMedium: what images and videos share, whose values are integers from 0 to 255 on a lattice."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Self

import numpy as np

from engine.arrays import Bytes, Doubles, Floats
from engine.media.dct import coefficients_for, decorrelated, truncation_error
from engine.media.medium import Field, Grid, Medium, Samples
from engine.media.normalization import denormalized, denormalized_piece, normalized
from engine.metrics import decibels

HALF_RANGE = 127.5  # raw values are v / 127.5 - 1, so that black is -1 and white 1
COMPLEXITY_MSE = 4e-4  # of raw values: 40 dB below the peak-to-peak range of 2
COMPLEXITY_POINTS = 1 << 20  # a larger medium is reduced first: the count is an estimate, and has to be quick


class EightBitMedium(Medium):
    """A medium that is one array of integers (..., C), the lattice's axes first."""

    __slots__ = ()

    eight_bit: ClassVar[bool] = True

    @property
    @abstractmethod
    def integers(self) -> Bytes:
        """The values (..., C), uint8."""

    @classmethod
    @abstractmethod
    def from_integers(cls, integers: Bytes, grid: Grid) -> Self:
        """The medium of these values (..., C), with the constants of the grid."""

    def samples(self) -> Samples:
        """Every point of the lattice in C order: coordinates (N, I), values (N, C)."""
        grid = self.grid
        values = normalized(self._raw(), grid.constants)
        return Samples(grid.coordinates(), values, 2 / grid.constants["gain"], grid.spacing)

    @classmethod
    def from_values(cls, values: Floats, grid: Grid) -> Self:
        """The medium with these normalized values (N, C)."""
        cls.check_grid(grid)
        return cls._on_lattice(_rounded(denormalized(values, grid)), grid)

    @classmethod
    def from_field(cls, field: Field, grid: Grid) -> Self:
        """The medium that a field shows on a grid, a piece at a time: floats would take 16 times the memory."""
        cls.check_grid(grid)
        integers = np.empty((grid.points, grid.channels), np.uint8)
        for start, values in grid.evaluate_in_pieces(field):
            integers[start : start + len(values)] = _rounded(denormalized_piece(values, grid))
        return cls._on_lattice(integers, grid)

    def complexity(self) -> int:
        """The number of cosine coefficients, of all channels together, that describe it at 40 dB."""
        return coefficients_for(self._decorrelated(), self.in_features, COMPLEXITY_MSE)

    def quality_with(self, count: int) -> float:
        """PSNR of its approximation by its `count` largest cosine coefficients."""
        return decibels(4.0, truncation_error(self._decorrelated(), self.in_features, count))

    def _decorrelated(self) -> Floats:
        return decorrelated(self.scaled(COMPLEXITY_POINTS).integers / np.float32(HALF_RANGE))

    def _raw(self) -> Floats:
        """Raw values (N, C) in [-1, 1]."""
        integers = self.integers
        return (integers.reshape(-1, integers.shape[-1]) / np.float32(HALF_RANGE) - 1).astype(np.float32)

    @classmethod
    def _on_lattice(cls, integers: Bytes, grid: Grid) -> Self:
        return cls.from_integers(integers.reshape(*grid.shape, grid.channels), grid)


def _rounded(raw: Doubles) -> Bytes:
    """Integers 0 to 255 of raw values."""
    return np.rint((raw + 1) * HALF_RANGE).clip(0, 255).astype(np.uint8)
