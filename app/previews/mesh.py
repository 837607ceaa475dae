"""Distances from the vertices of one mesh to the surface of another."""

from __future__ import annotations

import numpy as np

import engine
from app.previews.arrays import Floats, Indices

MAX_TRIANGLES = 40_000  # of a preview: rendering them takes 40 ms without a graphics card
SURFACE_POINTS = 150_000  # random points that stand for a surface: a fraction of a percent of its size apart


def sample_surface(vertices: Floats, faces: Indices, count: int = SURFACE_POINTS) -> Floats:
    """Random points (count, 3) on the surface, uniform by area."""
    generator = np.random.default_rng(0)
    corners = vertices[faces].astype(np.float64)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.cumsum(np.linalg.norm(normals, axis=1))
    chosen = np.searchsorted(area, generator.random(count) * area[-1]).clip(0, len(faces) - 1)
    across, along = np.sqrt(generator.random((count, 1))), generator.random((count, 1))
    a, b, c = (corners[chosen, corner] for corner in range(3))
    points = (1 - across) * a + across * (1 - along) * b + across * along * c
    return np.asarray(points, dtype=np.float32)


def diagonal(shape: engine.Shape) -> float:
    """The diagonal of a shape's bounding box; 1 if it is empty."""
    size = shape.vertices.max(axis=0) - shape.vertices.min(axis=0) if len(shape.vertices) else np.zeros(3)
    return float(np.linalg.norm(size)) or 1.0


def distances(points: Floats, other: engine.Shape, size: float) -> Floats:
    """The distance of each point (N, 3) to the other's surface, divided by `size`; 1 where it has no surface."""
    from scipy.spatial import cKDTree

    if not len(other.faces):
        return np.ones(len(points), np.float32)
    other = other.decimated(5 * MAX_TRIANGLES)
    tree = cKDTree(np.concatenate([sample_surface(other.vertices, other.faces), other.vertices]))
    nearest, _ = tree.query(points)
    return np.asarray(nearest / size, dtype=np.float32)
