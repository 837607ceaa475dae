"""Distances: from points to a triangle mesh, signed by inside and outside, and between two meshes."""

from __future__ import annotations

import math

import numpy as np

from engine.arrays import AnyFloats, AnyIntegers, Doubles, Flags, Indices
from engine.media.offload import offload
from engine.metrics import chamfer, iou

MAX_HERE = 60_000  # points times the depth of the search tree: 70 ms on one core
MAX_FACES_HERE = 8_000  # building their search tree takes 50 ms
VOLUME_POINTS, SURFACE_POINTS = 100_000, 30_000  # give three digits of the IoU, and of the chamfer distance
SEED = 20240929  # the same mesh always gets the same sample points


def inside(points: AnyFloats, vertices: AnyFloats, faces: AnyIntegers) -> Flags:
    """Which points (N, 3) lie inside, by winding number: meshes may be open, cross themselves or face inwards."""
    import igl  # 0.5 s to import, and only shapes need it

    winding = igl.fast_winding_number(vertices, faces.astype(np.int64), points)
    return np.asarray(np.abs(winding) > 0.5)  # the winding number of a mesh that faces inwards is negative


def distance(points: AnyFloats, vertices: AnyFloats, faces: AnyIntegers) -> Doubles:
    """Distance (N,) of points (N, 3) from the surface."""
    import igl

    squared, _, _ = igl.point_mesh_squared_distance(points, vertices, faces.astype(np.int64))
    distances: Doubles = np.sqrt(np.maximum(squared, 0))
    return distances


def signed_distance(points: AnyFloats, vertices: AnyFloats, faces: AnyIntegers) -> Doubles:
    """Distance (N,) of points (N, 3) from the surface, negative inside, to single precision.

    A long computation runs in the helper process.
    """
    if len(points) * math.log2(len(faces) + 2) > MAX_HERE or len(faces) > MAX_FACES_HERE:
        arrays = {"points": points.astype(np.float32), "vertices": vertices.astype(np.float32)}
        result = offload("distance", **arrays, faces=faces.astype(np.int32))
        if result is not None:
            return result["distance"].astype(np.float64)
    return signed_distance_here(points, vertices, faces)


def signed_distance_here(points: AnyFloats, vertices: AnyFloats, faces: AnyIntegers) -> Doubles:
    """The same, computed in this process."""
    points, vertices = points.astype(np.float64), vertices.astype(np.float64)
    distances = distance(points, vertices, faces)
    signed: Doubles = np.where(inside(points, vertices, faces), -distances, distances)
    return signed


def measure_likeness(
    vertices: AnyFloats, faces: AnyIntegers, other_vertices: AnyFloats, other_faces: AnyIntegers
) -> tuple[float, float]:
    """The IoU of the volumes two meshes enclose, and the chamfer distance of their surfaces; in the helper process."""
    result = offload("likeness", vertices=vertices, faces=faces, other_vertices=other_vertices, other_faces=other_faces)
    if result is None:
        return likeness_here(vertices, faces, other_vertices, other_faces)
    overlap, separation = result["measures"].tolist()
    return overlap, separation


def likeness_here(
    vertices: AnyFloats, faces: AnyIntegers, other_vertices: AnyFloats, other_faces: AnyIntegers
) -> tuple[float, float]:
    """The same, computed in this process."""
    random = np.random.default_rng(SEED)
    mine, other = vertices.astype(np.float64), other_vertices.astype(np.float64)
    both = np.concatenate([mine, other])
    points = random.uniform(both.min(axis=0), both.max(axis=0), (VOLUME_POINTS, 3))
    overlap = iou(inside(points, mine, faces), inside(points, other, other_faces))
    on_mine, _ = surface_points(mine, faces, SURFACE_POINTS, random)
    on_other, _ = surface_points(other, other_faces, SURFACE_POINTS, random)
    return overlap, chamfer(distance(on_mine, other, other_faces), distance(on_other, mine, faces))


def surface_points(
    vertices: Doubles, faces: AnyIntegers, count: int, random: np.random.Generator
) -> tuple[Doubles, Indices]:
    """`count` points (count, 3) distributed uniformly over the surface, and the face that each lies on."""
    corners = vertices[faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.cumsum(np.sqrt(np.einsum("ij,ij->i", normals, normals)))
    chosen = np.searchsorted(area, random.random(count) * area[-1], side="right").clip(0, len(faces) - 1)
    # The square root makes points uniform in the triangle; without it they would crowd at one corner.
    across, along = np.sqrt(random.random((count, 1))), random.random((count, 1))
    first, second, third = (corners[chosen, corner] for corner in range(3))
    return (1 - across) * first + across * (1 - along) * second + across * along * third, chosen
