"""Thinning: a mesh of very many triangles in fewer, where more would say nothing new."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

V = TypeVar("V", bound=np.floating[Any])
F = TypeVar("F", bound=np.integer[Any])


def thinned(vertices: npt.NDArray[V], faces: npt.NDArray[F], most: int) -> tuple[npt.NDArray[V], npt.NDArray[F]]:
    """About `most` triangles at most: the vertices in each cell of a lattice become one, in their middle."""
    if len(faces) <= most:
        return vertices, faces
    low = vertices.min(axis=0)
    side = float((vertices.max(axis=0) - low).max()) or 1.0
    cells = max(8, int(np.sqrt(most / 6)))  # a surface crosses about 3 n^2 of n^3 cells, with two triangles in each
    while True:
        place = ((vertices - low) * (cells / side)).astype(np.int64)
        number = (place[:, 0] * (cells + 1) + place[:, 1]) * (cells + 1) + place[:, 2]
        _, owner, count = np.unique(number, return_inverse=True, return_counts=True)
        new = owner.astype(faces.dtype)[faces]
        new = new[(new[:, 0] != new[:, 1]) & (new[:, 1] != new[:, 2]) & (new[:, 2] != new[:, 0])]
        if len(new) <= 1.2 * most or cells <= 8:
            break
        cells = max(8, int(cells * np.sqrt(most / len(new))))
    middles = np.stack([np.bincount(owner, vertices[:, axis]) / count for axis in range(3)], axis=1)
    return (middles.astype(vertices.dtype), new) if len(new) else (vertices, faces)
