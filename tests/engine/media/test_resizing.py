"""Sizes within a number of pixels, and resampling."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media.resizing import oriented_size, resized, size_within


@pytest.mark.parametrize(
    ("size", "pixels", "expected"),
    [
        ((30, 40), 1200, (30, 40)), ((30, 40), 300, (15, 20)), ((30, 40), 1, (1, 1)), ((30, 40), 0, (1, 1)),
        ((1, 1000), 100, (1, 100)), ((1000, 1), 100, (100, 1)), ((3, 5000), 1000, (1, 1000)),
    ],
)  # fmt: skip
def test_the_largest_size_of_the_same_aspect_ratio(size, pixels, expected):
    assert size_within(*size, pixels) == expected


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_plain_picture_stays_plain(channels):
    pixels = np.full((20, 30, channels), 77, np.uint8)
    small = resized(pixels, 7, 41)
    assert small.shape == (7, 41, channels)
    assert np.abs(small.astype(int) - 77).max() <= 1  # colour is multiplied by opacity and divided again
    assert resized(pixels, 20, 30) is pixels


def test_what_the_smaller_size_cannot_show_is_filtered():
    stripes = np.zeros((64, 64, 1), np.uint8)
    stripes[:, ::2] = 255
    assert np.abs(resized(stripes, 16, 16).astype(int)[2:-2, 2:-2] - 127).max() <= 3


def test_a_size_is_turned_as_the_pixels_are():
    assert oriented_size((6000, 4000), np.zeros((30, 20, 3), np.uint8)) == {"width": 4000, "height": 6000}
    assert oriented_size((6000, 4000), np.zeros((5, 20, 30, 3), np.uint8)) == {"width": 6000, "height": 4000}
