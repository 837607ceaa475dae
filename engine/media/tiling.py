"""Tiling: a medium cut into equal tiles, each of which a small network of its own shows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.media.medium import Floats

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tiling:
    """How many equal tiles there are along each axis of [-1, 1]; all ones is the medium as a whole.

    A sample costs the square of a network's width: 16 networks of width 36 hold as much as one of width
    117, for an eighth of the arithmetic.
    """

    counts: tuple[int, ...]

    @classmethod
    def whole(cls, axes: int) -> Tiling:
        """One tile."""
        return cls((1,) * axes)

    @classmethod
    def of_shape(cls, shape: tuple[int, ...], points: int) -> Tiling:
        """Tiles of about so many points of a lattice each, as near to cubes as they get."""
        counts = [1] * len(shape)
        while math.prod(counts) * points < math.prod(shape):
            longest = max(range(len(shape)), key=lambda axis: shape[axis] / counts[axis])
            if counts[longest] == shape[longest]:
                break  # every tile is a single point
            counts[longest] += 1
        return cls(tuple(counts))

    @property
    def number(self) -> int:
        """How many tiles there are."""
        return math.prod(self.counts)

    def centres(self) -> Floats:
        """The middle (T, I) of each tile, in C order."""
        axes = [((2 * np.arange(n) + 1) / n - 1).astype(np.float32) for n in self.counts]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(self.number, len(axes))

    def tiles(self, coordinates: Floats) -> Indices:
        """Which tile each of the coordinates (N, I) lies in: (N,)."""
        places = [
            np.clip(((coordinates[:, axis] + 1) / 2 * n).astype(np.int64), 0, n - 1)
            for axis, n in enumerate(self.counts)
        ]
        return np.asarray(np.ravel_multi_index(places, self.counts), np.int64)

    def members(self, coordinates: Floats) -> Indices:
        """The coordinates' numbers tile by tile: (T, n), where smaller tiles name some of theirs twice.

        Raises ValueError where a tile is empty.
        """
        tile = self.tiles(coordinates)
        sizes = np.bincount(tile, minlength=self.number)
        if not sizes.all():
            raise ValueError("a tile of the tiling holds no sample")
        order, starts = np.argsort(tile, kind="stable"), np.cumsum(sizes) - sizes
        places = starts[:, None] + np.arange(sizes.max()) % sizes[:, None]
        return np.asarray(order[places], np.int64)
