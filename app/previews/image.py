"""ImagePreview: an image that zooms and pans; the levels of a large one are computed in the background."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

import engine
from app.previews.arrays import Bytes
from app.previews.background import in_background, silence
from app.previews.canvas import PictureCanvas
from app.previews.pixels import IMMEDIATE_PIXELS, Pyramid, checkerboard, qimage, strided
from app.previews.preview import Preview, cropped
from app.previews.summaries import brightness


class ImagePreview(Preview):
    icon = "image"

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self._canvas = PictureCanvas(Pyramid(QSize(1, 1), (QImage(1, 1, QImage.Format.Format_RGB32),)), self)
        self._canvas.setToolTip(self.tr("Zoom: mouse wheel or + and −. Move: drag. Fit to window: 0."))
        self.show_medium(medium)

    def show_medium(self, medium: engine.Medium) -> None:
        pixels = cast(engine.Image, medium).pixels
        silence(self, "pyramid")
        if pixels.shape[0] * pixels.shape[1] <= IMMEDIATE_PIXELS:
            self._canvas.show_pyramid(Pyramid.of(pixels))
        else:
            self._canvas.show_pyramid(Pyramid.coarse(pixels))
            in_background(self, lambda: Pyramid.of(pixels), self._canvas.show_pyramid, "pyramid")
        self.set_description(self._canvas, medium, brightness(pixels))

    def link(self, other: Preview) -> None:
        if isinstance(other, ImagePreview):
            self._canvas.view = other._canvas.view
            self._canvas.view_changed.connect(other._canvas.update)
            other._canvas.view_changed.connect(self._canvas.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._canvas.setGeometry(self.rect())
        super().resizeEvent(event)

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """The middle of the image."""
        return image_thumbnail(cast(engine.Image, medium).pixels, size)


def image_thumbnail(pixels: Bytes, size: QSize) -> QImage:
    """The pixels scaled to fill `size`, on a checkerboard where they are transparent."""
    image = cropped(qimage(strided(pixels, IMMEDIATE_PIXELS)), size)
    if not image.hasAlphaChannel():
        return image
    result = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.fillRect(result.rect(), checkerboard())
    painter.drawImage(0, 0, image)
    painter.end()
    return result
