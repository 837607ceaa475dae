"""Distance: how far points are from a triangle mesh, and on which side."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

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
    """Distance (N,) of points (N, 3) from the surface, negative inside."""
    far = distance(points, vertices, faces)
    signed: Points = np.where(inside(points, vertices, faces), -far, far)
    return signed


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
