"""Shapes on the screen: a mesh that turns under the mouse, rendered off screen; without OpenGL a still sketch."""

from __future__ import annotations

import math
from typing import cast

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

import engine
from app.previews.background import SHAPES, in_background, silence
from app.previews.mesh import MOST_SHOWN
from app.previews.pixels import qimage
from app.previews.preview import Preview
from app.previews.renderer import Bytes, Colouring, Look, Picture
from app.previews.sketch import sketch
from app.previews.studio import Drawn
from app.previews.summaries import proportions

START = (-30.0, 20.0, 1.0)  # yaw and pitch in degrees, and how close
MOVING, STILL = 0.05, 0.4  # seconds a picture may take while the mesh turns, and when it stands
COARSEST = 0.4  # pixels of the picture for one of the screen
SKETCHED = 360  # pixels along the sides of a sketch
FEW = 8_000  # triangles that are enough for a thumbnail


class ShapePreview(Preview):
    """A shape that turns: drag or the arrow keys turn it, the wheel comes closer."""

    icon = "shape"
    turned = Signal(object)
    prepared = Signal()  # `mesh` is there now, or another one

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self.shape = cast(engine.Shape, medium)
        self._drawn: Drawn | None = None
        self._angles = START
        self._image: QImage | None = None
        self._shown: object = None  # how the shape was seen in the picture that stands
        self._speed = 4e6  # pixels a second, as the last picture took
        self._drawing = False
        self._note = ""
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Drag or the arrow keys turn it, the wheel or + and - come closer, 0 starts over"))
        self.show_medium(medium)

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another shape from the same side; what was there stays until it is prepared."""
        shape = self.shape = cast(engine.Shape, medium)
        self.tell(self, medium, proportions(shape))
        if len(shape.faces):
            in_background(self, lambda: Drawn(shape.decimated(MOST_SHOWN)), self._take, "shape")
        else:
            silence(self, "shape")
            self._take(None)

    @property
    def mesh(self) -> engine.Shape | None:
        """What is drawn, as soon as it is prepared."""
        return self._drawn.shape if self._drawn is not None else None

    def colour(self, colouring: Colouring | None) -> None:
        """Colour the shape by a value at each vertex of `mesh`, or in one colour again."""
        if self._drawn is not None:
            self._drawn.colouring = colouring
        self.update()

    def follow(self, other: Preview) -> None:
        """Turn together with another shape."""
        if isinstance(other, ShapePreview):
            other.turned.connect(self._turn_to)
            self.turned.connect(other._turn_to)

    def release(self) -> None:
        """Let the drawing process forget it; it is told again when the shape is seen again."""
        self._shown = None
        if self._drawn is not None:
            in_background(QCoreApplication.instance() or self, self._drawn.forget, lambda _: None, queue=SHAPES)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the last picture, and ask for a new one where the view has changed."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        some = len(self.shape.faces) > 0
        self._draw()
        if not some:
            self._text(painter, self.tr("There is no surface to see yet"), Qt.AlignmentFlag.AlignCenter)
        elif self._image is None:
            self._text(painter, self.tr("Preparing the 3D view…"), Qt.AlignmentFlag.AlignCenter)
        else:
            ratio = min(self.width() / self._image.width(), self.height() / self._image.height())
            area = QRectF(0, 0, self._image.width() * ratio, self._image.height() * ratio)
            area.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(area, self._image)
        if some and self._note:
            self._text(painter, self._note, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the shape."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn it."""
        if self._grip is not None:
            by = event.position() - self._grip
            self._grip = event.position()
            self._turn(by.x() * 0.6, by.y() * 0.6, 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None
        self.update()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come closer or step back."""
        self._turn(0, 0, 1.1 ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows turn the shape, plus and minus come closer and step back, zero starts over."""
        closer = {Qt.Key.Key_Plus: 1.15, Qt.Key.Key_Equal: 1.15, Qt.Key.Key_Minus: 1 / 1.15}.get(Qt.Key(event.key()))
        step = {
            Qt.Key.Key_Left: (-10, 0), Qt.Key.Key_Right: (10, 0), Qt.Key.Key_Up: (0, -10), Qt.Key.Key_Down: (0, 10),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if event.key() == Qt.Key.Key_0:
            self._turn_to(START)
            self.turned.emit(self._angles)
        elif closer is not None:
            self._turn(0, 0, closer)
        elif step is None:
            super().keyPressEvent(event)
        else:
            self._turn(*step, 1.0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Start over."""
        self._turn_to(START)
        self.turned.emit(self._angles)
        event.accept()

    def _turn(self, yaw: float, pitch: float, zoom: float) -> None:
        a, b, z = self._angles
        self._turn_to((a + yaw, min(max(b + pitch, -89.0), 89.0), min(max(z * zoom, 0.3), 8.0)))
        self.turned.emit(self._angles)

    def _turn_to(self, angles: tuple[float, float, float]) -> None:
        self._angles = angles
        self.update()

    def _take(self, drawn: Drawn | None) -> None:
        self.release()
        self._drawn = drawn
        self.update()
        self.prepared.emit()

    def _draw(self) -> None:
        """Have a picture drawn where the one that stands shows something else, or could be finer."""
        drawn, ink = self._drawn, self.palette().highlight().color()
        ratio, moving = self.devicePixelRatioF(), self._grip is not None
        wanted = drawn, self._angles, self.size(), ratio, ink.name(), id(drawn.colouring if drawn is not None else None)
        width, height = self._size()
        finer = not (moving or self._note or self._image is None) and width > 1.3 * self._image.width()
        if drawn is None or self._drawing or not self.isVisible() or (wanted == self._shown and not finer):
            return
        self._drawing = True
        look, colour = Look(width, height, *self._angles, ink.name()), (ink.red(), ink.green(), ink.blue())

        def call() -> Picture:
            found = drawn.picture(look)
            return found if found is not None else (_sketch(drawn.shape, look, colour), 0.0)

        def done(result: Picture) -> None:
            picture, seconds = result
            self._drawing, self._shown = False, wanted
            self._image = qimage(picture)
            self._note = "" if seconds else self.tr("A plain sketch: this computer offers no OpenGL")
            self._speed = width * height / seconds if seconds else self._speed
            self.update()

        in_background(self, call, done, queue=SHAPES)

    def _size(self) -> tuple[int, int]:
        """In pixels: as fine as the screen, or as the time there is allows."""
        seconds = MOVING if self._grip is not None else STILL
        most = math.sqrt(self._speed * seconds / max(self.width() * self.height(), 1))
        ratio = min(self.devicePixelRatioF(), max(most, COARSEST))
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _text(self, painter: QPainter, text: str, where: Qt.AlignmentFlag) -> None:
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(self.rect().adjusted(8, 8, -8, -8), where | Qt.TextFlag.TextWordWrap, text)

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """The shape from the front, a little from above."""
        shape = cast(engine.Shape, medium)
        faces = shape.faces[:: max(1, -(-len(shape.faces) // FEW))]
        side = max(16, min(size.width(), size.height()))
        picture = qimage(sketch(shape.vertices, faces, side, (ink.red(), ink.green(), ink.blue())))
        result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.drawImage((size.width() - side) // 2, (size.height() - side) // 2, picture)
        painter.end()
        return result


def _sketch(shape: engine.Shape, look: Look, ink: tuple[int, int, int]) -> Bytes:
    return sketch(shape.vertices, shape.faces, SKETCHED, ink, yaw=look.yaw, pitch=look.pitch)
