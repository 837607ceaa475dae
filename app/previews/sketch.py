"""A mesh drawn without a graphics library: random points on its surface, of which the nearest one fills a pixel."""

from __future__ import annotations

import numpy as np

from app.previews.arrays import Bytes, Floats, Indices

POINTS_PER_PIXEL = 10


def rotation(yaw: float, pitch: float) -> Floats:
    """The matrix (3, 3) that turns by `yaw` degrees about the vertical axis, then by `pitch` about the horizontal."""
    a, b = np.radians(yaw), np.radians(pitch)
    turn = [[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]]
    tilt = [[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]]
    return (np.array(tilt) @ np.array(turn)).astype(np.float32)


def sketch(
    vertices: Floats,
    faces: Indices,
    size: int,
    ink: tuple[int, int, int],
    *,
    yaw: float = -30.0,
    pitch: float = 20.0,
) -> Bytes:
    """The mesh as an image (size, size, 4), lit from the upper left, on a transparent background."""
    image = np.zeros((size, size, 4), np.uint8)
    if not len(faces):
        return image
    corners = vertices[faces]  # (F, 3, 3)
    centre = (corners.max((0, 1)) + corners.min((0, 1))) / 2
    radius = max(float(np.linalg.norm(corners - centre, axis=2).max()), 1e-9)
    corners = (corners - centre) / radius @ rotation(yaw, pitch).T
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    areas = np.linalg.norm(normals, axis=1)
    light = np.array([-0.4, 0.6, 0.7], np.float32)
    shade = 0.35 + 0.65 * np.abs(normals @ light) / np.maximum(areas, 1e-12) / np.linalg.norm(light)
    generator = np.random.default_rng(0)
    count = POINTS_PER_PIXEL * size * size
    face = generator.choice(len(faces), count, p=areas / areas.sum()) if areas.sum() > 0 else np.zeros(count, np.int64)
    u, v = np.sqrt(generator.random(count)), generator.random(count)
    weights = np.stack([1 - u, u * (1 - v), u * v], axis=1)
    points = np.einsum("nk,nkd->nd", weights, corners[face])
    order = np.argsort(points[:, 2])  # far to near: the nearest point is written last
    points, face = points[order], face[order]
    column = ((points[:, 0] * 0.94 + 1) / 2 * size).astype(int).clip(0, size - 1)
    row = ((1 - points[:, 1] * 0.94) / 2 * size).astype(int).clip(0, size - 1)
    colour = np.minimum(255, np.array(ink) * shade[face, None])
    image[row, column, :3] = colour
    image[row, column, 3] = 255
    return image
