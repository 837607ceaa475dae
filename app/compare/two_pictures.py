"""TwoPictures: two pictures under one zoom: a slider between them, side by side, blinking, or their difference."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from app.previews.canvas import ImageCanvas
from app.previews.pixels import Pyramid, chequers
from app.previews.preview import fitted

GAP = 14
LEAST_NAME = 190  # pixels of a name, also where the picture is narrower
BLINK = 700  # milliseconds each is seen: slow enough to harm nobody


class Mode(Enum):
    """How two pictures are laid out."""

    SLIDER = "slider"
    SIDES = "sides"
    BLINK = "blink"
    DIFFERENCE = "difference"


class TwoPictures(ImageCanvas):
    """Before on the left of the handle, after on its right; drag the handle or use the arrow keys."""

    def __init__(self, before: Pyramid, after: Pyramid, names: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(before, after, parent=parent)
        self.mode = Mode.SLIDER
        self.names = names
        self.difference: Pyramid | None = None
        self.difference_name = ""
        self._split = 0.5
        self._sliding = False
        self._second = False  # which one is seen while they blink
        self._blink = QTimer(self, interval=BLINK)
        self._blink.timeout.connect(self._turn)
        self.setMinimumSize(260, 90)
        self.setMouseTracking(True)
        self.setAccessibleName(f"{names[0]}, {names[1]}")
        self.setToolTip(self.tr("Wheel or + and - zoom, drag moves, 0 fits again"))
        self.show_mode(Mode.SLIDER)

    def show_pictures(self, before: Pyramid, after: Pyramid, difference: Pyramid | None = None) -> None:
        """Show other pictures under the same zoom."""
        self._pyramids = (before, after)
        self.difference = difference
        self.update()

    def show_mode(self, mode: Mode) -> None:
        """Lay the two out in another way."""
        self.mode = mode
        self._second = False
        self.setCursor(Qt.CursorShape.SplitHCursor if mode is Mode.SLIDER else Qt.CursorShape.ArrowCursor)
        if mode is Mode.BLINK and self.isVisible():
            self._blink.start()
        else:
            self._blink.stop()
        self.update()

    def area(self, at: QPointF) -> QRectF:
        """The whole widget, or the half under the pointer."""
        if self.mode is not Mode.SIDES:
            return QRectF(self.rect())
        first, second = self._halves()
        return second if second.contains(at) else first

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the two in the chosen way."""
        painter, whole = QPainter(self), QRectF(self.rect())
        if self.mode is Mode.SIDES:
            for pyramid, name, area in zip(self._pyramids, self.names, self._halves(), strict=True):
                self._draw(painter, pyramid, area, area)
                self._tag(painter, name, self._seen(area), area)
        elif self.mode is Mode.DIFFERENCE and self.difference is not None:
            self._draw(painter, self.difference, whole, whole)
            self._tag(painter, self.difference_name, self._seen(whole), whole)
        elif self.mode is Mode.BLINK:
            self._draw(painter, self._pyramids[self._second], whole, whole)
            self._tag(painter, self.names[self._second], self._seen(whole), whole, right=self._second)
        elif self.mode is Mode.SLIDER:
            self._slider(painter)
        self.draw_focus(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Near the handle, or without zoom, take the handle; elsewhere the picture."""
        near = abs(event.position().x() - self._handle()) < 16
        self._sliding = self.mode is Mode.SLIDER and (near or self.view.zoom == 1)
        if self._sliding:
            self._slide(event.position().x())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what was taken."""
        if self._sliding:
            self._slide(event.position().x())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._sliding = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the handle; with Shift they move the picture."""
        step = {Qt.Key.Key_Left: -0.04, Qt.Key.Key_Right: 0.04}.get(Qt.Key(event.key()))
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if step is None or shifted or self.mode is not Mode.SLIDER:
            super().keyPressEvent(event)
        else:
            self._split = min(max(self._split + step, 0.0), 1.0)
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Blink again."""
        self.show_mode(self.mode)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing blinks unseen."""
        self._blink.stop()
        super().hideEvent(event)

    def _turn(self) -> None:
        self._second = not self._second
        self.update()

    def _halves(self) -> tuple[QRectF, QRectF]:
        """Beside or above each other, whichever shows them larger."""
        width, height = (self.width() - GAP) / 2, (self.height() - GAP) / 2
        beside = QRectF(0, 0, width, self.height()), QRectF(width + GAP, 0, width, self.height())
        above = QRectF(0, 0, self.width(), height), QRectF(0, height + GAP, self.width(), height)
        size = self.image_size()
        return above if fitted(size, above[0]).width() > fitted(size, beside[0]).width() else beside

    def _seen(self, area: QRectF) -> QRectF:
        return self.view.target(self.image_size(), area).intersected(area)

    def _handle(self) -> float:
        seen = self._seen(QRectF(self.rect()))
        return seen.left() + self._split * seen.width()

    def _slide(self, x: float) -> None:
        seen = self._seen(QRectF(self.rect()))
        self._split = min(max((x - seen.left()) / max(1.0, seen.width()), 0.0), 1.0)
        self.update()

    def _draw(self, painter: QPainter, pyramid: Pyramid, area: QRectF, clip: QRectF) -> None:
        painter.setClipRect(clip)
        target = self.view.target(self.image_size(), area)
        if pyramid.transparent:
            painter.fillRect(target, chequers())
        pyramid.draw(painter, target)

    def _slider(self, painter: QPainter) -> None:
        area, x = QRectF(self.rect()), self._handle()
        seen, half = self._seen(area), area.width() / 2
        self._draw(painter, self._pyramids[0], area, QRectF(0, 0, x, area.height()))
        self._tag(painter, self.names[0], seen, QRectF(0, 0, half, 0))
        self._draw(painter, self._pyramids[1], area, QRectF(x, 0, area.width() - x, area.height()))
        self._tag(painter, self.names[1], seen, QRectF(half, 0, half, 0), right=True)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0, 110), 4), (QColor("white"), 2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()))
        knob = QPointF(x, seen.center().y())
        painter.setPen(QPen(QColor(0, 0, 0, 90), 1))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(knob, 15, 15)
        painter.setPen(QPen(QColor("#18211f"), 2))
        for side in (-1, 1):
            tip = knob + QPointF(8.0 * side, 0)
            painter.drawLine(tip, tip + QPointF(-4.0 * side, -4))
            painter.drawLine(tip, tip + QPointF(-4.0 * side, 4))

    def _tag(self, painter: QPainter, text: str, seen: QRectF, room: QRectF, *, right: bool = False) -> None:
        """A name in a corner of the picture, and beyond it where the picture is narrower than the name."""
        inside = seen.width() * (0.5 if self.mode is Mode.SLIDER else 1) - 44
        most = int(min(max(inside, LEAST_NAME), room.width() - 28))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, most)
        width = painter.fontMetrics().horizontalAdvance(text) + 20.0
        left = seen.right() - width - 10 if right else seen.left() + 10
        box = QRectF(max(room.left(), min(left, room.right() - width - 4)), seen.top() + 10, width, 28)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 20, 20, 185))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
