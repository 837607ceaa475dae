"""Waveforms."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

import engine
from app.previews.by_modality import thumbnail_of
from app.previews.waves import Peaks


def test_thumbnails_of_large_media_are_whole() -> None:
    sound = engine.Audio(np.zeros((1_500_000, 2), np.float32), 44_100)
    sound.signal[700_000:800_000] = 0.5
    image = thumbnail_of(sound, QSize(80, 60), QColor("teal"))
    assert image.pixelColor(40, 20).alpha() > 0
    assert image.pixelColor(10, 20).alpha() == 0


@pytest.mark.usefixtures("qapp")
def test_what_is_left_of_silence_is_drawn_flat() -> None:
    hush = Peaks.of(np.random.default_rng(0).normal(0, 1e-4, (4000, 1)).astype(np.float32))
    picture = hush.image(QSize(80, 60), QColor("black"))
    inked = [y for y in range(60) if picture.pixelColor(40, y).alpha()]
    assert len(inked) <= 3
