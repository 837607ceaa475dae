"""Previews and thumbnails of every modality, and the canvas that zooms."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

import engine
from app.previews import background
from app.previews.by_modality import PREVIEWS, preview_of, thumbnail_of
from app.previews.canvas import PictureCanvas
from app.previews.pixels import qimage
from app.self_test.check import media


def test_a_large_image_arrives_in_the_background(qtbot: QtBot) -> None:
    preview = preview_of(engine.Image(np.full((1000, 1000, 3), 90, np.uint8)))
    qtbot.addWidget(preview)
    picture = cast(PictureCanvas, preview.findChild(PictureCanvas))
    assert picture._pyramids[0].levels[0].width() < 1000
    qtbot.waitUntil(lambda: picture._pyramids[0].levels[0].width() == 1000, timeout=10_000)
    qtbot.waitUntil(background.idle)


def test_arrows_move_what_is_zoomed_and_zero_fits_again(qtbot: QtBot, image: engine.Image) -> None:
    preview = preview_of(image)
    qtbot.addWidget(preview)
    preview.resize(200, 200)
    picture = cast(PictureCanvas, preview.findChild(PictureCanvas))
    qtbot.keyClick(picture, Qt.Key.Key_Plus)
    assert picture.view.zoom > 1
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.view.offset.x() < 0
    qtbot.keyClick(picture, Qt.Key.Key_0)
    assert (picture.view.zoom, picture.view.offset) == (1.0, QPointF(0, 0))


def test_every_modality_has_a_preview() -> None:
    assert set(PREVIEWS) == set(engine.MODALITIES.values())


@pytest.mark.parametrize("medium", [medium for medium, _ in media().values()], ids=media())
def test_previews_and_thumbnails_draw_something(qtbot: QtBot, medium: engine.Medium) -> None:
    image = thumbnail_of(medium, QSize(60, 40), QColor("teal"))
    assert image.size() == QSize(60, 40)
    preview = preview_of(medium)
    qtbot.addWidget(preview)
    preview.resize(240, 160)
    with qtbot.waitExposed(preview):
        preview.show()
    blank = preview.grab().toImage()
    blank.fill(preview.palette().window().color())
    qtbot.waitUntil(lambda: preview.grab().toImage() != blank, timeout=20_000)
    preview.show_medium(medium)
    preview.close()


def test_pixels_survive_the_way_to_the_screen() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (5, 7, 3), np.uint8)
    image = qimage(pixels)
    assert image.pixelColor(6, 4).getRgb()[:3] == tuple(int(v) for v in pixels[4, 6])
