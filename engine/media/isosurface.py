"""Isosurface: the mesh where a field crosses a level, evaluated at every point only near that surface."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from engine.arrays import Flags, Floats, Triangles
from engine.errors import LatticeTooLargeError
from engine.media.medium import CHUNK, Field, Grid
from engine.media.offload import offload

BLOCK = 4  # lattice points along each side of one block of the coarse pass, which so has 1/64 of the evaluations
MAX_VERTICES = 1 << 22  # of a surface: a ball on the finest lattice has a quarter of these
MAX_HERE = 1 << 20  # points of a volume: 80 ms on one core


def values_near_surface(field: Field, grid: Grid, level: float, reach: float) -> Floats:
    """Values (A, B, C) of a field of one channel on a grid, exact wherever it may cross `level`.

    The centre of every block of 4 x 4 x 4 points is evaluated first. Where its value is within `reach` of the
    level, or on the other side of it than that of a neighbouring block, all 64 points are evaluated; elsewhere
    they take the value of the centre.
    """
    axes = grid.axes()
    centres = [np.array([axis[i : i + BLOCK].mean() for i in range(0, len(axis), BLOCK)]) for axis in axes]
    coarse = _evaluate(field, np.stack(np.meshgrid(*centres, indexing="ij"), axis=-1).reshape(-1, 3))
    blocks = coarse.reshape([len(centre) for centre in centres])
    near = (np.abs(blocks - level) < reach) | _has_neighbour_across(blocks > level)
    values = blocks
    for axis, size in enumerate(grid.shape):
        values = np.repeat(values, BLOCK, axis=axis).take(range(size), axis=axis)
        near = np.repeat(near, BLOCK, axis=axis).take(range(size), axis=axis)
    positions = np.nonzero(near)
    points = np.stack([axis[position] for axis, position in zip(axes, positions, strict=True)], axis=1)
    values[positions] = _evaluate(field, points)
    return values


def extract_surface(volume: Floats, level: float) -> tuple[Floats, Triangles]:
    """Vertices (V, 3) in [-1, 1] and outward faces (F, 3) of the surface where a volume, low inside, crosses `level`.

    Both are empty where it does not. A surface that leaves the volume is closed at its border. A large volume is
    searched in the helper process. Raises LatticeTooLargeError where the surface is, as noise has one everywhere.
    """
    if (count := _crossings(volume, level)) > MAX_VERTICES:
        raise LatticeTooLargeError(f"This shape is too large to be rendered: its surface has {count:,} points.")
    if volume.size > MAX_HERE and volume.min() < level <= volume.max():
        result = offload("contour", volume=volume.astype(np.float32), level=np.array([level], np.float32))
        if result is not None:
            return result["vertices"], result["faces"]
    return extract_surface_here(volume, level)


def _crossings(volume: Floats, level: float) -> int:
    """The number of edges of the lattice that cross the level: each has a vertex of the surface."""
    inside, count = volume < level, 0
    for axis in range(3):
        count += int(np.count_nonzero(np.diff(inside, axis=axis)))
    return count


def extract_surface_here(volume: Floats, level: float) -> tuple[Floats, Triangles]:
    """The same, computed in this process by marching cubes."""
    from skimage.measure import marching_cubes  # 0.5 s to import, and only shapes need it

    if volume.min() >= level or volume.max() < level:
        return np.empty((0, 3), np.float32), np.empty((0, 3), np.int32)
    above = max(float(volume.max()), level) + abs(level) + 1.0
    padded = np.pad(volume, 1, constant_values=above)
    march: Any = marching_cubes
    vertices, faces, _, _ = march(padded, level, gradient_direction="descent")
    # Index 1 of the padded volume is the centre of the first cell, at 1/n - 1.
    positions = (2 * (vertices - 1) + 1) / np.array(volume.shape) - 1
    return positions.clip(-1, 1).astype(np.float32), faces.astype(np.int32)


def _evaluate(field: Field, points: Floats) -> Floats:
    """Values (N,) of the field, in chunks of bounded size; NaN counts as far outside."""
    points = points.astype(np.float32, copy=False)
    chunks = [field(points[start : start + CHUNK])[:, 0] for start in range(0, len(points), CHUNK)]
    values: Floats = np.concatenate([*chunks, np.empty(0, np.float32)])
    return np.nan_to_num(values, nan=1.0, posinf=1.0, neginf=-1.0)


def _has_neighbour_across(side: Flags) -> Flags:
    """Which blocks have a neighbour, also across an edge or a corner, with another value of `side`."""
    padded = np.pad(side, 1, mode="edge")
    result = np.zeros_like(side)
    for shift in product(range(3), repeat=3):
        window = tuple(slice(start, start + size) for start, size in zip(shift, side.shape, strict=True))
        result |= padded[window] != side
    return result
