"""An image from the clipboard as a medium."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

import engine


def medium_of(image: QImage) -> engine.Medium | None:
    """The image with its transparency, where it has any; None where there is nothing."""
    if image.isNull():
        return None
    channels = 4 if image.hasAlphaChannel() else 3
    image = image.convertToFormat(QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : image.width() * channels].reshape(image.height(), image.width(), channels).copy()
    if channels == 4 and (pixels[..., 3] == 255).all():
        pixels = pixels[..., :3].copy()
    return engine.Image(pixels)
