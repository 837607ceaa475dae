"""A place for pictures: fitted to the room there is; the wheel zooms, a drag moves, a double click fits again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.previews.pixels import Pyramid, chequers
from app.previews.preview import fitted

MOST_ZOOM = 32.0
PAN = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


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
    """A place for images of one shape, that of the first, to zoom and move; a subclass paints them."""

    looked = Signal()

    def __init__(self, *pyramids: Pyramid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pyramids = pyramids
        self.view = View()
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def image_size(self) -> QSize:
        """The size of what is shown, in its own pixels."""
        return self._pyramids[0].size

    def area(self, at: QPointF) -> QRectF:
        """The part of the widget that holds the image under a point."""
        return QRectF(self.rect()) if at is not None else QRectF()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        at = event.position()
        self._zoom(1.2 ** (event.angleDelta().y() / 120), at)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, the arrows move what is zoomed, zero fits again."""
        middle = QPointF(self.area(QPointF(0, 0)).center())
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(1.25, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom(0.8, middle)
        elif key == Qt.Key.Key_0:
            self.view.reset()
            self._look()
        elif Qt.Key(key) in PAN and self.view.zoom > 1:
            across, along = PAN[Qt.Key(key)]
            area = self.area(middle)
            step = QPointF(across * area.width() / 8, along * area.height() / 8)
            self.view.moved(step, self.image_size(), area)
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

    def draw_focus(self, painter: QPainter) -> None:
        """Show where the keyboard is."""
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _zoom(self, factor: float, at: QPointF) -> None:
        self.view.zoomed(factor, at, self.image_size(), self.area(at))
        self._look()

    def _look(self) -> None:
        self.update()
        self.looked.emit()


class Picture(ImageCanvas):
    """One picture."""

    def __init__(self, pyramid: Pyramid, parent: QWidget | None = None) -> None:
        super().__init__(pyramid, parent=parent)

    def show_pyramid(self, pyramid: Pyramid) -> None:
        """Show another picture under the same zoom."""
        self._pyramids = (pyramid,)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it on chequers where it is transparent."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        pyramid, target = self._pyramids[0], self.view.target(self.image_size(), QRectF(self.rect()))
        if pyramid.transparent:
            painter.fillRect(target, chequers())
        pyramid.draw(painter, target)
        self.draw_focus(painter)
