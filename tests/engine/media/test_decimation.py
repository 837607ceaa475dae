"""Fewer triangles keep the surface."""

from __future__ import annotations

import numpy as np
import trimesh

from engine.media import Shape


def test_fewer_triangles_keep_the_surface():
    mesh = trimesh.creation.icosphere(subdivisions=7)
    ball = Shape(mesh.vertices.astype(np.float32), mesh.faces.astype(np.int32))
    fewer = ball.decimated(20_000)
    assert 5_000 < len(fewer.faces) <= 24_000
    assert fewer.faces.max() < len(fewer.vertices)
    assert np.abs(np.linalg.norm(fewer.vertices, axis=1) - 1).max() < 0.01
    assert ball.decimated(10**6) is ball
