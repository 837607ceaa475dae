"""What is inside a mesh: faces turned at random are put right, open sheets get a thickness, thin shapes are refused."""

from __future__ import annotations

import numpy as np

from engine.arrays import Doubles, Flags, Indices
from engine.media.distance import SEED, surface_points
from engine.media.mesh_sheets import (
    CELL,
    THICKNESS,
    TOUCH,
    both_sides,
    encloses,
    has_border,
    sheets,
    thickened,
    winding,
)  # fmt: skip
from engine.media.wire import Refused

FLAT = 1e-5  # of the longest side: a thinner shape has no inside, where a distance could be negative
POINTS = 4_000  # give percents of the volume and of the surface
HALF_INSIDE = (0.15, 0.85)  # winding numbers that are neither those of the inside nor of the outside
MAX_UNCLEAR = 0.15  # of the volume; a cup without a thickness has a third
MAX_THIN = 0.5  # of the surface
_OPEN = "has no inside that could be told from its outside: its faces are turned at random; make their sides alike"


def consistently_turned(vertices: Doubles, faces: Indices) -> Indices:
    """The faces (F, 3), where neighbours disagree about the outside turned alike, and outwards as a whole."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    keys = edges[:, 0] * len(vertices) + edges[:, 1]
    if len(np.unique(keys)) == len(keys):  # no edge is gone along twice in one direction
        return faces
    import igl

    turned, patches = igl.bfs_orient(faces.astype(np.int64))
    turned, patches = np.asarray(turned, np.int64), np.asarray(patches).ravel()
    corners = vertices[turned] - vertices[faces[0, 0]]
    volumes = np.einsum("fk,fk->f", corners[:, 0], np.cross(corners[:, 1], corners[:, 2]))
    inwards = np.bincount(patches, volumes) < 0
    # Only patches in which neighbours disagreed: a hollow's wall looks inwards, and rightly.
    disagreed = np.bincount(patches, np.any(turned != faces, axis=1)) > 0
    agreed_both = disagreed & (np.bincount(patches, np.all(turned == faces, axis=1)) > 0)
    result = np.where(agreed_both[patches][:, None], turned, faces)
    flip = (agreed_both & inwards)[patches]
    result[flip] = result[flip][:, ::-1]
    return result


def with_inside(vertices: Doubles, faces: Indices) -> tuple[Doubles, Indices, float]:
    """The mesh with a thickness for its open sheets, and that thickness; zero where it has none.

    Raises Refused where a shape is so thin, or its faces are turned so much at random, that hardly anything of it would
    come back.
    """
    sides = np.ptp(vertices, axis=0)
    open_faces = _open_faces(vertices, faces, flat=sides.min() <= FLAT * sides.max())
    thickness = 0.0
    if open_faces.any():
        thickness = float(THICKNESS * sides.max())
        points, triangles = thickened(vertices, faces[open_faces], thickness)
        if encloses(points, triangles):
            raise Refused(_OPEN, "open")
        faces = np.concatenate([faces[~open_faces], triangles + len(vertices)])
        vertices = np.concatenate([vertices, points])
        used, kept = np.unique(faces, return_inverse=True)
        vertices, faces = vertices[used], kept.reshape(-1, 3)
    _check_thickness(vertices, faces)
    return vertices, faces, thickness


def _open_faces(vertices: Doubles, faces: Indices, *, flat: bool) -> Flags:
    """Which faces (F,) are those of open sheets."""
    if flat:
        if not has_border(vertices, faces):
            raise Refused("is flat: a shape needs an inside", "flat")
        return np.ones(len(faces), bool)
    random = np.random.default_rng(SEED)
    around = random.uniform(vertices.min(axis=0), vertices.max(axis=0), (POINTS, 3))
    inside = np.abs(winding(vertices, faces, around))
    unclear = float(np.mean((inside > HALF_INSIDE[0]) & (inside < HALF_INSIDE[1])))
    return sheets(vertices, faces, unclear=unclear > MAX_UNCLEAR)


def _check_thickness(vertices: Doubles, faces: Indices) -> None:
    random = np.random.default_rng(SEED)
    points, chosen = surface_points(vertices, faces, POINTS, random)
    size = float(np.ptp(vertices, axis=0).max())
    for depth in (TOUCH, CELL):
        front, back = both_sides(vertices, faces, points, chosen, depth * size)
        if np.mean((np.abs(front) > 0.5) != (np.abs(back) > 0.5)) >= MAX_THIN:
            continue
        if depth == TOUCH:
            raise Refused(_OPEN, "open")
        least = 1.2 * CELL * size
        raise Refused(
            f"is too thin: most of it is thinner than {least:.3g}, a hundredth of its length, and would not come back",
            "thin",
        )
