"""Open sheets: the parts of a mesh that have no inside, and these as the plates that a signed distance can represent.

A terrain, a leaf or a cup without a wall has an unsigned distance alone. Its offset surface, where that distance is
half a thickness, is closed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.arrays import Doubles, Flags, Floats, Indices
from engine.media.distance import SEED, distance, surface_points
from engine.media.isosurface import BLOCK, extract_surface_here, values_near_surface
from engine.media.medium import Grid

CELL = 1 / (0.85 * 96)  # of the longest side: the lattice on which a shape is restored, which it fills by 0.85
THICKNESS = 2.5 * CELL  # of the longest side, a thirty-third; drafts of a terrain came back at an IoU of 0.98
LATTICE = 96  # points along each side of the lattice on which the offset surface is found
POINTS = 6_000  # on the surface: percents of each part
MAX_PARTS = 20_000  # that are looked at one by one
TOUCH = 1e-3 * CELL  # of the longest side: so near the surface both sides of it are looked at
FRACTION = 0.25  # winding numbers that are further from a whole number are those of an open mesh
ENCLOSED = 0.02  # of the cube: a sheet that encloses more is a closed surface whose faces are turned at random


def winding(vertices: Doubles, faces: Indices, points: Doubles) -> Doubles:
    """The winding numbers (N,) of the mesh about points (N, 3): whole ones, and zero outside, where it is closed."""
    import igl

    return np.asarray(igl.fast_winding_number(vertices, faces.astype(np.int64), points), dtype=np.float64)


def both_sides(
    vertices: Doubles, faces: Indices, points: Doubles, chosen: Indices, depth: float
) -> tuple[Doubles, Doubles]:
    """The winding numbers (N,) in front of and behind points (N, 3) on the faces `chosen`, `depth` from the surface."""
    corners = vertices[faces[chosen]]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300)
    front, back = (winding(vertices, faces, points + side * depth * normals) for side in (1, -1))
    return front, back


def sheets(vertices: Doubles, faces: Indices, *, unclear: bool) -> Flags:
    """Which faces (F,) belong to a part of the mesh that has no inside.

    `unclear`: so much of the space is neither inside nor outside that every part with a border counts as a sheet.
    """
    part, count = _parts(faces, len(vertices))
    size = float(np.ptp(vertices, axis=0).max())
    random = np.random.default_rng(SEED)
    points, chosen = surface_points(vertices, faces, POINTS, random)
    left_out = np.setdiff1d(np.arange(count), part[chosen])[:MAX_PARTS]
    firsts = np.unique(part, return_index=True)[1][left_out]  # the parts that no point lies on: one face each
    points = np.concatenate([points, vertices[faces[firsts]].mean(axis=1)])
    chosen = np.concatenate([chosen, firsts])
    front, back = both_sides(vertices, faces, points, chosen, TOUCH * size)
    # Both sheets of a leaf that was made twice have zero on both sides.
    good = (np.abs(front - np.rint(front)) < FRACTION) & (np.maximum(np.abs(front), np.abs(back)) > 0.5)
    all_points = np.bincount(part[chosen], minlength=count)
    open_parts = np.bincount(part[chosen], good, minlength=count) < 0.5 * all_points
    if unclear:
        open_parts |= _with_border(faces, part, count, len(vertices))
    result: Flags = open_parts[part]
    return result


def has_border(vertices: Doubles, faces: Indices) -> bool:
    """Whether the mesh has an edge that its faces do not go along as often in one direction as in the other."""
    return bool(_with_border(faces, np.zeros(len(faces), np.int64), 1, len(vertices))[0])


def thickened(vertices: Doubles, faces: Indices, thickness: float) -> tuple[Doubles, Indices]:
    """The closed surface (vertices, outward faces) around a sheet, half a thickness away from it on every side."""
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    half = (float((high - low).max()) + 2 * thickness) / 2
    scaled = (vertices - (low + high) / 2) / half
    level = thickness / 2 / half

    def field(points: Floats) -> Floats:
        return distance(points.astype(np.float64), scaled, faces)[:, None].astype(np.float32)

    grid = Grid((LATTICE,) * 3, 1)
    volume = values_near_surface(field, grid, level, 1.01 * np.sqrt(3) * BLOCK / LATTICE)
    found, triangles = extract_surface_here(volume, level)
    return found * half + (low + high) / 2, triangles.astype(np.int64)


def encloses(vertices: Doubles, faces: Indices) -> bool:
    """Whether a plate that was made by `thickened` has a hollow: then it was no sheet, but a closed surface."""
    part, count = _parts(faces, len(vertices))
    corners = vertices[faces] - vertices.mean(axis=0)
    volumes = np.einsum("fk,fk->f", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6
    hollows = -np.bincount(part, volumes, minlength=count)  # their walls look inwards
    return bool(hollows.max(initial=0) > ENCLOSED * np.ptp(vertices, axis=0).max() ** 3)


def _parts(faces: Indices, vertices: int) -> tuple[Indices, int]:
    """The connected part (F,) of the mesh that each face belongs to, and how many there are."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(2 * len(faces), np.int8)
    rows, columns = np.concatenate([faces[:, 0], faces[:, 1]]), np.concatenate([faces[:, 1], faces[:, 2]])
    graph: Any = coo_array((ones, (rows, columns)), shape=(vertices, vertices))
    _, labels = connected_components(graph, directed=False)
    names, part = np.unique(np.asarray(labels)[faces[:, 0]], return_inverse=True)
    return np.asarray(part, np.int64), len(names)


def _with_border(faces: Indices, part: Indices, count: int, vertices: int) -> Flags:
    """Which parts (count,) have an edge that their faces do not go along as often in one direction as in the other."""
    ends = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    forward = ends[:, 0] < ends[:, 1]
    keys = ends.min(axis=1) * vertices + ends.max(axis=1)
    _, first, edge = np.unique(keys, return_index=True, return_inverse=True)
    left = np.bincount(edge, np.where(forward, 1.0, -1.0)) != 0
    result: Flags = np.bincount(np.tile(part, 3)[first], left, minlength=count) > 0
    return result
