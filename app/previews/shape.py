"""ShapePreview: a mesh that turns under the mouse, rendered in another process; a still sketch without OpenGL."""

from __future__ import annotations

import math
from typing import cast

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

import engine
from app.previews.background import SHAPES, in_background, silence
from app.previews.mesh import MAX_TRIANGLES
from app.previews.pixels import qimage
from app.previews.preview import Preview
from app.previews.render_process import RenderedShape
from app.previews.renderer import Colouring, Rendering, RenderSettings
from app.previews.sketch import sketch
from app.previews.summaries import proportions

START_VIEW = (-30.0, 20.0, 1.0)  # yaw and pitch in degrees, zoom
MOVING_SECONDS, STILL_SECONDS = 0.05, 0.4  # a rendering may take while the mesh turns, and when it stands still
MIN_RESOLUTION = 0.4  # rendered pixels per pixel of the screen
SKETCH_SIZE = 360  # pixels
THUMBNAIL_TRIANGLES = 8_000


class ShapePreview(Preview):
    """Dragging or the arrow keys turn the mesh, the wheel zooms.

    `view_changed` carries yaw, pitch and zoom; `mesh_changed` says that `mesh` is ready, or another one.
    """

    icon = "shape"
    view_changed = Signal(object)
    mesh_changed = Signal()

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self.shape = cast(engine.Shape, medium)
        self._rendered: RenderedShape | None = None
        self._view = START_VIEW
        self._image: QImage | None = None
        self._image_of: object = None  # everything that determines `_image`
        self._pixels_per_second = 4e6  # of the last rendering
        self._rendering = False
        self._note = ""
        self._drag: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Turn: drag or arrow keys. Zoom: mouse wheel or + and −. Reset: 0."))
        self.show_medium(medium)

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another shape from the same side; the old one stays until the new mesh is ready."""
        shape = self.shape = cast(engine.Shape, medium)
        self.set_description(self, medium, proportions(shape))
        if len(shape.faces):
            in_background(self, lambda: RenderedShape(shape.decimated(MAX_TRIANGLES)), self._set_mesh, "shape")
        else:
            silence(self, "shape")
            self._set_mesh(None)

    @property
    def mesh(self) -> engine.Shape | None:
        """The shape with at most about MAX_TRIANGLES, None until it is ready."""
        return self._rendered.shape if self._rendered is not None else None

    def set_colouring(self, colouring: Colouring | None) -> None:
        """Colour by a value at each vertex of `mesh`; None for one colour."""
        if self._rendered is not None:
            self._rendered.colouring = colouring
        self.update()

    def link(self, other: Preview) -> None:
        if isinstance(other, ShapePreview):
            other.view_changed.connect(self._set_view)
            self.view_changed.connect(other._set_view)

    def release(self) -> None:
        """Free the mesh in the rendering process; the next paint sends it again."""
        self._image_of = None
        if self._rendered is not None:
            in_background(QCoreApplication.instance() or self, self._rendered.forget, lambda _: None, queue=SHAPES)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the last rendering, and start a new one if the view has changed."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        has_surface = len(self.shape.faces) > 0
        self._render()
        if not has_surface:
            self._paint_text(painter, self.tr("There is no surface to see yet"), Qt.AlignmentFlag.AlignCenter)
        elif self._image is None:
            self._paint_text(painter, self.tr("Preparing the 3D view…"), Qt.AlignmentFlag.AlignCenter)
        else:
            ratio = min(self.width() / self._image.width(), self.height() / self._image.height())
            area = QRectF(0, 0, self._image.width() * ratio, self._image.height() * ratio)
            area.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(area, self._image)
        if has_surface and self._note:
            self._paint_text(painter, self._note, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            by = event.position() - self._drag
            self._drag = event.position()
            self._turn(by.x() * 0.6, by.y() * 0.6, 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        self.update()  # in the resolution of a still mesh
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turn(0, 0, 1.1 ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys turn the mesh, plus and minus zoom, zero resets the view."""
        zoom = {Qt.Key.Key_Plus: 1.15, Qt.Key.Key_Equal: 1.15, Qt.Key.Key_Minus: 1 / 1.15}.get(Qt.Key(event.key()))
        step = {
            Qt.Key.Key_Left: (-10, 0), Qt.Key.Key_Right: (10, 0), Qt.Key.Key_Up: (0, -10), Qt.Key.Key_Down: (0, 10),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if event.key() == Qt.Key.Key_0:
            self._reset_view()
        elif zoom is not None:
            self._turn(0, 0, zoom)
        elif step is None:
            super().keyPressEvent(event)
        else:
            self._turn(*step, 1.0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._reset_view()
        event.accept()

    def _turn(self, yaw: float, pitch: float, zoom: float) -> None:
        a, b, z = self._view
        self._set_view((a + yaw, min(max(b + pitch, -89.0), 89.0), min(max(z * zoom, 0.3), 8.0)))
        self.view_changed.emit(self._view)

    def _reset_view(self) -> None:
        self._set_view(START_VIEW)
        self.view_changed.emit(self._view)

    def _set_view(self, view: tuple[float, float, float]) -> None:
        self._view = view
        self.update()

    def _set_mesh(self, rendered: RenderedShape | None) -> None:
        self.release()
        self._rendered = rendered
        self.update()
        self.mesh_changed.emit()

    def _render(self) -> None:
        """Start a rendering if the last one shows something else, or if a finer one is affordable now."""
        rendered, ink = self._rendered, self.palette().highlight().color()
        ratio, moving = self.devicePixelRatioF(), self._drag is not None
        colouring = id(rendered.colouring if rendered is not None else None)
        image_of = rendered, self._view, self.size(), ratio, ink.name(), colouring
        width, height = self._resolution()
        finer = not (moving or self._note or self._image is None) and width > 1.3 * self._image.width()
        current = image_of == self._image_of and not finer
        if rendered is None or self._rendering or not self.isVisible() or current:
            return
        self._rendering = True
        settings = RenderSettings(width, height, *self._view, ink.name())
        colour = ink.red(), ink.green(), ink.blue()

        def call() -> Rendering:
            rendering = rendered.render(settings)
            if rendering is not None:
                return rendering
            shape, (yaw, pitch, _) = rendered.shape, settings[2:5]
            return sketch(shape.standing("y"), shape.faces, SKETCH_SIZE, colour, yaw=yaw, pitch=pitch), 0.0

        def done(rendering: Rendering) -> None:
            pixels, seconds = rendering
            self._rendering, self._image_of = False, image_of
            self._image = qimage(pixels)
            self._note = "" if seconds else self.tr("A plain sketch: this computer offers no OpenGL")
            self._pixels_per_second = width * height / seconds if seconds else self._pixels_per_second
            self.update()

        in_background(self, call, done, queue=SHAPES)

    def _resolution(self) -> tuple[int, int]:
        """Width and height to render, in pixels: those of the screen, or fewer if rendering them takes too long."""
        seconds = MOVING_SECONDS if self._drag is not None else STILL_SECONDS
        affordable = math.sqrt(self._pixels_per_second * seconds / max(self.width() * self.height(), 1))
        ratio = min(self.devicePixelRatioF(), max(affordable, MIN_RESOLUTION))
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _paint_text(self, painter: QPainter, text: str, alignment: Qt.AlignmentFlag) -> None:
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(self.rect().adjusted(8, 8, -8, -8), alignment | Qt.TextFlag.TextWordWrap, text)

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """A sketch of the shape from the front, a little from above."""
        shape = cast(engine.Shape, medium)
        faces = shape.faces[:: max(1, -(-len(shape.faces) // THUMBNAIL_TRIANGLES))]
        side = max(16, min(size.width(), size.height()))
        image = qimage(sketch(shape.standing("y"), faces, side, (ink.red(), ink.green(), ink.blue())))
        result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.drawImage((size.width() - side) // 2, (size.height() - side) // 2, image)
        painter.end()
        return result
