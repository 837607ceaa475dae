"""Long sums done in a process of their own come to what they come to here."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import trimesh

import engine.media.helper_process as child_process
from engine.errors import OutOfMemoryError
from engine.media import Shape
from engine.media.distance import signed, signed_distance
from engine.media.isosurface import AT_HAND, contour, extracted
from engine.media.offload import aside


@pytest.fixture
def points():
    return np.random.default_rng(0).uniform(-1, 1, (20_000, 3))


def test_distances_are_the_same_aside(ball, points):
    vertices = ball.vertices / np.abs(ball.vertices).max()
    found = signed_distance(points, vertices, ball.faces)
    assert np.allclose(found, signed(points, vertices, ball.faces), atol=1e-5)


def test_surfaces_are_the_same_aside():
    side = round(AT_HAND ** (1 / 3)) + 2
    x, y, z = np.meshgrid(*[np.linspace(-1, 1, side)] * 3, indexing="ij")
    volume = (np.sqrt(x**2 + y**2 + z**2) - 0.7).astype(np.float32)
    for mine, its in zip(extracted(volume, 0.0), contour(volume, 0.0), strict=True):
        assert np.array_equal(mine, its)


def test_where_no_process_starts_it_is_done_here(tmp_path, monkeypatch, ball, points):
    monkeypatch.setattr(child_process, "decoder", lambda: [str(tmp_path / "no such program")])
    assert aside("distance", points=points.astype(np.float32)) is None
    vertices = ball.vertices / np.abs(ball.vertices).max()
    assert np.array_equal(signed_distance(points, vertices, ball.faces), signed(points, vertices, ball.faces))
    assert ball.compare(ball) == {"iou": 1, "chamfer": pytest.approx(0, abs=1e-6)}


def test_too_little_memory_is_told(monkeypatch, ball):
    code = "import engine.media.decode as d, sys; d.task = lambda *_: [0] * 10**15; sys.exit(d.main(sys.argv[1:]))"
    monkeypatch.setattr(child_process, "decoder", lambda: [sys.executable, "-c", code])
    with pytest.raises(OutOfMemoryError):
        ball.compare(ball)


def test_a_process_that_dies_is_our_bug(monkeypatch, ball):
    monkeypatch.setattr(child_process, "decoder", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(ValueError, match="no header"):
        ball.compare(ball)


def test_fewer_triangles_keep_the_surface():
    mesh = trimesh.creation.icosphere(subdivisions=7)
    ball = Shape(mesh.vertices.astype(np.float32), mesh.faces.astype(np.int32))
    fewer = ball.thinned(20_000)
    assert 5_000 < len(fewer.faces) <= 24_000
    assert fewer.faces.max() < len(fewer.vertices)
    assert np.abs(np.linalg.norm(fewer.vertices, axis=1) - 1).max() < 0.01
    assert ball.thinned(10**6) is ball
