"""Shapes: reduced meshes, distances, and pictures drawn in another process."""

from __future__ import annotations

from multiprocessing.connection import Connection
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import engine
from app.previews import background
from app.previews.by_modality import preview_of
from app.previews.mesh import MAX_TRIANGLES, diagonal, distances
from app.previews.render_process import RenderProcess
from app.previews.shape import SKETCH_SIZE, START_VIEW, ShapePreview
from app.self_test.check import ball


def test_distance_of_two_balls_is_the_difference_of_their_radii() -> None:
    small, large = ball(60), ball(60)
    large = engine.Shape(large.vertices * np.float32(1.1), large.faces)
    found = distances(small.vertices, large, diagonal(small)) * diagonal(small)
    assert np.abs(found - 0.1).max() < 0.01
    nothing = engine.Shape(np.empty((0, 3), np.float32), np.empty((0, 3), np.int32))
    assert (distances(small.vertices, nothing, 1.0) == 1).all()


def test_where_nothing_can_be_drawn_a_sketch_is_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = RenderProcess(Connection.close)  # before its first answer
    monkeypatch.setattr("app.previews.render_process.RENDER_PROCESS", ended)
    preview = cast(ShapePreview, preview_of(ball(30)))
    qtbot.addWidget(preview)
    preview.resize(200, 150)
    preview.show()
    qtbot.waitUntil(lambda: preview._image is not None, timeout=60_000)
    assert "OpenGL" in preview._note
    assert preview._image is not None
    assert preview._image.width() == SKETCH_SIZE
    preview.close()
    qtbot.waitUntil(background.idle, timeout=20_000)


def test_a_shape_is_drawn_in_another_process_and_forgotten_when_hidden(qtbot: QtBot) -> None:
    preview = cast(ShapePreview, preview_of(ball(30)))
    qtbot.addWidget(preview)
    preview.resize(200, 150)
    preview.show()
    qtbot.waitUntil(lambda: preview._image is not None, timeout=60_000)
    first = preview._image
    qtbot.keyClick(preview, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: preview._image is not first, timeout=60_000)
    preview.hide()
    qtbot.waitUntil(background.idle, timeout=20_000)
    assert preview._rendered is not None
    assert preview._rendered._sent == (False, None)


def test_a_shape_turns_by_keys_and_starts_over(qtbot: QtBot) -> None:
    preview = cast(ShapePreview, preview_of(ball(30)))
    qtbot.addWidget(preview)
    with qtbot.waitSignal(preview.mesh_changed, timeout=20_000):
        preview.show()
    assert preview.mesh is not None
    assert len(preview.mesh.faces) <= 1.2 * MAX_TRIANGLES
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus):
        before = preview._view
        qtbot.keyClick(preview, key)
        assert preview._view != before
    qtbot.keyClick(preview, Qt.Key.Key_0)
    assert preview._view == START_VIEW
    preview.close()
