"""Distances computed in the helper process are those computed here."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media.distance import (
    likeness_here,
    measure_likeness,
    signed_distance,
    signed_distance_here,
    surface_points,
)


def test_offloaded_distances_are_the_same(ball):
    points = np.random.default_rng(0).uniform(-1, 1, (20_000, 3))
    vertices = ball.vertices / np.abs(ball.vertices).max()
    found = signed_distance(points, vertices, ball.faces)
    assert np.allclose(found, signed_distance_here(points, vertices, ball.faces), atol=1e-5)


def test_offloaded_likeness_is_the_same(ball):
    moved = ball.vertices + np.float32(0.5)
    here = likeness_here(ball.vertices, ball.faces, moved, ball.faces)
    assert measure_likeness(ball.vertices, ball.faces, moved, ball.faces) == pytest.approx(here, rel=1e-5)
    assert 0.5 < here[0] < 0.9
    assert 0.1 < here[1] < 0.87  # at most as far as it was moved


def test_points_are_spread_evenly_over_the_surface():
    # Two triangles of which one is nine times as large: nine tenths of the points, and none crowded at a corner.
    vertices = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 5], [3, 0, 5], [0, 3, 5]], float)
    points, faces = surface_points(vertices, np.array([[0, 1, 2], [3, 4, 5]]), 20_000, np.random.default_rng(0))
    assert faces.mean() == pytest.approx(0.9, abs=0.01)
    assert points[faces == 1].mean(axis=0) == pytest.approx([1, 1, 5], abs=0.03)
