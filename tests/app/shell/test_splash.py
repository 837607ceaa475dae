"""The splash screen has no black corners: where nothing composes windows, what is transparent is black."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from app.kit import theme
from app.shell.splash import SIZE, card


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
@pytest.mark.usefixtures("qapp")
def test_every_pixel_is_opaque(colours: theme.Colours, ratio: float) -> None:
    image = card(theme.palette(colours), ratio).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    assert image.size() == SIZE * ratio
    corners = [image.pixelColor(x, y) for x in (0, image.width() - 1) for y in (0, image.height() - 1)]
    assert all(corner.alpha() == 255 for corner in corners)
    assert not image.hasAlphaChannel() or all(
        image.pixelColor(x, y).alpha() == 255 for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    )
    seen = {image.pixelColor(x, image.height() // 3).name() for x in range(image.width())}
    assert len(seen) > 5  # the icon is there
