"""Tiling: how a medium is cut into equal tiles, each with a small network of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from engine.arrays import Floats, Indices

NO_SHARE: Final = 1e-5  # of a tile in a cross-fade: rounding of coordinates


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

    def blend(self, coordinates: Floats, shape: tuple[int, ...]) -> Iterator[tuple[Indices, Indices, Floats]]:
        """Rows, tiles and weights (n,) of a linear cross-fade between the tiles of a lattice of `shape`.

        Between two of the lattice's points in different tiles both tiles have a share, and everywhere else one has all
        of it: on the lattice itself nothing is blended. The weights of one row add up to 1.
        """
        places = (coordinates + 1) / 2 * np.array(shape) - 0.5  # (N, I), in points of the lattice
        lower = np.clip(np.floor(places), 0, np.maximum(np.array(shape) - 2, 0))  # of the two points around each place
        share = np.clip(places - lower, 0, 1)
        tiles = [self.tile_of(_coordinates_of(lower + step, shape)) for step in (0, 1)]
        sides = [np.array(np.unravel_index(tile, self.counts)).T for tile in tiles]  # (N, I) each
        same = sides[0] == sides[1]
        for corner in product((0, 1), repeat=len(shape)):
            upper = np.array(corner, bool)
            weights = np.where(same, np.where(upper, 0, 1), np.where(upper, share, 1 - share)).prod(axis=1)
            rows = np.flatnonzero(weights > NO_SHARE)
            if rows.size:
                tile = np.ravel_multi_index(tuple(np.where(upper, sides[1], sides[0])[rows].T), self.counts)
                yield rows, np.asarray(tile, np.int64), weights[rows].astype(np.float32)

    def members(self, coordinates: Floats, margin: tuple[float, ...] = (), repeats: int = 0) -> Indices:
        """The indices (T, n) of the samples in each tile; a tile with fewer than n repeats some of its own.

        With a `margin` along each axis a tile also has its neighbours' samples up to there, and those on both sides of
        a border, as near as that, occur `repeats` more times. Raises ValueError where a tile is empty.
        """
        tile, index = self.tile_of(coordinates), np.arange(len(coordinates))
        if margin and self.count > 1:
            near = self._near_border(coordinates, np.array(margin))
            offsets = np.array(list(product((-1, 0, 1), repeat=len(margin)))) * margin
            pairs = [self.tile_of(coordinates[near] + o) * len(index) + near for o in offsets.astype(np.float32)]
            at_borders = np.unique(np.concatenate(pairs))
            inside = np.setdiff1d(index, near, assume_unique=True)
            both = np.concatenate([tile[inside] * len(index) + inside, *[at_borders] * (1 + repeats)])
            tile, index = np.divmod(both, len(index))
        sizes = np.bincount(tile, minlength=self.count)
        if not sizes.all():
            raise ValueError("a tile of the tiling holds no sample")
        order, starts = np.argsort(tile, kind="stable"), np.cumsum(sizes) - sizes
        positions = starts[:, None] + np.arange(sizes.max()) % sizes[:, None]  # (T, n)
        return np.asarray(index[order[positions]], np.int64)

    def _near_border(self, coordinates: Floats, margin: Floats) -> Indices:
        """The indices of the samples (N, I) within the margin (I,) of a border between two tiles."""
        place = (coordinates + 1) / 2 * self.counts  # in tiles
        border = np.rint(place)
        inner = (border > 0) & (border < self.counts)
        return np.flatnonzero((inner & (np.abs(place - border) <= margin / 2 * self.counts)).any(axis=1))


def _coordinates_of(points: Floats, shape: tuple[int, ...]) -> Floats:
    """The coordinates of the points (N, I) of a lattice, which are given by their indices."""
    return np.asarray((2 * points + 1) / np.array(shape) - 1, np.float32)
