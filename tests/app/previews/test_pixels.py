"""Smaller levels of an image."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize

from app.previews.pixels import Pyramid, halved, strided


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
    assert Pyramid.coarse(pixels).size == QSize(2000, 3000)
    assert strided(pixels, 1000).shape[0] * strided(pixels, 1000).shape[1] <= 1100
