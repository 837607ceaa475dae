"""What is pasted: files, an image, or a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

import engine
from app.hide.page import HidePage
from app.session import Item
from app.widgets.drop_zone import local_paths


def paste(
    hiding: HidePage,
    current: QWidget | None,
    open_files: Callable[[list[Path]], object],
    show_page: Callable[[QWidget], object],
) -> None:
    """Open the files on the clipboard, or hide the image on it; with the Hide page in front, the text on it."""
    mime = QGuiApplication.clipboard().mimeData()
    if local_paths(mime):
        open_files(local_paths(mime))
    elif mime.hasImage():
        image = mime.imageData()
        medium = image_from(image) if isinstance(image, QImage) else None
        if medium is not None:
            show_page(hiding)
            if hiding.free():
                name = QCoreApplication.translate("Window", "Pasted image")
                hiding.session.choosing.add_medium(Item(name, medium))
    elif mime.text() and current is hiding:  # elsewhere it may be a key
        hiding.add_text(mime.text())


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
