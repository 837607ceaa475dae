"""A cover that was used before is told, whatever its file is called, and nothing else is."""

from __future__ import annotations

import numpy as np

import engine
from app.hide.used_covers import UsedCovers
from app.self_test.check import media


def test_every_kind_of_cover_is_known_again_and_no_other(image: engine.Image) -> None:
    used, covers = UsedCovers(), [medium for medium, _ in media().values()]
    for cover in covers:
        assert cover not in used
        used.add(cover)
    again = [medium for medium, _ in media().values()]
    assert all(cover in used for cover in again)
    assert image not in used


def test_one_pixel_makes_another_cover(image: engine.Image) -> None:
    used, pixels = UsedCovers(), image.pixels.copy()
    used.add(image)
    pixels[3, 4] ^= 1
    assert engine.Image(pixels) not in used
    assert engine.Image(np.ascontiguousarray(image.pixels[::-1])) not in used
