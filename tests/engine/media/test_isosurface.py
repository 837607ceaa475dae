"""Surfaces are found where a field is evaluated, and alike in the helper process and here."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh

from engine.media import Shape
from engine.media.isosurface import MAX_HERE, extract_surface, extract_surface_here
from engine.media.shape import OFFSET


def test_offloaded_surfaces_are_the_same():
    side = round(MAX_HERE ** (1 / 3)) + 2
    x, y, z = np.meshgrid(*[np.linspace(-1, 1, side)] * 3, indexing="ij")
    volume = (np.sqrt(x**2 + y**2 + z**2) - 0.7).astype(np.float32)
    for mine, its in zip(extract_surface(volume, 0.0), extract_surface_here(volume, 0.0), strict=True):
        assert np.array_equal(mine, its)


def test_what_is_evaluated_only_near_the_surface_is_the_whole_surface(ball, sphere):
    grid = ball.grid
    volume = grid.evaluate(sphere(0.85))
    inside = int(np.count_nonzero(volume < -OFFSET / (1 + OFFSET)))
    restored = Shape.from_field(sphere(0.85), grid)
    cell = (grid.constants["size"] / grid.shape[0]) ** 3
    assert trimesh.Trimesh(restored.vertices, restored.faces).volume == pytest.approx(inside * cell, rel=0.01)
