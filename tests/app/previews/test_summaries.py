"""Descriptions for screen readers."""

from __future__ import annotations

import numpy as np

from app.previews.summaries import brightness, loudness, proportions
from app.previews.waves import Peaks
from app.self_test.check import ball


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
    assert "100 to 100 to 100" in proportions(ball())
