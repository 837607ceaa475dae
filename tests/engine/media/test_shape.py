from __future__ import annotations

import numpy as np
import pytest
import trimesh

from engine.errors import SaveError
from engine.media import Grid, Shape, load
from engine.media.distance import measure_likeness


def test_samples_are_distances(ball, sphere):
    samples = ball.scaled(5000).samples()
    assert samples.coordinates.shape == (5000, 3)
    assert samples.values.shape == (5000, 1)
    assert np.abs(samples.coordinates).max() <= 1
    assert np.abs(samples.values).max() <= 1
    assert abs(samples.values.mean()) < 0.15
    assert np.abs(samples.values - sphere(0.85)(samples.coordinates)).max() < 0.1  # of a ball of triangles
    again = ball.scaled(5000).samples()
    assert np.array_equal(samples.coordinates, again.coordinates)


def test_it_comes_back_in_its_own_units_facing_outwards(ball, sphere):
    evaluated = 0
    exact = sphere(0.85)

    def field(points):
        nonlocal evaluated
        evaluated += len(points)
        return exact(points)

    restored = Shape.from_field(field, ball.grid)
    mesh = trimesh.Trimesh(restored.vertices, restored.faces)
    assert mesh.is_watertight
    assert mesh.volume == pytest.approx(4 / 3 * np.pi * 27, rel=0.01)
    assert np.allclose(mesh.bounds, [[7, -23, 2], [13, -17, 8]], atol=0.05)
    assert evaluated < 0.5 * ball.grid.points
    measures = ball.compare(restored)
    assert measures["iou"] > 0.98
    assert measures["chamfer"] < 0.005


def test_finer_is_closer(ball, sphere):
    coarse = Grid((24, 24, 24), 1, ball.grid.constants)
    few, many = (Shape.from_field(sphere(0.85), grid) for grid in (coarse, coarse.finer(2.5)))
    assert len(many.faces) > 4 * len(few.faces)


@pytest.mark.parametrize("far", [{"cx": 9e8}, {"cz": -9e8}, {"size": 9e8}, {"cy": 3e8, "size": 3e8}])
def test_a_shape_whose_size_no_grid_can_say_is_refused(ball, far):
    """A file may say so; the numbers of the next grid would be out of bounds, which is a fault of ours."""
    with pytest.raises(ValueError, match="of the origin"):
        Shape.check_grid(Grid((8, 8, 8), 1, {**ball.grid.constants, **far}))


@pytest.mark.parametrize("value", [-1.0, 0.0, 1.0, float("nan")])
def test_a_field_without_a_surface_is_the_empty_shape(ball, value, tmp_path):
    grid = Grid((20, 21, 22), 1, ball.grid.constants)
    empty = Shape.from_field(lambda points: np.full((len(points), 1), value, np.float32), grid)
    assert empty.faces.shape == (0, 3)
    assert empty.describe() == "0 vertices, 0 triangles"
    assert ball.compare(empty) == empty.compare(ball) == {"iou": 0, "chamfer": 1}
    assert empty.compare(empty) == {"iou": 1, "chamfer": 0}
    assert np.all(empty.scaled(10).samples().values > 0)
    assert empty.complexity() >= 1
    with pytest.raises(SaveError, match="empty"):
        empty.write(tmp_path / "empty.ply")


def test_a_surface_that_leaves_the_cube_is_closed(ball, sphere):
    restored = Shape.from_field(sphere(1.2), Grid((32, 32, 32), 1, ball.grid.constants))
    assert trimesh.Trimesh(restored.vertices, restored.faces).is_watertight


def test_turned_open_and_crossing_meshes_have_an_inside(ball, sphere):
    turned = np.ascontiguousarray(ball.faces[:, ::-1])
    opened = ball.faces[20:]
    for faces in (turned, opened):
        samples = Shape(ball.vertices, faces, 2000).samples()
        assert np.mean((samples.values < -0.5) == (sphere(0.85)(samples.coordinates) < -0.5)) > 0.98
    twice = Shape(
        np.concatenate([ball.vertices, ball.vertices + np.float32(2)]),
        np.concatenate([ball.faces, ball.faces + len(ball.vertices)]).astype(np.int32),
        2000,
    ).samples()
    assert (twice.values < -0.3).any()


def test_scaled_changes_only_how_many_samples_are_drawn(ball):
    few = ball.scaled(100)
    assert few.vertices is ball.vertices
    assert len(few.samples().values) == 100


def test_compare_with_itself_and_with_another(ball, photo):
    assert ball.compare(ball)["iou"] == 1
    assert ball.compare(ball)["chamfer"] < 1e-6
    half = Shape(((ball.vertices - [10, -20, 5]) * 0.5 + [10, -20, 5]).astype(np.float32), ball.faces)
    assert ball.compare(half)["iou"] == pytest.approx(1 / 8, abs=0.02)
    assert ball.compare(half)["chamfer"] == pytest.approx(1.5 / np.sqrt(108), rel=0.02)
    with pytest.raises(ValueError, match="cannot be compared"):
        ball.compare(photo)


@pytest.mark.parametrize("suffix", [".ply", ".stl", ".obj", ".glb"])
def test_exports_come_back(tmp_path, ball, suffix):
    ball.write(tmp_path / f"out{suffix}")
    back = load(tmp_path / f"out{suffix}")
    assert isinstance(back, Shape)
    assert back.vertices.shape == ball.vertices.shape
    assert back.faces.shape == ball.faces.shape
    assert ball.compare(back)["iou"] > 0.999


def test_complexity_tells_plain_from_fancy(ball):
    random = np.random.default_rng(0).normal(0, 0.3, ball.vertices.shape)
    rough = Shape((ball.vertices + random).astype(np.float32), ball.faces)
    assert 1 < ball.complexity() < rough.complexity()


def test_a_strangers_grid_is_refused(ball, sphere):
    good = dict(ball.grid.constants)
    for grid in (
        Grid((8, 8), 1, good),
        Grid((8, 8, 8), 3, good),
        Grid((8, 8, 8), 1, {**good, "size": 0.0}),
        Grid((8, 8, 8), 1, {**good, "gain": -1.0}),
        Grid((8, 8, 8), 1, {"size": 1.0}),
    ):
        with pytest.raises(ValueError, match=r"grid|constant|frames a second"):
            Shape.from_field(sphere(0.5), grid)


def test_only_real_triangles_make_a_shape(ball):
    with pytest.raises(ValueError, match="vertices"):
        Shape(np.zeros((3, 2), np.float32), ball.faces)
    with pytest.raises(ValueError, match="faces"):
        Shape(ball.vertices, ball.faces.astype(np.int64))
    with pytest.raises(ValueError, match="not there"):
        Shape(ball.vertices[:5], ball.faces)


@pytest.mark.parametrize("unit", [1e-36, 1e-12, 1e8])
def test_a_shape_is_measured_alike_in_any_unit(ball, unit, monkeypatch):
    seen = []

    def look(*arrays):
        seen.append(max(np.abs(array).max() for array in arrays if array.dtype == np.float32))
        return measure_likeness(*arrays)

    monkeypatch.setattr("engine.media.shape.measure_likeness", look)
    larger = Shape(ball.vertices * np.float32(1.1), ball.faces)
    scaled = [Shape((shape.vertices * unit).astype(np.float32), shape.faces) for shape in (ball, larger)]
    expected, measures = ball.compare(larger), scaled[0].compare(scaled[1])
    assert measures == pytest.approx(expected, abs=1e-3)
    assert 0.1 < seen[1] < 10  # near zero, the search for the nearest triangle goes through all of them
