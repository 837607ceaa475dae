"""Mesh decimation by vertex clustering, for meshes with more triangles than add anything to see."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

V = TypeVar("V", bound=np.floating[Any])
F = TypeVar("F", bound=np.integer[Any])


def decimated(vertices: npt.NDArray[V], faces: npt.NDArray[F], max_faces: int) -> tuple[npt.NDArray[V], npt.NDArray[F]]:
    """The mesh in at most about `max_faces` triangles: the vertices in each cell of a lattice become their mean."""
    if len(faces) <= max_faces:
        return vertices, faces
    low = vertices.min(axis=0)
    side = float((vertices.max(axis=0) - low).max()) or 1.0
    cells = max(8, int(np.sqrt(max_faces / 6)))  # a surface crosses about 3 n^2 of n^3 cells, two triangles in each
    while True:
        x, y, z = ((vertices - low) * (cells / side)).astype(np.int64).T
        _, cluster, sizes = np.unique((x * (cells + 1) + y) * (cells + 1) + z, return_inverse=True, return_counts=True)
        kept = cluster.astype(faces.dtype)[faces]
        kept = kept[(kept[:, 0] != kept[:, 1]) & (kept[:, 1] != kept[:, 2]) & (kept[:, 2] != kept[:, 0])]
        if len(kept) <= 1.2 * max_faces or cells <= 8:
            break
        cells = max(8, int(cells * np.sqrt(max_faces / len(kept))))
    means = np.stack([np.bincount(cluster, vertices[:, axis]) / sizes for axis in range(3)], axis=1)
    return (means.astype(vertices.dtype), kept) if len(kept) else (vertices, faces)
