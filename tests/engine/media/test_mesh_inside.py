"""Faces turned at random are put right, open sheets get a thickness, and what has hardly an inside is refused."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh

from engine.media import Shape
from engine.media.distance import distance, inside
from engine.media.mesh_inside import consistently_turned, with_inside
from engine.media.mesh_sheets import THICKNESS
from engine.media.wire import Refused
from tests.engine.media.mesh_files import egg


def _volume(points: np.ndarray, faces: np.ndarray) -> float:
    return trimesh.Trimesh(points, faces, process=False).volume


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_faces_turned_at_random_are_turned_outwards(share):
    points, faces = egg()
    turned = faces.copy()
    some = np.random.default_rng(0).random(len(faces)) < share
    turned[some] = turned[some][:, ::-1]
    mended = consistently_turned(points, turned)
    assert _volume(points, mended) == pytest.approx(_volume(points, faces))
    whole, back = (Shape(points.astype(np.float32), part.astype(np.int32)) for part in (faces, mended))
    assert whole.compare(back)["iou"] > 0.99


def test_several_parts_are_each_turned_outwards():
    points, faces = egg()
    both = np.concatenate([points, points + np.array([5, 0, 0])])
    turned = np.concatenate([faces, faces + len(points)])
    turned[100:420] = turned[100:420][:, ::-1]
    assert _volume(both, consistently_turned(both, turned)) == pytest.approx(2 * _volume(points, faces))


def test_what_agrees_stays_as_it_is():
    points, faces = egg()
    hollow = np.concatenate([points, points / 2])
    walls = np.concatenate([faces, faces[:, ::-1] + len(points)])
    assert np.array_equal(consistently_turned(hollow, walls), walls)
    inwards = faces[:, ::-1]
    assert np.array_equal(consistently_turned(points, inwards), inwards)


def _mesh(mesh: trimesh.Trimesh) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(mesh.vertices, float), np.asarray(mesh.faces)


def _terrain() -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[0:30, 0:30]
    points = np.stack([x, y, 3 * np.sin(x / 4) * np.cos(y / 5)], axis=-1).reshape(-1, 3).astype(float)
    first = (y[:-1, :-1] * 30 + x[:-1, :-1]).ravel()
    return points, np.concatenate(
        [np.stack([first, first + 1, first + 30], 1), np.stack([first + 1, first + 31, first + 30], 1)]
    )


def _cup() -> tuple[np.ndarray, np.ndarray]:
    points, faces = _mesh(trimesh.creation.box((1, 1, 1)).subdivide().subdivide())
    return points, faces[points[faces][:, :, 2].mean(axis=1) < 0.49]


def _body_with_a_leaf() -> tuple[np.ndarray, np.ndarray]:
    points, faces = egg()
    leaf = np.array([[2, 0, 0], [3, 0, 0], [3, 0.5, 0.2], [2, 0.5, 0]])
    return np.concatenate([points, leaf]), np.concatenate([faces, np.array([[0, 1, 2], [0, 2, 3]]) + len(points)])


def _seen_from_both_sides() -> tuple[np.ndarray, np.ndarray]:
    points, faces = _terrain()
    return points, np.concatenate([faces, faces[:, ::-1]])


@pytest.mark.parametrize("make", [_terrain, _cup, _seen_from_both_sides])
def test_open_sheets_get_a_thickness(make):
    points, faces = make()
    plate, triangles, thickness = with_inside(points, faces)
    assert thickness == pytest.approx(THICKNESS * np.ptp(points, axis=0).max())
    mesh = trimesh.Trimesh(plate, triangles)
    assert mesh.is_watertight
    assert mesh.volume > 0
    off = distance(plate, points, faces)
    assert np.abs(off - thickness / 2).max() < 0.1 * thickness
    assert distance(points[np.unique(faces)], plate, triangles).max() < 0.55 * thickness


def test_only_what_is_open_gets_a_thickness():
    points, faces = _body_with_a_leaf()
    found, triangles, thickness = with_inside(points, faces)
    assert thickness > 0
    assert np.array_equal(triangles[: len(faces) - 2], faces[:-2])
    assert np.array_equal(found[: len(egg()[0])], egg()[0])
    assert inside(np.array([[2.5, 0.2, 0.04]]), found, triangles).all()


def test_a_flat_sheet_becomes_a_plate_and_a_flat_body_is_refused():
    square = np.array([[0, 0, 0], [4, 0, 0], [4, 3, 0], [0, 3, 0.0]])
    two = np.array([[0, 1, 2], [0, 2, 3]])
    found, triangles, thickness = with_inside(square, two)
    assert trimesh.Trimesh(found, triangles).volume == pytest.approx(12 * thickness, rel=0.1)
    with pytest.raises(Refused, match="flat") as caught:
        with_inside(square, np.concatenate([two, two[:, ::-1]]))
    assert caught.value.reason == "flat"


def test_bodies_that_cross_are_not_taken_for_sheets():
    points, faces = egg()
    both = np.concatenate([points, points + np.array([0.5, 0.2, 0])])
    crossing = np.concatenate([faces, faces + len(points)])
    assert with_inside(both, crossing)[2] == 0
    assert with_inside(both, crossing[:, ::-1])[2] == 0


def test_faces_that_cannot_be_put_right_are_refused():
    points, faces = egg()
    loose = points[faces].reshape(-1, 3) + np.random.default_rng(1).normal(0, 1e-4, (960, 3))  # no edge is shared
    turned = np.arange(960).reshape(-1, 3)
    turned[::2] = turned[::2, ::-1]
    with pytest.raises(Refused, match="turned at random"):
        with_inside(loose, consistently_turned(loose, turned))


@pytest.mark.parametrize(("thickness", "thin"), [(0.1, True), (0.5, True), (1.0, True), (2.0, False), (20.0, False)])
def test_plates_are_refused_where_the_lattice_would_lose_them(thickness, thin):
    plate = _mesh(trimesh.creation.box((100, 60, thickness)).subdivide().subdivide())
    if thin:
        with pytest.raises(Refused, match="too thin") as caught:
            with_inside(*plate)
        assert caught.value.reason == "thin"
    else:
        with_inside(*plate)


def test_solid_shapes_pass_even_with_small_holes():
    points, faces = egg()
    assert with_inside(points, faces[:-6])[2] == 0
    for mesh in (trimesh.creation.torus(3, 1), trimesh.creation.cylinder(1, 9), trimesh.creation.box()):
        with_inside(*_mesh(mesh))
