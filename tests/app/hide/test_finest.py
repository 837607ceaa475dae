"""The loupe begins where the finest detail is."""

from __future__ import annotations

import numpy as np

from app.hide.finest import finest_point


def test_print_on_a_page_is_found_and_a_soft_shade_is_not() -> None:
    page = np.full((300, 400, 3), 240, np.uint8)
    page[:, :150] -= np.linspace(0, 90, 150).astype(np.uint8)[None, :, None]
    page[200:230:3, 300:360] = 20  # lines, as of print
    x, y = finest_point(page, 80, 60)
    assert 300 <= x <= 360
    assert 200 <= y <= 230


def test_a_picture_smaller_than_the_window_has_its_middle() -> None:
    assert finest_point(np.zeros((9, 7, 1), np.uint8), 80, 60) == (3, 4)
