"""ComparisonCanvas: two pictures under one zoom: divided by a slider, side by side, blinking, or their difference."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from app.compare.picture_modes import PictureMode
from app.previews.canvas import ImageCanvas
from app.previews.pixels import Pyramid, checkerboard
from app.previews.preview import contained

GAP = 14  # pixels between the pictures side by side
MIN_LABEL = 190  # pixels a label may take even where the picture is narrower
BLINK = 700  # milliseconds per picture: well below the three flashes a second that can trigger seizures
GRAB = 16  # pixels around the handle where the mouse takes it


class ComparisonCanvas(ImageCanvas):
    """In slider mode `before` is left of the handle; the mouse or the arrow keys move the handle."""

    def __init__(self, before: Pyramid, after: Pyramid, names: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(before, after, parent=parent)
        self.mode = PictureMode.SLIDER
        self.names = names
        self.difference: Pyramid | None = None
        self.difference_name = ""
        self._split = 0.5  # position of the handle, as a fraction of the picture's width
        self._sliding = False
        self._blinked = False  # whether `after` is shown in blink mode
        self._blink = QTimer(self, interval=BLINK)
        self._blink.timeout.connect(self._flip)
        self.setMinimumSize(260, 90)
        self.setMouseTracking(True)
        self.setAccessibleName(f"{names[0]}, {names[1]}")
        self.setToolTip(self.tr("Zoom: mouse wheel or + and −. Move: drag. Fit to window: 0."))
        self.show_mode(PictureMode.SLIDER)

    def show_pictures(self, before: Pyramid, after: Pyramid, difference: Pyramid | None = None) -> None:
        """Replace the pictures and keep the zoom."""
        self._pyramids = (before, after)
        self.difference = difference
        self.update()

    def show_mode(self, mode: PictureMode) -> None:
        """Draw the pictures in another mode."""
        self.mode = mode
        self._blinked = False
        self.setCursor(Qt.CursorShape.SplitHCursor if mode is PictureMode.SLIDER else Qt.CursorShape.ArrowCursor)
        if mode is PictureMode.BLINK and self.isVisible():
            self._blink.start()
        else:
            self._blink.stop()
        self.update()

    def area(self, at: QPointF) -> QRectF:
        """The rectangle a picture is fitted into: the widget, or side by side the half that contains `at`."""
        if self.mode is not PictureMode.SIDE_BY_SIDE:
            return QRectF(self.rect())
        first, second = self._halves()
        return second if second.contains(at) else first

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, full = QPainter(self), QRectF(self.rect())
        if self.mode is PictureMode.SIDE_BY_SIDE:
            for pyramid, name, area in zip(self._pyramids, self.names, self._halves(), strict=True):
                self._draw(painter, pyramid, area, area)
                self._draw_label(painter, name, self._visible(area), area)
        elif self.mode is PictureMode.DIFFERENCE and self.difference is not None:
            self._draw(painter, self.difference, full, full)
            self._draw_label(painter, self.difference_name, self._visible(full), full)
        elif self.mode is PictureMode.BLINK:
            self._draw(painter, self._pyramids[self._blinked], full, full)
            self._draw_label(painter, self.names[self._blinked], self._visible(full), full, right=self._blinked)
        elif self.mode is PictureMode.SLIDER:
            self._draw_slider(painter)
        self.draw_focus(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = abs(event.position().x() - self._handle_x()) < GRAB
        self._sliding = self.mode is PictureMode.SLIDER and (near or self.view.zoom == 1)
        if self._sliding:
            self._slide(event.position().x())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._sliding:
            self._slide(event.position().x())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._sliding = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys move the handle; with Shift they pan the picture."""
        step = {Qt.Key.Key_Left: -0.04, Qt.Key.Key_Right: 0.04}.get(Qt.Key(event.key()))
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if step is None or shifted or self.mode is not PictureMode.SLIDER:
            super().keyPressEvent(event)
        else:
            self._split = min(max(self._split + step, 0.0), 1.0)
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self.show_mode(self.mode)  # restarts the timer that blinks
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._blink.stop()
        super().hideEvent(event)

    def _flip(self) -> None:
        self._blinked = not self._blinked
        self.update()

    def _halves(self) -> tuple[QRectF, QRectF]:
        """Two halves of the widget, beside or above each other, whichever shows the pictures larger."""
        width, height = (self.width() - GAP) / 2, (self.height() - GAP) / 2
        beside = QRectF(0, 0, width, self.height()), QRectF(width + GAP, 0, width, self.height())
        above = QRectF(0, 0, self.width(), height), QRectF(0, height + GAP, self.width(), height)
        size = self.image_size()
        return above if contained(size, above[0]).width() > contained(size, beside[0]).width() else beside

    def _visible(self, area: QRectF) -> QRectF:
        """The part of `area` that a picture covers."""
        return self.view.target(self.image_size(), area).intersected(area)

    def _handle_x(self) -> float:
        visible = self._visible(QRectF(self.rect()))
        return visible.left() + self._split * visible.width()

    def _slide(self, x: float) -> None:
        visible = self._visible(QRectF(self.rect()))
        self._split = min(max((x - visible.left()) / max(1.0, visible.width()), 0.0), 1.0)
        self.update()

    def _draw(self, painter: QPainter, pyramid: Pyramid, area: QRectF, clip: QRectF) -> None:
        painter.setClipRect(clip)
        target = self.view.target(self.image_size(), area)
        if pyramid.transparent:
            painter.fillRect(target, checkerboard())
        pyramid.draw(painter, target)

    def _draw_slider(self, painter: QPainter) -> None:
        area, x = QRectF(self.rect()), self._handle_x()
        visible, half = self._visible(area), area.width() / 2
        self._draw(painter, self._pyramids[0], area, QRectF(0, 0, x, area.height()))
        self._draw_label(painter, self.names[0], visible, QRectF(0, 0, half, 0))
        self._draw(painter, self._pyramids[1], area, QRectF(x, 0, area.width() - x, area.height()))
        self._draw_label(painter, self.names[1], visible, QRectF(half, 0, half, 0), right=True)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0, 110), 4), (QColor("white"), 2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, visible.top()), QPointF(x, visible.bottom()))
        knob = QPointF(x, visible.center().y())
        painter.setPen(QPen(QColor(0, 0, 0, 90), 1))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(knob, 15, 15)
        painter.setPen(QPen(QColor("#18211f"), 2))
        for side in (-1, 1):
            tip = knob + QPointF(8.0 * side, 0)
            painter.drawLine(tip, tip + QPointF(-4.0 * side, -4))
            painter.drawLine(tip, tip + QPointF(-4.0 * side, 4))

    def _draw_label(self, painter: QPainter, text: str, picture: QRectF, area: QRectF, *, right: bool = False) -> None:
        """Draw a name in an upper corner of the picture, within `area`; the name may be wider than the picture."""
        inside = picture.width() * (0.5 if self.mode is PictureMode.SLIDER else 1) - 44
        max_width = int(min(max(inside, MIN_LABEL), area.width() - 28))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, max_width)
        width = painter.fontMetrics().horizontalAdvance(text) + 20.0
        left = picture.right() - width - 10 if right else picture.left() + 10
        box = QRectF(max(area.left(), min(left, area.right() - width - 4)), picture.top() + 10, width, 28)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 20, 20, 185))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
