"""Images on the screen: fitted to the room there is; the wheel zooms, a drag moves, a double click fits again."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

import engine
from app.previews.preview import Preview, draw_image, filled, fitted

Bytes = npt.NDArray[np.uint8]
MOST_ZOOM = 32.0


def qimage(pixels: Bytes) -> QImage:
    """The pixels (H, W, 1 | 3 | 4) as a picture with memory of its own."""
    pixels = np.ascontiguousarray(pixels)
    height, width, channels = pixels.shape
    kind = {
        1: QImage.Format.Format_Grayscale8,
        3: QImage.Format.Format_RGB888,
        4: QImage.Format.Format_RGBA8888,
    }[channels]
    return QImage(pixels.tobytes(), width, height, width * channels, kind).copy()


def chequers() -> QBrush:
    """What lies behind transparent parts."""
    tile = QPixmap(16, 16)
    tile.fill(QColor("#c9cfce"))
    painter = QPainter(tile)
    painter.fillRect(0, 0, 8, 8, QColor("#e6eae9"))
    painter.fillRect(8, 8, 8, 8, QColor("#e6eae9"))
    painter.end()
    return QBrush(tile)


class View:
    """Where one looks: a zoom factor over the fitted size, and the shift of the middle in fitted widths and heights."""

    def __init__(self) -> None:
        self.zoom, self.shift = 1.0, QPointF(0, 0)

    def target(self, image: QSize, area: QRectF) -> QRectF:
        """Where the image lands for an area of the widget."""
        base = fitted(image, area)
        result = QRectF(0, 0, base.width() * self.zoom, base.height() * self.zoom)
        moved = QPointF(self.shift.x() * base.width(), self.shift.y() * base.height())
        result.moveCenter(area.center() + moved)
        return result

    def zoomed(self, factor: float, at: QPointF, image: QSize, area: QRectF) -> None:
        """Zoom so that the point under the pointer stays where it is."""
        before = self.target(image, area)
        self.zoom = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        grown = self.target(image, area).width() / before.width()
        base = fitted(image, area)
        centre = at + (before.center() - at) * grown - area.center()
        self.shift = QPointF(centre.x() / base.width(), centre.y() / base.height()) if self.zoom > 1 else QPointF(0, 0)

    def moved(self, by: QPointF, image: QSize, area: QRectF) -> None:
        """Move what is seen along with the pointer."""
        if self.zoom > 1:
            base = fitted(image, area)
            self.shift += QPointF(by.x() / base.width(), by.y() / base.height())

    def reset(self) -> None:
        """Fit the whole image again."""
        self.zoom, self.shift = 1.0, QPointF(0, 0)


class ImageCanvas(QWidget):
    """A place for images that can be zoomed and moved; a subclass paints and says what lies where."""

    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = View()
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def image_size(self) -> QSize:
        """The size of what is shown, in its own pixels."""
        raise NotImplementedError

    def area(self, at: QPointF) -> QRectF:
        """The part of the widget that holds the image under a point."""
        return QRectF(self.rect()) if at is not None else QRectF()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        at = event.position()
        self._zoom(1.2 ** (event.angleDelta().y() / 120), at)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, zero fits again."""
        middle = QPointF(self.area(QPointF(0, 0)).center())
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(1.25, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom(0.8, middle)
        elif key == Qt.Key.Key_0:
            self.view.reset()
            self._look()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._grip is not None:
            self.view.moved(event.position() - self._grip, self.image_size(), self.area(event.position()))
            self._grip = event.position()
            self._look()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit the whole picture again."""
        self.view.reset()
        self._look()
        event.accept()

    def _zoom(self, factor: float, at: QPointF) -> None:
        self.view.zoomed(factor, at, self.image_size(), self.area(at))
        self._look()

    def _look(self) -> None:
        self.update()
        self.looked.emit()


class Picture(ImageCanvas):
    """One image."""

    def __init__(self, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = image

    def image_size(self) -> QSize:
        """The image's own size."""
        return self.image.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it on chequers where it is transparent."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        target = self.view.target(self.image.size(), QRectF(self.rect()))
        if self.image.hasAlphaChannel():
            painter.fillRect(target, chequers())
        draw_image(painter, self.image, target)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class ImagePreview(Preview):
    """An image that can be zoomed."""

    icon = "image"

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self._picture = Picture(qimage(cast(engine.Image, medium).pixels), self)
        self._picture.setAccessibleName(medium.describe())

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another image under the same zoom."""
        self._picture.image = qimage(cast(engine.Image, medium).pixels)
        self._picture.update()

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
        image = filled(qimage(cast(engine.Image, medium).pixels), size)
        if not image.hasAlphaChannel():
            return image
        result = QImage(size, QImage.Format.Format_RGB32)
        painter = QPainter(result)
        painter.fillRect(result.rect(), chequers())
        painter.drawImage(0, 0, image)
        painter.end()
        return result
