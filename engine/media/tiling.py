"""Tiling: how a medium is cut into equal tiles, each with a small network of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.arrays import Floats, Indices


@dataclass(frozen=True, slots=True)
class Tiling:
    """The number of equal tiles along each axis of [-1, 1]; all ones is the medium in one piece.

    A sample costs the square of a network's width: 16 networks of width 36 have as many weights as one of width
    117, for an eighth of the arithmetic.
    """

    counts: tuple[int, ...]

    @classmethod
    def single(cls, axes: int) -> Tiling:
        """One tile: the medium in one piece."""
        return cls((1,) * axes)

    @classmethod
    def of_shape(cls, shape: tuple[int, ...], points: int) -> Tiling:
        """Tiles of about `points` points of a lattice each, as close to cubes as possible."""
        counts = [1] * len(shape)
        while math.prod(counts) * points < math.prod(shape):
            longest = max(range(len(shape)), key=lambda axis: shape[axis] / counts[axis])
            if counts[longest] == shape[longest]:
                break  # every tile is a single point
            counts[longest] += 1
        return cls(tuple(counts))

    @property
    def count(self) -> int:
        """The number of tiles."""
        return math.prod(self.counts)

    def centres(self) -> Floats:
        """The centre (T, I) of each tile, in C order."""
        axes = [((2 * np.arange(n) + 1) / n - 1).astype(np.float32) for n in self.counts]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(self.count, len(axes))

    def tile_of(self, coordinates: Floats) -> Indices:
        """The index of the tile (N,) that contains each of the coordinates (N, I)."""
        positions = [
            np.clip(((coordinates[:, axis] + 1) / 2 * n).astype(np.int64), 0, n - 1)
            for axis, n in enumerate(self.counts)
        ]
        return np.asarray(np.ravel_multi_index(positions, self.counts), np.int64)

    def members(self, coordinates: Floats) -> Indices:
        """The indices (T, n) of the samples in each tile; a tile with fewer than n repeats some of its own.

        Raises ValueError where a tile is empty.
        """
        tile = self.tile_of(coordinates)
        sizes = np.bincount(tile, minlength=self.count)
        if not sizes.all():
            raise ValueError("a tile of the tiling holds no sample")
        order, starts = np.argsort(tile, kind="stable"), np.cumsum(sizes) - sizes
        positions = starts[:, None] + np.arange(sizes.max()) % sizes[:, None]  # (T, n)
        return np.asarray(order[positions], np.int64)
