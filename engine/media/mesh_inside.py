"""What is inside a mesh: faces that are turned at random are put right, and what has hardly an inside is refused."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.arrays import Doubles, Indices
from engine.media.distance import SEED, surface_points
from engine.media.wire import Refused

LATTICE, FILL = 96, 0.85  # points along each side of the lattice a shape is restored on, and its share of that
POINTS = 4_000  # give percents of the volume and of the surface
HALF_INSIDE = (0.15, 0.85)  # winding numbers that are neither those of the inside nor of the outside
MAX_UNCLEAR = 0.15  # of the volume; a cup without a thickness has a third
MAX_THIN = 0.5  # of the surface


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


def check_inside(vertices: Doubles, faces: Indices) -> Indices:
    """The faces.  Raises Refused where a shape is so open or so thin that hardly anything of it would come back."""
    import igl

    random = np.random.default_rng(SEED)
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    indices = faces.astype(np.int64)

    def winding(points: Doubles) -> Any:
        return np.abs(np.asarray(igl.fast_winding_number(vertices, indices, points)))

    surface, chosen = surface_points(vertices, faces, POINTS, random)
    corners = vertices[faces[chosen]]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300)
    cell = float((high - low).max()) / FILL / LATTICE

    def one_side(depth: float) -> float:
        """The share of the surface that has the inside on exactly one of its sides, so deep."""
        front, back = (winding(surface + side * depth * normals) > 0.5 for side in (1, -1))
        return float(np.mean(front != back))

    around = winding(random.uniform(low, high, (POINTS, 3)))
    unclear = float(np.mean((around > HALF_INSIDE[0]) & (around < HALF_INSIDE[1])))
    if unclear > MAX_UNCLEAR or one_side(cell * 1e-3) < MAX_THIN:
        raise Refused(
            "has no inside that could be told from its outside: it is open, or its faces are turned at random; close "
            "it, or give it a thickness",
            "open",
        )
    if one_side(cell) < MAX_THIN:
        least = cell * 1.2
        raise Refused(
            f"is too thin: most of it is thinner than {least:.3g}, a hundredth of its length, and would not come back",
            "thin",
        )
    return faces
