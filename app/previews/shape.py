"""Shapes on the screen: a mesh that turns under the mouse, rendered off screen; without OpenGL a still sketch."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

import engine
from app.previews.background import in_background
from app.previews.mesh import MOST_SHOWN, Mesh
from app.previews.pixels import qimage
from app.previews.preview import Preview
from app.previews.renderer import Colouring, Renderer
from app.previews.sketch import sketch
from app.previews.summaries import proportions

START = (-30.0, 20.0, 1.0)  # yaw and pitch in degrees, and how close
QUICK = 640  # the longer side, in pixels, while the mesh turns: a software renderer then still keeps up


class ShapePreview(Preview):
    """A shape that turns: drag or the arrow keys turn it, the wheel comes closer."""

    icon = "shape"
    turned = Signal(object)
    prepared = Signal()  # `mesh` is there now, or another one

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self.shape = cast(engine.Shape, medium)
        self._renderer: Renderer | None = None
        self._angles = START
        self._image: QImage | None = None
        self._drawn: object = None
        self._note = ""
        self._grip: QPointF | None = None
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._render)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Drag or the arrow keys turn it, the wheel or + and - come closer, 0 starts over"))
        self.show_medium(medium)

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another shape from the same side; what was there stays until it is prepared."""
        shape = self.shape = cast(engine.Shape, medium)
        self.tell(self, medium, proportions(shape))
        if len(shape.faces):
            in_background(self, lambda: (shape, Mesh.of(shape)), self._meshed)
        else:
            self._take(None)

    @property
    def mesh(self) -> Mesh | None:
        """What is drawn, as soon as it is prepared."""
        return self._renderer.mesh if self._renderer is not None else None

    def colour(self, colouring: Colouring | None) -> None:
        """Colour the shape by a value at each point of `mesh`, or in one colour again."""
        if self._renderer is not None:
            self._renderer.colour(colouring)
        self._drawn = None
        self.update()

    def follow(self, other: Preview) -> None:
        """Turn together with another shape."""
        if isinstance(other, ShapePreview):
            other.turned.connect(self._turn_to)
            self.turned.connect(other._turn_to)

    def release(self) -> None:
        """Close the plotter; it opens again when the shape is seen again."""
        self._soon.stop()
        if self._renderer is not None:
            self._renderer.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """Never render unseen."""
        self._drawn = None
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the last picture, and ask for a new one where the view has changed."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not len(self.shape.faces):
            self._text(painter, self.tr("There is no surface to see yet"), Qt.AlignmentFlag.AlignCenter)
            return
        if self._renderer is not None and self._drawn != self._wanted():
            self._soon.start()
        if self._image is None:
            self._text(painter, self.tr("Preparing the 3D view…"), Qt.AlignmentFlag.AlignCenter)
        else:
            ratio = min(self.width() / self._image.width(), self.height() / self._image.height())
            area = QRectF(0, 0, self._image.width() * ratio, self._image.height() * ratio)
            area.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(area, self._image)
        if self._note:
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
        self._drawn = None
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

    def _meshed(self, result: tuple[engine.Shape, Mesh]) -> None:
        if result[0] is self.shape:
            self._take(Renderer(result[1]))

    def _take(self, renderer: Renderer | None) -> None:
        if self._renderer is not None:
            self._renderer.close()
        self._renderer, self._drawn = renderer, None
        self.update()
        self.prepared.emit()

    def _wanted(self) -> object:
        return self._angles, self._size(), self.palette().highlight().color().name()

    def _size(self) -> tuple[int, int]:
        most = QUICK if self._grip is not None else 4096
        ratio = min(self.devicePixelRatioF(), most / max(self.width(), self.height(), 1))
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _render(self) -> None:
        if not self.isVisible() or self._renderer is None:
            return
        ink = self.palette().highlight().color()
        try:
            self._image = self._renderer.picture(QSize(*self._size()), self._angles, ink)
            self._note = ""
        except (ImportError, RuntimeError, AttributeError):  # no OpenGL, or none that VTK can open
            mesh, (yaw, pitch, _) = self._renderer.mesh, self._angles
            colour = (ink.red(), ink.green(), ink.blue())
            self._image = qimage(sketch(mesh.points, mesh.faces, 360, colour, yaw=yaw, pitch=pitch))
            self._note = self.tr("A plain sketch: this computer offers no OpenGL")
        self._drawn = self._wanted()
        self.update()

    def _text(self, painter: QPainter, text: str, where: Qt.AlignmentFlag) -> None:
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(self.rect().adjusted(8, 8, -8, -8), where | Qt.TextFlag.TextWordWrap, text)

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """The shape from the front, a little from above."""
        shape = cast(engine.Shape, medium)
        faces = shape.faces[:: max(1, -(-len(shape.faces) // MOST_SHOWN))]
        side = max(16, min(size.width(), size.height()))
        picture = qimage(sketch(shape.vertices, faces, side, (ink.red(), ink.green(), ink.blue())))
        result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.drawImage((size.width() - side) // 2, (size.height() - side) // 2, picture)
        painter.end()
        return result
