"""Crumbs: small separate components of a surface that the given mesh did not have, as short fits leave them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.arrays import Doubles, Floats, Triangles

# Shares of the area of the largest component. Of a mesh in one piece, what is smaller than a fiftieth is a crumb; where
# the mesh has small pieces itself, only what is smaller than a quarter of the smallest, which may come back smaller.
LARGEST, SHRUNK = 0.02, 0.25


def crumb_share(vertices: Floats | Doubles, faces: Triangles) -> float:
    """The share of the largest component's area below which none can be one of this mesh."""
    if not len(faces):
        return 0.0
    areas, _ = _components(vertices, faces)
    shares = areas / (areas.max() or 1.0)
    return float(min(LARGEST, SHRUNK * shares.min()))


def without_crumbs(vertices: Floats, faces: Triangles, share: float) -> tuple[Floats, Triangles]:
    """The mesh without components of less than this share of the largest one's area; the largest always stays."""
    if not len(faces) or share <= 0:
        return vertices, faces
    areas, labels = _components(vertices, faces)
    kept = areas >= min(share, 1.0) * areas.max()
    if kept.all():
        return vertices, faces
    faces = faces[kept[labels]]
    used, numbers = np.unique(faces, return_inverse=True)
    return vertices[used], numbers.reshape(-1, 3).astype(np.int32)


def _components(vertices: Floats | Doubles, faces: Triangles) -> tuple[Doubles, npt.NDArray[np.int64]]:
    """The area of each connected component, and the number of the component that each face belongs to."""
    from scipy.sparse import coo_matrix  # 0.2 s to import, and only shapes need it
    from scipy.sparse.csgraph import connected_components

    one, other = np.concatenate([faces[:, 0], faces[:, 1]]), np.concatenate([faces[:, 1], faces[:, 2]])
    graph = coo_matrix((np.ones(len(one), np.int8), (one, other)), shape=(len(vertices),) * 2)
    _, of_vertices = connected_components(graph, directed=False)
    found, labels = np.unique(of_vertices[faces[:, 0]], return_inverse=True)
    a, b, c = (vertices[faces[:, corner]].astype(np.float64) for corner in range(3))
    areas = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    return np.bincount(labels, areas, len(found)).astype(np.float64), labels.astype(np.int64)
