"""What previews are made of: quick pictures, waves, meshes of fewer triangles, sound piece by piece, words."""

from __future__ import annotations

from multiprocessing.connection import Connection
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

import engine
from app.previews import background, preview_of, thumbnail_of
from app.previews.canvas import Picture
from app.previews.mesh import MOST_SHOWN, diagonal, distances
from app.previews.pixels import Pyramid, halved, strided
from app.previews.shape import SKETCHED, START, ShapePreview
from app.previews.sound import Feed
from app.previews.studio import Studio
from app.previews.summaries import brightness, loudness, proportions
from app.previews.waves import Peaks


def ball(side: int) -> engine.Shape:
    across, along = np.meshgrid(np.linspace(0, 2 * np.pi, side), np.linspace(0.01, np.pi - 0.01, side), indexing="ij")
    points = np.stack([np.cos(across) * np.sin(along), np.sin(across) * np.sin(along), np.cos(along)], axis=-1)
    index = np.arange(side * side).reshape(side, side)
    a, b, c, d = (index[i : side - 1 + i, j : side - 1 + j].ravel() for i, j in ((0, 0), (1, 0), (1, 1), (0, 1)))
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    return engine.Shape(points.reshape(-1, 3).astype(np.float32), faces.astype(np.int32))


def test_a_pyramid_gives_the_smallest_level_that_is_large_enough() -> None:
    pyramid = Pyramid.of(np.zeros((1700, 1800, 3), np.uint8))
    assert [level.width() for level in pyramid.levels] == [1800, 900, 450, 225]
    assert pyramid.at(451).width() == 900
    assert pyramid.at(5000).width() == 1800
    assert pyramid.at(10).width() == 225


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_level_is_the_mean_of_four_pixels_each(channels: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (301, 1201, channels), np.uint8)
    means = pixels[:300, :1200].reshape(150, 2, 600, 2, channels).mean(axis=(1, 3))
    assert (halved(pixels) == np.floor(means + 0.5)).all()


def test_what_cannot_be_seen_adds_no_colour() -> None:
    pixels = np.zeros((802, 802, 4), np.uint8)
    pixels[:, ::2] = 0, 0, 255, 255
    pixels[:, 1::2] = 255, 0, 0, 0  # a red that is transparent
    colour = Pyramid.of(pixels).levels[1].pixelColor(7, 7)
    assert (colour.red(), colour.blue()) == (0, 255)
    assert colour.alpha() == 128


def test_a_stand_in_knows_the_true_size() -> None:
    pixels = np.zeros((3000, 2000, 3), np.uint8)
    assert Pyramid.quick(pixels).size == QSize(2000, 3000)
    assert strided(pixels, 1000).shape[0] * strided(pixels, 1000).shape[1] <= 1100


def test_a_large_image_arrives_in_the_background(qtbot: QtBot) -> None:
    preview = preview_of(engine.Image(np.full((1000, 1000, 3), 90, np.uint8)))
    qtbot.addWidget(preview)
    picture = cast(Picture, preview.findChild(Picture))
    assert picture._pyramids[0].levels[0].width() < 1000
    qtbot.waitUntil(lambda: picture._pyramids[0].levels[0].width() == 1000, timeout=10_000)
    qtbot.waitUntil(background.idle)


def test_arrows_move_what_is_zoomed_and_zero_fits_again(qtbot: QtBot, image: engine.Image) -> None:
    preview = preview_of(image)
    qtbot.addWidget(preview)
    preview.resize(200, 200)
    picture = cast(Picture, preview.findChild(Picture))
    qtbot.keyClick(picture, Qt.Key.Key_Plus)
    assert picture.view.zoom > 1
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.view.shift.x() < 0
    qtbot.keyClick(picture, Qt.Key.Key_0)
    assert (picture.view.zoom, picture.view.shift) == (1.0, QPointF(0, 0))


def test_distance_of_two_balls_is_the_difference_of_their_radii() -> None:
    small, large = ball(60), ball(60)
    large = engine.Shape(large.vertices * np.float32(1.1), large.faces)
    found = distances(small.vertices, large, diagonal(small)) * diagonal(small)
    assert np.abs(found - 0.1).max() < 0.01
    nothing = engine.Shape(np.empty((0, 3), np.float32), np.empty((0, 3), np.int32))
    assert (distances(small.vertices, nothing, 1.0) == 1).all()


