"""ImageCanvas: a widget that zooms and pans images. The wheel zooms, dragging pans, a double click fits the window."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.previews.pixels import Pyramid, checkerboard
from app.previews.preview import contained

MAX_ZOOM = 32.0
PAN = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class Viewport:
    """A zoom factor over the size that fits the window, and an offset in units of that size."""

    def __init__(self) -> None:
        self.zoom, self.offset = 1.0, QPointF(0, 0)

    def target(self, image: QSize, area: QRectF) -> QRectF:
        """The rectangle the image is drawn into, for an area of the widget."""
        base = contained(image, area)
        result = QRectF(0, 0, base.width() * self.zoom, base.height() * self.zoom)
        offset = QPointF(self.offset.x() * base.width(), self.offset.y() * base.height())
        result.moveCenter(area.center() + offset)
        return result

    def zoom_by(self, factor: float, at: QPointF, image: QSize, area: QRectF) -> None:
        """Zoom with the point `at` fixed."""
        before = self.target(image, area)
        self.zoom = min(max(self.zoom * factor, 1.0), MAX_ZOOM)
        growth = self.target(image, area).width() / before.width()
        base = contained(image, area)
        centre = at + (before.center() - at) * growth - area.center()
        self.offset = QPointF(centre.x() / base.width(), centre.y() / base.height()) if self.zoom > 1 else QPointF(0, 0)

    def pan(self, by: QPointF, image: QSize, area: QRectF) -> None:
        """Move a zoomed image by that many pixels of the widget."""
        if self.zoom > 1:
            base = contained(image, area)
            self.offset += QPointF(by.x() / base.width(), by.y() / base.height())

    def reset(self) -> None:
        """Fit the image to the window."""
        self.zoom, self.offset = 1.0, QPointF(0, 0)


class ImageCanvas(QWidget):
    """Zooms and pans images that share the size of the first; a subclass paints them.

    Emits `view_changed` after every zoom and pan. Canvases that share a `view` move together.
    """

    view_changed = Signal()

    def __init__(self, *pyramids: Pyramid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pyramids = pyramids
        self.view = Viewport()
        self._drag: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def image_size(self) -> QSize:
        """The size of the image in its own pixels."""
        return self._pyramids[0].size

    def area(self, at: QPointF) -> QRectF:
        """The part of the widget that holds the image under a point: here all of it."""
        return QRectF(self.rect()) if at is not None else QRectF()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(1.2 ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, the arrow keys pan, zero fits the window."""
        centre = QPointF(self.area(QPointF(0, 0)).center())
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(1.25, centre)
        elif key == Qt.Key.Key_Minus:
            self._zoom(0.8, centre)
        elif key == Qt.Key.Key_0:
            self.view.reset()
            self._view_changed()
        elif Qt.Key(key) in PAN and self.view.zoom > 1:
            right, down = PAN[Qt.Key(key)]
            area = self.area(centre)
            step = QPointF(right * area.width() / 8, down * area.height() / 8)
            self.view.pan(step, self.image_size(), area)
            self._view_changed()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self.view.pan(event.position() - self._drag, self.image_size(), self.area(event.position()))
            self._drag = event.position()
            self._view_changed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.view.reset()
        self._view_changed()
        event.accept()

    def draw_focus(self, painter: QPainter) -> None:
        """Draw the focus rectangle, if the canvas has the keyboard focus."""
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _zoom(self, factor: float, at: QPointF) -> None:
        self.view.zoom_by(factor, at, self.image_size(), self.area(at))
        self._view_changed()

    def _view_changed(self) -> None:
        self.update()
        self.view_changed.emit()


class PictureCanvas(ImageCanvas):
    """Paints one image."""

    def __init__(self, pyramid: Pyramid, parent: QWidget | None = None) -> None:
        super().__init__(pyramid, parent=parent)

    def show_pyramid(self, pyramid: Pyramid) -> None:
        """Show another image under the same zoom."""
        self._pyramids = (pyramid,)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        pyramid, target = self._pyramids[0], self.view.target(self.image_size(), QRectF(self.rect()))
        if pyramid.transparent:
            painter.fillRect(target, checkerboard())
        pyramid.draw(painter, target)
        self.draw_focus(painter)
