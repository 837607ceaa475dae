"""Distance: how far points are from a triangle mesh and on which side, and how far two meshes are apart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.media.offload import aside
from engine.metrics import chamfer, iou

AT_HAND = 60_000  # points times the depth of the tree: 70 ms on one core
MOST_AT_HAND = 8_000  # triangles, whose tree takes 50 ms
COMPARED_INSIDE, COMPARED_SURFACE = 100_000, 30_000  # points: three digits of iou, and of chamfer
SEED = 20240929  # the same mesh is always sampled alike

Points = npt.NDArray[np.float64]
Triangles = npt.NDArray[np.integer[Any]]


def inside(points: Points, vertices: Points, faces: Triangles) -> npt.NDArray[np.bool_]:
    """Which of the points (N, 3) the mesh winds around; meshes may be open, cross themselves or face inwards."""
    import igl  # 0.5 s to import, and only shapes need it

    winding = igl.fast_winding_number(vertices, faces.astype(np.int64), points)
    return np.asarray(np.abs(winding) > 0.5)  # of a mesh with all its faces turned the number is negative


def distance(points: Points, vertices: Points, faces: Triangles) -> Points:
    """Distance (N,) of points (N, 3) from the surface."""
    import igl

    square, _, _ = igl.point_mesh_squared_distance(points, vertices, faces.astype(np.int64))
    far: Points = np.sqrt(np.maximum(square, 0))
    return far


def signed_distance(points: Points, vertices: Points, faces: Triangles) -> Points:
    """Distance (N,) of points (N, 3) from the surface, negative inside, to single precision.

    Aside where it takes long.
    """
    if len(points) * math.log2(len(faces) + 2) > AT_HAND or len(faces) > MOST_AT_HAND:
        single = [np.asarray(each, np.float32) for each in (points, vertices)]
        done = aside("distance", points=single[0], vertices=single[1], faces=faces.astype(np.int32))
        if done is not None:
            return done["distance"].astype(np.float64)
    return signed(points, vertices, faces)


def signed(points: Points, vertices: Points, faces: Triangles) -> Points:
    """The same here and now."""
    points, vertices = points.astype(np.float64), vertices.astype(np.float64)
    far = distance(points, vertices, faces)
    result: Points = np.where(inside(points, vertices, faces), -far, far)
    return result


def likeness(mine: Points, my_faces: Triangles, its: Points, its_faces: Triangles) -> tuple[float, float]:
    """How much of the space inside either of two meshes is inside both, and the mean distance of their surfaces."""
    random = np.random.default_rng(SEED)
    mine, its = mine.astype(np.float64), its.astype(np.float64)
    both = np.concatenate([mine, its])
    points = random.uniform(both.min(axis=0), both.max(axis=0), (COMPARED_INSIDE, 3))
    mine_in, its_in = inside(points, mine, my_faces), inside(points, its, its_faces)
    on_mine, _ = surface_points(mine, my_faces, COMPARED_SURFACE, random)
    on_its, _ = surface_points(its, its_faces, COMPARED_SURFACE, random)
    return iou(mine_in, its_in), chamfer(distance(on_mine, its, its_faces), distance(on_its, mine, my_faces))


def surface_points(
    vertices: Points, faces: Triangles, count: int, random: np.random.Generator
) -> tuple[Points, npt.NDArray[np.int64]]:
    """`count` points (count, 3) spread evenly over the surface by area, and the face each lies on."""
    corners = vertices[faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.cumsum(np.sqrt(np.einsum("ij,ij->i", normals, normals)))
    chosen = np.searchsorted(area, random.random(count) * area[-1], side="right").clip(0, len(faces) - 1)
    # The root makes the points even over the triangle instead of crowding at one corner.
    across, along = np.sqrt(random.random((count, 1))), random.random((count, 1))
    first, second, third = (corners[chosen, corner] for corner in range(3))
    return (1 - across) * first + across * (1 - along) * second + across * along * third, chosen
