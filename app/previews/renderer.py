"""Renderer: turns a mesh into pictures with an off-screen plotter, opened at the first picture."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from app.previews.mesh import Floats, Mesh
from app.previews.pixels import qimage

Colouring = tuple[Floats, float, str]  # a value for each point, the value at the end of the scale, and the scale


class Renderer:
    """One mesh, in one colour or coloured by a value at each point."""

    def __init__(self, mesh: Mesh, colouring: Colouring | None = None) -> None:
        self.mesh, self._colouring = mesh, colouring
        self._plotter: Any = None
        self._ink = ""

    def picture(self, size: QSize, angles: tuple[float, float, float], ink: QColor) -> QImage:
        """The mesh seen from `angles` (yaw, pitch, zoom) on transparent ground."""
        if self._plotter is None or self._ink != ink.name():
            self.close()
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

    def colour(self, colouring: Colouring | None) -> None:
        """Colour it by other values, or by none."""
        self._colouring = colouring
        self.close()

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
        faces = self.mesh.faces
        poly = pyvista.PolyData(self.mesh.points, np.column_stack([np.full(len(faces), 3), faces]).ravel())
        if self.mesh.normals is not None:
            poly.point_data.active_normals = self.mesh.normals
        looks: dict[str, Any] = {"specular": 0.25, "ambient": 0.12, "smooth_shading": self.mesh.normals is not None}
        if self._colouring is None:
            looks["color"] = ink.name()
        else:
            values, most, scale = self._colouring
            poly.point_data["distance"] = values
            looks |= {"scalars": "distance", "cmap": scale, "clim": (0.0, most), "show_scalar_bar": False}
        plotter = pyvista.Plotter(off_screen=True, window_size=[size.width(), size.height()])
        plotter.add_mesh(poly, split_sharp_edges=False, **looks)
        self._plotter, self._ink = plotter, ink.name()
