"""Shapes on the screen: a mesh that turns under the mouse, rendered off screen; without OpenGL a still sketch."""

from __future__ import annotations

import importlib
from typing import Any, cast

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

import engine
from app.previews.image import qimage
from app.previews.preview import Preview
from app.previews.sketch import sketch

QUICK = 640  # the longer side, in pixels, while the mesh turns: a software renderer then still keeps up


class Renderer:
    """Turns a mesh into pictures with an off-screen plotter, opened at the first picture."""

    def __init__(self, shape: engine.Shape) -> None:
        self.shape = shape
        self._plotter: Any = None

    def picture(self, size: QSize, angles: tuple[float, float, float], ink: QColor) -> QImage:
        """The mesh seen from `angles` (yaw, pitch, zoom) on transparent ground."""
        if self._plotter is None:
            self._open(size, ink)
        plotter = self._plotter
        if tuple(plotter.window_size) != (size.width(), size.height()):
            plotter.window_size = [size.width(), size.height()]
        yaw, pitch, zoom = angles
        plotter.view_xy(render=False)
        plotter.camera.azimuth, plotter.camera.elevation = -yaw, pitch
        plotter.camera.zoom(zoom * 1.25)
        plotter.renderer.ResetCameraClippingRange()
        plotter.render()
        return qimage(plotter.screenshot(return_img=True, transparent_background=True))

    def close(self) -> None:
        """Give the memory back."""
        if self._plotter is not None:
            self._plotter.close()
            self._plotter = None

    def _open(self, size: QSize, ink: QColor) -> None:
        pyvista = importlib.import_module("pyvista")
        vtk = importlib.import_module("vtkmodules.vtkCommonCore")
        vtk.vtkObject.GlobalWarningDisplayOff()  # it writes to the console about displays it can do without
        vtk.vtkLogger.SetStderrVerbosity(vtk.vtkLogger.VERBOSITY_OFF)
        faces = np.column_stack([np.full(len(self.shape.faces), 3), self.shape.faces]).ravel()
        mesh = pyvista.PolyData(self.shape.vertices.astype(np.float32), faces)
        plotter = pyvista.Plotter(off_screen=True, window_size=[size.width(), size.height()])
        plotter.add_mesh(
            mesh, color=ink.name(), smooth_shading=True, split_sharp_edges=True, specular=0.25, ambient=0.12
        )
        self._plotter = plotter


class ShapePreview(Preview):
    """A shape that turns: drag or the arrow keys turn it, the wheel comes closer."""

    icon = "shape"
    turned = Signal(object)

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self._renderer = Renderer(cast(engine.Shape, medium))
        self._angles = (-30.0, 20.0, 1.0)
        self._image: QImage | None = None
        self._drawn: object = None
        self._note = ""
        self._grip: QPointF | None = None
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._render)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Drag to turn it, use the wheel to come closer"))

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another shape from the same side."""
        self._renderer.close()
        self._renderer = Renderer(cast(engine.Shape, medium))
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
        if not len(self._renderer.shape.faces):
            self._text(painter, self.tr("There is no surface to see yet"), Qt.AlignmentFlag.AlignCenter)
            return
        if self._drawn != self._wanted():
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
        """The arrows turn the shape."""
        step = {
            Qt.Key.Key_Left: (-10, 0), Qt.Key.Key_Right: (10, 0), Qt.Key.Key_Up: (0, -10), Qt.Key.Key_Down: (0, 10),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
        else:
            self._turn(*step, 1.0)

    def _turn(self, yaw: float, pitch: float, zoom: float) -> None:
        a, b, z = self._angles
        self._turn_to((a + yaw, min(max(b + pitch, -89.0), 89.0), min(max(z * zoom, 0.3), 8.0)))
        self.turned.emit(self._angles)

    def _turn_to(self, angles: tuple[float, float, float]) -> None:
        self._angles = angles
        self.update()

    def _wanted(self) -> object:
        return self._angles, self._size(), self.palette().highlight().color().name()

    def _size(self) -> tuple[int, int]:
        most = QUICK if self._grip is not None else 4096
        ratio = min(self.devicePixelRatioF(), most / max(self.width(), self.height(), 1))
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _render(self) -> None:
        if not self.isVisible():
            return
        ink = self.palette().highlight().color()
        try:
            self._image = self._renderer.picture(QSize(*self._size()), self._angles, ink)
            self._note = ""
        except (ImportError, RuntimeError, AttributeError):  # no OpenGL, or none that VTK can open
            shape, (yaw, pitch, _) = self._renderer.shape, self._angles
            colour = (ink.red(), ink.green(), ink.blue())
            self._image = qimage(sketch(shape.vertices, shape.faces, 360, colour, yaw=yaw, pitch=pitch))
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
        side = max(16, min(size.width(), size.height()))
        picture = qimage(sketch(shape.vertices, shape.faces, side, (ink.red(), ink.green(), ink.blue())))
        result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.drawImage((size.width() - side) // 2, (size.height() - side) // 2, picture)
        painter.end()
        return result
