"""Crops: the same part of a picture twice at 100 %, as it was given and as it will come back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

import engine
from app.hide.finest import finest_point
from app.previews.background import in_background
from app.previews.pixels import FORMATS, checkerboard, qimage

GAP, CHIP = 6, 8  # pixels: between the two crops, around a caption
LEAST, MOST = 0.25, 8.0  # zoom: pixels of the screen for one of the picture
WINDOW = (240, 150)  # pixels of the picture in which the finest detail is looked for
STEP = 40  # pixels of the screen that an arrow key moves


class Crops(QWidget):
    """Begins at the finest detail; dragging and the arrow keys move both crops, the wheel and + and - zoom them.

    Emits `ready` when both are there.
    """

    ready = Signal()

    def __init__(self, given: engine.Image, kept: engine.Image, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        height, width = given.pixels.shape[:2]
        self._size = (width, height)
        self._images: tuple[QImage, ...] = ()
        self._centre, self._finest = QPointF(width / 2, height / 2), QPointF(width / 2, height / 2)
        self._zoom = 1.0
        self._drag: QPointF | None = None
        self.setMinimumSize(200, 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(self.tr("The same part twice: as given, and as it will come back"))
        self.setToolTip(self.tr("Move: drag or arrow keys. Zoom: mouse wheel or + and −. To the finest detail: 0."))
        in_background(self, lambda: (_drawn(given), _drawn(kept), finest_point(given.pixels, *WINDOW)), self._show)

    @property
    def centre(self) -> QPointF:
        """The middle of both crops, in pixels of the picture that was given."""
        return self._centre

    def _show(self, found: tuple[QImage, QImage, tuple[int, int]]) -> None:
        given, kept, (x, y) = found
        self._images = (given, kept)
        self._finest = QPointF(x, y)
        self._go(self._finest, 1.0)
        self.ready.emit()

    def _go(self, centre: QPointF, zoom: float) -> None:
        """Show another part, within the picture."""
        self._zoom = min(max(zoom, LEAST), MOST)
        half = QPointF(self._crop(0).width() / self._zoom / 2, self._crop(0).height() / self._zoom / 2)
        (width, height), (x, y) = self._size, (centre.x(), centre.y())
        x = width / 2 if 2 * half.x() >= width else min(max(x, half.x()), width - half.x())
        y = height / 2 if 2 * half.y() >= height else min(max(y, half.y()), height - half.y())
        self._centre = QPointF(x, y)
        self.setAccessibleDescription(
            self.tr("%s %% of the size, around pixel %s, %s") % (round(100 * self._zoom), round(x), round(y))
        )
        self.update()

    def _crop(self, index: int) -> QRectF:
        """The place of a crop in this widget."""
        width = (self.width() - GAP) / 2
        index = 1 - index if self.isRightToLeft() else index
        return QRectF(index * (width + GAP), 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._zoom < 3)
        for index, text in enumerate((self.tr("Given"), self.tr("Comes back"))):
            area = self._crop(index)
            painter.setClipRect(area)
            painter.fillRect(area, self.palette().midlight())
            if self._images:
                self._draw(painter, self._images[index], area)
            self._caption(painter, text, area)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _draw(self, painter: QPainter, image: QImage, area: QRectF) -> None:
        width, height = self._size
        whole = QRectF(0, 0, width * self._zoom, height * self._zoom)
        whole.moveTopLeft(area.center() - self._centre * self._zoom)
        shown = whole.intersected(area)
        across, down = image.width() / whole.width(), image.height() / whole.height()
        source = QRectF(
            (shown.left() - whole.left()) * across, (shown.top() - whole.top()) * down,
            shown.width() * across, shown.height() * down,
        )  # fmt: skip
        if image.hasAlphaChannel():
            painter.fillRect(shown, checkerboard())
        painter.drawImage(shown, image, source)

    def _caption(self, painter: QPainter, text: str, area: QRectF) -> None:
        space = painter.fontMetrics().boundingRect(text).adjusted(-CHIP, -CHIP // 2, CHIP, CHIP // 2)
        chip = QRectF(0, 0, space.width(), space.height())
        chip.moveTopLeft(area.topLeft() + QPointF(CHIP, CHIP))
        if self.isRightToLeft():
            chip.moveRight(area.right() - CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(chip, 6, 6)
        painter.setPen(QColor("white"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._go(self._centre - (event.position() - self._drag) / self._zoom, self._zoom)
            self._drag = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._go(self._centre, self._zoom * 1.2 ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, step = Qt.Key(event.key()), STEP / self._zoom
        moves = {Qt.Key.Key_Left: (-step, 0.0), Qt.Key.Key_Right: (step, 0.0), Qt.Key.Key_Up: (0.0, -step)}
        moves[Qt.Key.Key_Down] = (0.0, step)
        zooms = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}
        if key in moves:
            self._go(self._centre + QPointF(*moves[key]), self._zoom)
        elif key in zooms:
            self._go(self._centre, self._zoom * zooms[key])
        elif key == Qt.Key.Key_0:
            self._go(self._finest, 1.0)
        else:
            super().keyPressEvent(event)


def _drawn(image: engine.Image) -> QImage:
    return qimage(image.pixels, FORMATS)
