"""Images on the screen: zoomed and moved; large ones are prepared in the background."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

import engine
from app.previews.background import in_background, silence
from app.previews.canvas import Picture
from app.previews.pixels import AT_ONCE, Bytes, Pyramid, chequers, qimage, strided
from app.previews.preview import Preview, filled
from app.previews.summaries import brightness

__all__ = ["ImagePreview", "qimage"]


class ImagePreview(Preview):
    """An image that can be zoomed."""

    icon = "image"

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self._picture = Picture(Pyramid(QSize(1, 1), (QImage(1, 1, QImage.Format.Format_RGB32),)), self)
        self._picture.setToolTip(self.tr("Wheel or + and - zoom, drag moves, 0 fits again"))
        self.show_medium(medium)

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another image under the same zoom."""
        pixels = cast(engine.Image, medium).pixels
        silence(self, "pyramid")
        if pixels.shape[0] * pixels.shape[1] <= AT_ONCE:
            self._picture.show_pyramid(Pyramid.of(pixels))
        else:
            self._picture.show_pyramid(Pyramid.quick(pixels))
            in_background(self, lambda: Pyramid.of(pixels), self._picture.show_pyramid, "pyramid")
        self.tell(self._picture, medium, brightness(pixels))

    def follow(self, other: Preview) -> None:
        """Zoom and move together with another image."""
        if isinstance(other, ImagePreview):
            self._picture.view = other._picture.view
            self._picture.looked.connect(other._picture.update)
            other._picture.looked.connect(self._picture.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture takes all the room."""
        self._picture.setGeometry(self.rect())
        super().resizeEvent(event)

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """The middle of the image."""
        return covering(cast(engine.Image, medium).pixels, size)


def covering(pixels: Bytes, size: QSize) -> QImage:
    """The picture cut and scaled to `size`, on chequers where it is transparent."""
    image = filled(qimage(strided(pixels, AT_ONCE)), size)
    if not image.hasAlphaChannel():
        return image
    result = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.fillRect(result.rect(), chequers())
    painter.drawImage(0, 0, image)
    painter.end()
    return result
