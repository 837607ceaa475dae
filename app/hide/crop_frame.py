"""CropFrame: a picture with a frame around the part that is kept, to be dragged or moved with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

import engine
from app.hide.choices import Box
from app.previews.background import in_background
from app.previews.pixels import IMMEDIATE_PIXELS, Pyramid, checkerboard
from app.previews.preview import contained

LEAST = 16  # pixels of a side
GRAB = 14  # pixels of the screen around an edge where the mouse takes it
HANDLE = 9  # pixels of the screen: of the marks at the corners
STEP = 0.01  # of the longer side, that an arrow key moves


class CropFrame(QWidget):
    """The whole picture, dimmed outside the frame; emits `moved` with the box in its pixels.

    Edges and corners are dragged, and the inside moves the frame. The arrow keys move it, with Shift they change its
    size from the right and the bottom.
    """

    moved = Signal(tuple)

    def __init__(self, image: engine.Image, box: Box, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        height, width = image.pixels.shape[:2]
        self._whole = QRect(0, 0, width, height)
        self._box = QRect(*box)
        self._sides: tuple[int, int] = (0, 0)  # that are dragged: -1 left or top, 1 right or bottom
        self._drag: tuple[QPointF, QRect] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a picture is not mirrored
        self.setAccessibleName(self.tr("Part to keep"))
        self._pyramid = Pyramid.coarse(image.pixels)
        if width * height > IMMEDIATE_PIXELS:
            in_background(self, lambda: Pyramid.of(image.pixels), self._show)
        else:
            self._pyramid = Pyramid.of(image.pixels)
        self.set_box(box)

    def set_box(self, box: Box) -> None:
        """Move the frame."""
        self._box = QRect(*box)
        self.setAccessibleDescription(f"{box[0]}, {box[1]}: {box[2]} x {box[3]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), self._area()
        if self._pyramid.transparent:
            painter.fillRect(area, checkerboard())
        self._pyramid.draw(painter, area)
        frame = self._on_screen(self._box)
        dim = QColor(0, 0, 0, 150)
        for x, y, right, bottom in (
            (area.left(), area.top(), area.right(), frame.top()),
            (area.left(), frame.bottom(), area.right(), area.bottom()),
            (area.left(), frame.top(), frame.left(), frame.bottom()),
            (frame.right(), frame.top(), area.right(), frame.bottom()),
        ):
            painter.fillRect(QRectF(QPointF(x, y), QPointF(right, bottom)), dim)
        painter.setPen(QPen(QColor("white"), 3 if self.hasFocus() else 1))
        painter.drawRect(frame)
        painter.setPen(QPen(self.palette().highlight().color(), 1))
        painter.setBrush(QColor("white"))
        for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
            painter.drawRect(QRectF(corner.x() - HANDLE / 2, corner.y() - HANDLE / 2, HANDLE, HANDLE))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._sides = self._near(event.position())
        self._drag = (event.position(), QRect(self._box))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self.setCursor(_cursor(self._near(event.position())))
            return
        start, box = self._drag
        by = (event.position() - start) * (self._whole.width() / self._area().width())
        self._change(box, round(by.x()), round(by.y()), self._sides)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = max(1, round(STEP * max(self._whole.width(), self._whole.height())))
        by = {
            Qt.Key.Key_Left: (-step, 0), Qt.Key.Key_Right: (step, 0),
            Qt.Key.Key_Up: (0, -step), Qt.Key.Key_Down: (0, step),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if by is None:
            super().keyPressEvent(event)
            return
        larger = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        sides = (int(bool(by[0])), int(bool(by[1]))) if larger else (0, 0)
        self._change(QRect(self._box), *by, sides)

    def _change(self, box: QRect, x: int, y: int, sides: tuple[int, int]) -> None:
        """Move the sides of a box, or with none of them all of it, and stay within the picture."""
        whole = self._whole
        if sides == (0, 0):
            box.translate(x, y)
            box.moveLeft(min(max(0, box.left()), whole.width() - box.width()))
            box.moveTop(min(max(0, box.top()), whole.height() - box.height()))
        else:
            left, top, right, bottom = box.left(), box.top(), box.left() + box.width(), box.top() + box.height()
            left = min(max(0, left + x), right - LEAST) if sides[0] < 0 else left
            right = max(min(whole.width(), right + x), left + LEAST) if sides[0] > 0 else right
            top = min(max(0, top + y), bottom - LEAST) if sides[1] < 0 else top
            bottom = max(min(whole.height(), bottom + y), top + LEAST) if sides[1] > 0 else bottom
            box = QRect(max(0, left), max(0, top), right - max(0, left), bottom - max(0, top))
        self.set_box((box.left(), box.top(), box.width(), box.height()))
        self.moved.emit((box.left(), box.top(), box.width(), box.height()))

    def _near(self, at: QPointF) -> tuple[int, int]:
        """The sides of the frame at a point of the screen."""
        frame = self._on_screen(self._box)
        if not frame.adjusted(-GRAB, -GRAB, GRAB, GRAB).contains(at):
            return 0, 0
        across = -1 if abs(at.x() - frame.left()) < GRAB else 1 if abs(at.x() - frame.right()) < GRAB else 0
        down = -1 if abs(at.y() - frame.top()) < GRAB else 1 if abs(at.y() - frame.bottom()) < GRAB else 0
        return across, down

    def _area(self) -> QRectF:
        return contained(self._whole.size(), QRectF(self.rect()).adjusted(HANDLE, HANDLE, -HANDLE, -HANDLE))

    def _on_screen(self, box: QRect) -> QRectF:
        area = self._area()
        scale = area.width() / self._whole.width()
        return QRectF(
            area.left() + box.left() * scale, area.top() + box.top() * scale, box.width() * scale, box.height() * scale
        )

    def _show(self, pyramid: Pyramid) -> None:
        self._pyramid = pyramid
        self.update()


def _cursor(sides: tuple[int, int]) -> Qt.CursorShape:
    if sides == (0, 0):
        return Qt.CursorShape.SizeAllCursor
    if 0 in sides:
        return Qt.CursorShape.SizeHorCursor if sides[0] else Qt.CursorShape.SizeVerCursor
    return Qt.CursorShape.SizeFDiagCursor if sides[0] == sides[1] else Qt.CursorShape.SizeBDiagCursor
