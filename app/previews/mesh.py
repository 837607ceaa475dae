"""Mesh: what of a shape is drawn: fewer triangles where there are very many, normals, distances from another."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import engine

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]
MOST_SHOWN = 40_000  # triangles: without a graphics card a picture of so many takes 40 ms
EDGE = 30.0  # degrees between two triangles that meet in a sharp edge
MOST_MEASURED = 250_000  # triangles: measuring more stops the whole program for seconds, and says the same
STREWN = 150_000  # points on a surface from which distances are counted: a fraction of a percent of its size apart


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Points (V, 3), triangles (F, 3), and a normal for each point, or none."""

    points: Floats
    faces: Indices
    normals: Floats | None

    @classmethod
    def of(cls, shape: engine.Shape) -> Mesh:
        """What is drawn of a shape.  Takes a second for millions of triangles: for a background thread."""
        points, faces = reduced(shape.vertices, shape.faces, MOST_SHOWN)
        try:  # the first import takes a second too, which is why both are wanted here and not at the first picture
            pyvista = importlib.import_module("pyvista")
            importlib.import_module("pyvista.plotting")
        except ImportError:
            return cls(points, faces, None)
        if not len(faces):
            return cls(points, faces, None)
        poly = pyvista.PolyData(points, np.column_stack([np.full(len(faces), 3), faces]).ravel())
        smooth = poly.compute_normals(
            cell_normals=False, split_vertices=True, feature_angle=EDGE, consistent_normals=False
        )
        normals = np.array(smooth.point_data["Normals"], np.float32)
        return cls(np.array(smooth.points, np.float32), smooth.faces.reshape(-1, 4)[:, 1:].astype(np.int32), normals)


def reduced(vertices: Floats, faces: Indices, most: int) -> tuple[Floats, Indices]:
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
        new = owner.astype(np.int32)[faces]
        new = new[(new[:, 0] != new[:, 1]) & (new[:, 1] != new[:, 2]) & (new[:, 2] != new[:, 0])]
        if len(new) <= 1.2 * most or cells <= 8:
            break
        cells = max(8, int(cells * np.sqrt(most / len(new))))
    middles = np.stack([np.bincount(owner, vertices[:, axis]) / count for axis in range(3)], axis=1)
    return middles.astype(np.float32), new


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


def measurable(medium: engine.Medium) -> engine.Medium:
    """The medium, a shape of very many triangles with fewer: its surface moves by a ten-thousandth of its size."""
    if not isinstance(medium, engine.Shape) or len(medium.faces) <= MOST_MEASURED:
        return medium
    return engine.Shape(*reduced(medium.vertices, medium.faces, MOST_MEASURED))


def diagonal(shape: engine.Shape) -> float:
    """The size of a shape, from corner to corner of the box around it."""
    size = shape.vertices.max(axis=0) - shape.vertices.min(axis=0) if len(shape.vertices) else np.zeros(3)
    return float(np.linalg.norm(size)) or 1.0


def distances(points: Floats, other: engine.Shape, size: float) -> Floats:
    """How far each point (N, 3) is from the nearest of the other's surface, in parts of `size`."""
    from scipy.spatial import cKDTree

    if not len(other.faces):
        return np.ones(len(points), np.float32)
    vertices, faces = reduced(other.vertices, other.faces, 5 * MOST_SHOWN)
    tree = cKDTree(np.concatenate([strewn(vertices, faces), vertices]))
    found, _ = tree.query(points)
    return np.asarray(found / size, dtype=np.float32)
