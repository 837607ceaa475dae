"""Crumbs: what a short fit leaves beside a shape goes, and nothing that the given mesh had."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.arrays import Floats
from engine.media import Grid, Shape
from engine.media.crumbs import LARGEST, crumb_share, without_crumbs


def ball(radius: float, centre: float = 0.0) -> tuple[Floats, Any]:
    import trimesh

    mesh = trimesh.creation.icosphere(subdivisions=2, radius=radius)
    return (mesh.vertices + np.array([centre, 0, 0])).astype(np.float32), mesh.faces.astype(np.int32)


def together(*meshes: tuple[Floats, Any]) -> Shape:
    starts = np.cumsum([0, *(len(vertices) for vertices, _ in meshes)])
    faces = [faces + start for (_, faces), start in zip(meshes, starts, strict=False)]
    return Shape(np.concatenate([vertices for vertices, _ in meshes]), np.concatenate(faces).astype(np.int32))


def pieces(shape: Shape) -> int:
    import trimesh

    return int(trimesh.Trimesh(shape.vertices, shape.faces, process=False).body_count)


def restored(given: Shape, *balls: tuple[float, float]) -> Shape:
    """What comes back if the network shows these balls, of a radius and a place on the first axis."""

    def field(points: Floats) -> Floats:
        away = [np.linalg.norm(points - [centre, 0, 0], axis=1) - radius for radius, centre in balls]
        constants = given.grid.constants
        values = (np.tanh(np.min(away, axis=0) / 0.1) - constants["offset0"]) / constants["gain"]
        return values[:, None].astype(np.float32)

    return Shape.from_field(field, Grid((64,) * 3, 1, given.grid.constants))


def test_a_lump_beside_a_shape_in_one_piece_goes() -> None:
    assert pieces(restored(together(ball(1.0)), (0.5, 0.2), (0.05, -0.8))) == 1


def test_a_piece_that_the_given_mesh_had_stays_also_where_it_came_back_smaller() -> None:
    moon = together(ball(1.0), ball(0.1, 1.5))
    assert moon.grid.constants["crumb"] == pytest.approx(0.0025, rel=0.05)
    assert pieces(restored(moon, (0.5, -0.3), (0.04, 0.8))) == 2


def test_a_part_that_broke_off_is_no_crumb() -> None:
    assert pieces(restored(together(ball(1.0)), (0.5, 0.2), (0.12, -0.7))) == 2


@pytest.mark.parametrize("share", [0.0, 1.0, 7.0])
def test_the_largest_piece_always_stays(share: float) -> None:
    both = together(ball(1.0), ball(0.9, 3.0))
    vertices, faces = without_crumbs(both.vertices, both.faces, share)
    kept = Shape(vertices, faces)
    assert pieces(kept) == (1 if share else 2)
    assert kept.vertices[:, 0].min() == pytest.approx(-1, abs=0.01)


def test_the_share_follows_the_smallest_piece() -> None:
    assert crumb_share(*ball(1.0)) == LARGEST
    assert crumb_share(np.empty((0, 3), np.float32), np.empty((0, 3), np.int32)) == 0


def test_a_grid_without_the_share_loses_nothing() -> None:
    given = together(ball(1.0))
    constants = {name: value for name, value in given.grid.constants.items() if name != "crumb"}
    values = np.ones((32, 32, 32), np.float32)
    values[8:24, 8:24, 8:24] = values[2:4, 2:4, 2:4] = -1
    assert pieces(Shape.from_values(values.reshape(-1, 1), Grid((32,) * 3, 1, constants))) == 2
    assert pieces(Shape.from_values(values.reshape(-1, 1), Grid((32,) * 3, 1, given.grid.constants))) == 1
