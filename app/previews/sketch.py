"""A shape drawn without any graphics library: points strewn over the surface, the nearest one wins each pixel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


def rotation(yaw: float, pitch: float) -> Floats:
    """The matrix that turns by `yaw` about the upright axis, then tilts by `pitch`, in degrees."""
    a, b = np.radians(yaw), np.radians(pitch)
    turn = [[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]]
    tilt = [[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]]
    return (np.array(tilt) @ np.array(turn)).astype(np.float32)


def sketch(
    vertices: Floats,
    faces: npt.NDArray[np.int32],
    size: int,
    ink: tuple[int, int, int],
    *,
    yaw: float = -30.0,
    pitch: float = 20.0,
) -> Bytes:
    """The mesh as a square picture (size, size, 4), lit from the upper left, transparent around it."""
    picture = np.zeros((size, size, 4), np.uint8)
    if not len(faces):
        return picture
    corners = vertices[faces]  # (F, 3, 3)
    middle = (corners.max((0, 1)) + corners.min((0, 1))) / 2
    radius = max(float(np.linalg.norm(corners - middle, axis=2).max()), 1e-9)
    corners = (corners - middle) / radius @ rotation(yaw, pitch).T
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    areas = np.linalg.norm(normals, axis=1)
    light = np.array([-0.4, 0.6, 0.7], np.float32)
    shade = 0.35 + 0.65 * np.abs(normals @ light) / np.maximum(areas, 1e-12) / np.linalg.norm(light)
    chance = np.random.default_rng(0)
    count = 10 * size * size
    face = chance.choice(len(faces), count, p=areas / areas.sum()) if areas.sum() > 0 else np.zeros(count, np.int64)
    u, v = np.sqrt(chance.random(count)), chance.random(count)
    weights = np.stack([1 - u, u * (1 - v), u * v], axis=1)
    points = np.einsum("nk,nkd->nd", weights, corners[face])
    order = np.argsort(points[:, 2])  # far to near: later writes win
    points, face = points[order], face[order]
    column = ((points[:, 0] * 0.94 + 1) / 2 * size).astype(int).clip(0, size - 1)
    row = ((1 - points[:, 1] * 0.94) / 2 * size).astype(int).clip(0, size - 1)
    colour = np.minimum(255, np.array(ink) * shade[face, None])
    picture[row, column, :3] = colour
    picture[row, column, 3] = 255
    return picture
