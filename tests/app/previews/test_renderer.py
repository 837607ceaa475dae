"""What the drawing process does, asked as the window asks it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
import pytest
import trimesh

from app.previews.renderer import RenderSettings, serve

SETTINGS = RenderSettings(120, 90, -30.0, 20.0, 1.0, "#0d6e6e")


@pytest.fixture
def ask() -> Iterator[Connection]:
    """The other end of one that serves: in a process of its own, whose end is told and not waited for."""
    apart = multiprocessing.get_context("spawn")
    mine, its = apart.Pipe()
    serving = apart.Process(target=serve, args=(its,))
    serving.start()
    its.close()
    yield mine
    mine.close()
    serving.join()


def answer(connection: Connection, *request: object) -> Any:
    connection.send(request)
    return connection.recv()


def test_a_box_is_drawn_in_its_colour_turned_coloured_and_forgotten(ask: Connection) -> None:
    box = trimesh.creation.box((1, 1, 1)).subdivide()
    points, faces = box.vertices.astype(np.float32), box.faces.astype(np.int32)
    assert answer(ask, "mesh", 7, (points, faces)) is None
    pixels, seconds = answer(ask, "draw", 7, SETTINGS)
    assert pixels.shape == (90, 120, 4)
    assert seconds > 0
    opaque = pixels[..., 3] > 128
    assert 0.1 < opaque.mean() < 0.9
    assert pixels[opaque][:, 1].mean() > pixels[opaque][:, 0].mean() + 20
    turned, _ = answer(ask, "draw", 7, SETTINGS._replace(yaw=10.0, width=60))
    assert turned.shape == (90, 60, 4)
    assert answer(ask, "colour", 7, (points[:, 0] + 0.5, 1.0, "cividis")) is None
    coloured, _ = answer(ask, "draw", 7, SETTINGS)
    assert np.abs(coloured.astype(int) - pixels)[opaque].mean() > 10
    assert answer(ask, "forget", 7, None) is None