def test_where_nothing_can_be_drawn_a_sketch_is_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.previews.studio.STUDIO", Studio(Connection.close))  # it ends before it answers
    preview = cast(ShapePreview, preview_of(ball(30)))
    qtbot.addWidget(preview)
    preview.resize(200, 150)
    preview.show()
    qtbot.waitUntil(lambda: preview._image is not None, timeout=60_000)
    assert "OpenGL" in preview._note
    assert preview._image is not None
    assert preview._image.width() == SKETCHED
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
    assert preview._drawn is not None
    assert preview._drawn._told == (False, None)


def test_a_shape_turns_by_keys_and_starts_over(qtbot: QtBot) -> None:
    preview = cast(ShapePreview, preview_of(ball(30)))
    qtbot.addWidget(preview)
    with qtbot.waitSignal(preview.prepared, timeout=20_000):
        preview.show()
    assert preview.mesh is not None
    assert len(preview.mesh.faces) <= 1.2 * MOST_SHOWN
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus):
        before = preview._angles
        qtbot.keyClick(preview, key)
        assert preview._angles != before
    qtbot.keyClick(preview, Qt.Key.Key_0)
    assert preview._angles == START
    preview.close()


def test_thumbnails_of_large_media_are_whole() -> None:
    sound = engine.Audio(np.zeros((1_500_000, 2), np.float32), 44_100)
    sound.signal[700_000:800_000] = 0.5
    image = thumbnail_of(sound, QSize(80, 60), QColor("teal"))
    assert image.pixelColor(40, 20).alpha() > 0
    assert image.pixelColor(10, 20).alpha() == 0


def test_sound_comes_in_pieces_and_ends() -> None:
    signal = np.linspace(0, 0.9, 100, dtype=np.float32)[:, None]
    feed = Feed(signal, 100, (200, 1), 0.5)
    pieces = [feed.read(40), feed.read(40), feed.read(40)]
    assert [len(piece) // 2 for piece in pieces] == [40, 40, 20]
    values = np.frombuffer(b"".join(pieces), "<i2") / 32767
    assert np.allclose(values[:99], np.interp(0.5 + np.arange(99) / 200, np.arange(100) / 100, signal[:, 0]), atol=1e-3)
    assert feed.exhausted
    assert feed.read(10) == b""


def test_a_loop_never_ends_and_says_where_it_is() -> None:
    feed = Feed(np.zeros((1000, 1), np.float32), 1000, (1000, 1), 0.3, (0.2, 0.6))
    for _ in range(10):
        assert len(feed.read(500)) == 1000
    assert not feed.exhausted
    assert float(feed.place(0.1)) == pytest.approx(0.4)
    assert float(feed.place(0.35)) == pytest.approx(0.25)
    assert float(feed.place(0.35 + 0.4)) == pytest.approx(0.25)


@pytest.mark.usefixtures("qapp")
def test_what_is_left_of_silence_is_drawn_flat() -> None:
    hush = Peaks.of(np.random.default_rng(0).normal(0, 1e-4, (4000, 1)).astype(np.float32))
    picture = hush.image(QSize(80, 60), QColor("black"))
    inked = [y for y in range(60) if picture.pixelColor(40, y).alpha()]
    assert len(inked) <= 3


def test_words_for_who_cannot_see() -> None:
    assert "dark" in brightness(np.zeros((4, 4, 3), np.uint8))
    blue = np.zeros((4, 4, 3), np.uint8)
    blue[..., 2] = 255
    assert "blue" in brightness(blue)
    assert "bright" in brightness(np.full((4, 4, 1), 255, np.uint8))
    assert loudness(Peaks.of(np.zeros((100, 1), np.float32)), 1.0) == "silent"
    signal = np.zeros((1000, 1), np.float32)
    signal[500] = 1
    assert "0.5" in loudness(Peaks.of(signal), 1.0)
    assert "100 to 100 to 100" in proportions(ball(61))
