"""Images from the clipboard."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

import engine


def image_from(image: QImage) -> engine.Image | None:
    """The image as a medium, with an alpha channel if any pixel is transparent; None if it is empty."""
    if image.isNull():
        return None
    channels = 4 if image.hasAlphaChannel() else 3
    image = image.convertToFormat(QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : image.width() * channels].reshape(image.height(), image.width(), channels).copy()
    if channels == 4 and (pixels[..., 3] == 255).all():
        pixels = pixels[..., :3].copy()
    return engine.Image(pixels)
