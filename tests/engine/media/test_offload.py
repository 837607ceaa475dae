"""Long sums done in a process of their own come to what they come to here."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import trimesh

from engine.errors import OutOfMemoryError
from engine.media import Shape, helper_process
from engine.media.distance import signed_distance, signed_distance_here
from engine.media.isosurface import MAX_HERE, extract_surface, extract_surface_here
from engine.media.offload import offload


@pytest.fixture
def points():
    return np.random.default_rng(0).uniform(-1, 1, (20_000, 3))


def test_distances_are_the_same_offload(ball, points):
    vertices = ball.vertices / np.abs(ball.vertices).max()
    found = signed_distance(points, vertices, ball.faces)
    assert np.allclose(found, signed_distance_here(points, vertices, ball.faces), atol=1e-5)


def test_surfaces_are_the_same_offload():
    side = round(MAX_HERE ** (1 / 3)) + 2
    x, y, z = np.meshgrid(*[np.linspace(-1, 1, side)] * 3, indexing="ij")
    volume = (np.sqrt(x**2 + y**2 + z**2) - 0.7).astype(np.float32)
    for mine, its in zip(extract_surface(volume, 0.0), extract_surface_here(volume, 0.0), strict=True):
        assert np.array_equal(mine, its)


def test_where_no_process_starts_it_is_done_here(tmp_path, monkeypatch, ball, points):
    monkeypatch.setattr(helper_process, "helper_command", lambda: [str(tmp_path / "no such program")])
    assert offload("distance", points=points.astype(np.float32)) is None
    vertices = ball.vertices / np.abs(ball.vertices).max()
    assert np.array_equal(
        signed_distance(points, vertices, ball.faces), signed_distance_here(points, vertices, ball.faces)
    )
    assert ball.compare(ball) == {"iou": 1, "chamfer": pytest.approx(0, abs=1e-6)}


def test_too_little_memory_is_told(monkeypatch, ball):
    code = (
        "import engine.media.helper as h, sys; h.TASKS['likeness'] = lambda _: [0] * 10**15; "
        "sys.exit(h.helper_main(sys.argv[1:]))"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(OutOfMemoryError):
        ball.compare(ball)


def test_a_process_that_dies_is_our_bug(monkeypatch, ball):
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(ValueError, match="no header"):
        ball.compare(ball)


def test_fewer_triangles_keep_the_surface():
    mesh = trimesh.creation.icosphere(subdivisions=7)
    ball = Shape(mesh.vertices.astype(np.float32), mesh.faces.astype(np.int32))
    fewer = ball.decimated(20_000)
    assert 5_000 < len(fewer.faces) <= 24_000
    assert fewer.faces.max() < len(fewer.vertices)
    assert np.abs(np.linalg.norm(fewer.vertices, axis=1) - 1).max() < 0.01
    assert ball.decimated(10**6) is ball
