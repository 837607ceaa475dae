"""Surface: the mesh where a field crosses zero, evaluated closely only near it."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.media.medium import CHUNK, Field, Floats, Grid
from engine.media.offload import aside

BLOCK = 4  # points of the lattice along each side of one block of the coarse pass: 1/64 of the evaluations

AT_HAND = 1 << 20  # points of a volume: 80 ms on one core


def near_surface(field: Field, grid: Grid, level: float, reach: float) -> npt.NDArray[np.float32]:
    """Values (A, B, C) of a field of one channel on a grid, exact wherever it may cross `level`.

    The middle of every block of 4 x 4 x 4 points is evaluated first. Where that is within `reach` of the
    level, or on the other side of it than a neighbouring block, all 64 are; elsewhere they take its value.
    """
    axes = grid.axes()
    middles = [np.array([axis[i : i + BLOCK].mean() for i in range(0, len(axis), BLOCK)]) for axis in axes]
    coarse = _evaluated(field, np.stack(np.meshgrid(*middles, indexing="ij"), axis=-1).reshape(-1, 3))
    blocks = coarse.reshape([len(middle) for middle in middles])
    wanted = (np.abs(blocks - level) < reach) | _borders(blocks > level)
    values = blocks
    for axis, size in enumerate(grid.shape):
        values = np.repeat(values, BLOCK, axis=axis).take(range(size), axis=axis)
        wanted = np.repeat(wanted, BLOCK, axis=axis).take(range(size), axis=axis)
    places = np.nonzero(wanted)
    points = np.stack([axis[place] for axis, place in zip(axes, places, strict=True)], axis=1)
    values[places] = _evaluated(field, points)
    return values


def extracted(volume: npt.NDArray[np.float32], level: float) -> tuple[Floats, npt.NDArray[np.int32]]:
    """Vertices (V, 3) in [-1, 1] and outward faces (F, 3) of the surface where a volume, low inside, crosses `level`.

    Both are empty where it does not. A surface that leaves the volume is closed at its border.
    """
    if volume.size > AT_HAND and volume.min() < level <= volume.max():
        done = aside("surface", volume=volume.astype(np.float32), level=np.array([level], np.float32))
        if done is not None:
            return done["vertices"], done["faces"]
    return contour(volume, level)


def contour(volume: npt.NDArray[np.float32], level: float) -> tuple[Floats, npt.NDArray[np.int32]]:
    """The same here and now."""
    from skimage.measure import marching_cubes  # 0.5 s to import, and only shapes need it

    if volume.min() >= level or volume.max() < level:
        return np.empty((0, 3), np.float32), np.empty((0, 3), np.int32)
    above = max(float(volume.max()), level) + abs(level) + 1.0
    padded = np.pad(volume, 1, constant_values=above)
    marched: Any = marching_cubes
    vertices, faces, _, _ = marched(padded, level, gradient_direction="descent")
    # Index 1 of the padded volume is the centre of the first cell, at 1/n - 1.
    places = (2 * (vertices - 1) + 1) / np.array(volume.shape) - 1
    return places.clip(-1, 1).astype(np.float32), faces.astype(np.int32)


def _evaluated(field: Field, points: Floats) -> npt.NDArray[np.float32]:
    """Values (N,) of the field in bounded pieces; what is not a number counts as far outside."""
    points = points.astype(np.float32, copy=False)
    pieces = [field(points[start : start + CHUNK])[:, 0] for start in range(0, len(points), CHUNK)]
    values: Floats = np.concatenate([*pieces, np.empty(0, np.float32)])
    return np.nan_to_num(values, nan=1.0, posinf=1.0, neginf=-1.0)


def _borders(side: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Blocks with a neighbour, also across an edge or a corner, on the other side."""
    padded = np.pad(side, 1, mode="edge")
    border = np.zeros_like(side)
    for shift in product(range(3), repeat=3):
        window = tuple(slice(start, start + size) for start, size in zip(shift, side.shape, strict=True))
        border |= padded[window] != side
    return border
