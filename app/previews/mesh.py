"""Mesh: how far each point of a shape that is drawn is from another shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import engine

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]
MOST_SHOWN = 40_000  # triangles: without a graphics card a picture of so many takes 40 ms
STREWN = 150_000  # points on a surface from which distances are counted: a fraction of a percent of its size apart


def strewn(vertices: Floats, faces: Indices, count: int = STREWN) -> Floats:
    """Points (count, 3) evenly over the surface by area."""
    random = np.random.default_rng(0)
    corners = vertices[faces].astype(np.float64)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.cumsum(np.linalg.norm(normals, axis=1))
    chosen = np.searchsorted(area, random.random(count) * area[-1]).clip(0, len(faces) - 1)
    across, along = np.sqrt(random.random((count, 1))), random.random((count, 1))
    a, b, c = (corners[chosen, corner] for corner in range(3))
    points = (1 - across) * a + across * (1 - along) * b + across * along * c
    return np.asarray(points, dtype=np.float32)


def diagonal(shape: engine.Shape) -> float:
    """The size of a shape, from corner to corner of the box around it."""
    size = shape.vertices.max(axis=0) - shape.vertices.min(axis=0) if len(shape.vertices) else np.zeros(3)
    return float(np.linalg.norm(size)) or 1.0


def distances(points: Floats, other: engine.Shape, size: float) -> Floats:
    """How far each point (N, 3) is from the nearest of the other's surface, in parts of `size`."""
    from scipy.spatial import cKDTree

    if not len(other.faces):
        return np.ones(len(points), np.float32)
    other = other.decimated(5 * MOST_SHOWN)
    tree = cKDTree(np.concatenate([strewn(other.vertices, other.faces), other.vertices]))
    found, _ = tree.query(points)
    return np.asarray(found / size, dtype=np.float32)
