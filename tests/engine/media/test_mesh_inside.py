"""Faces that are turned at random are put right; what has hardly an inside is refused, and says why."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh

from engine.media import Shape
from engine.media.mesh_inside import check_inside, consistently_turned
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


@pytest.mark.parametrize("make", [_terrain, _cup])
def test_open_sheets_are_refused(make):
    with pytest.raises(Refused, match="no inside") as caught:
        check_inside(*make())
    assert caught.value.reason == "open"


def test_faces_that_cannot_be_put_right_are_refused():
    points, faces = egg()
    loose = points[faces].reshape(-1, 3) + np.random.default_rng(1).normal(0, 1e-4, (960, 3))  # no edge is shared
    turned = np.arange(960).reshape(-1, 3)
    turned[::2] = turned[::2, ::-1]
    with pytest.raises(Refused, match="turned at random"):
        check_inside(loose, consistently_turned(loose, turned))


@pytest.mark.parametrize(("thickness", "thin"), [(0.1, True), (0.5, True), (1.0, True), (2.0, False), (20.0, False)])
def test_plates_are_refused_where_the_lattice_would_lose_them(thickness, thin):
    plate = _mesh(trimesh.creation.box((100, 60, thickness)).subdivide().subdivide())
    if thin:
        with pytest.raises(Refused, match="too thin") as caught:
            check_inside(*plate)
        assert caught.value.reason == "thin"
    else:
        check_inside(*plate)


def test_solid_shapes_pass_even_with_small_holes():
    points, faces = egg()
    check_inside(points, faces[:-6])
    for mesh in (trimesh.creation.torus(3, 1), trimesh.creation.cylinder(1, 9), trimesh.creation.box()):
        check_inside(*_mesh(mesh))
