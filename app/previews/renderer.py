"""Renderer: the process that draws shapes, so that neither loading VTK nor drawing with it holds the window up."""

from __future__ import annotations

import importlib
import time
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Picture = tuple[Bytes, float]  # and the seconds it took
Colouring = tuple[Floats, float, str]  # a value for each point, the value at the end of the scale, and the scale

EDGE = 30.0  # degrees between two triangles that meet in a sharp edge


class Look(NamedTuple):
    """From where a mesh is seen: pixels, degrees, how close; and in which colour, unless it is coloured by values."""

    width: int
    height: int
    yaw: float
    pitch: float
    zoom: float
    ink: str


class Model:
    """One mesh: points (V, 3) and triangles (F, 3), in one colour or coloured by a value at each point."""

    def __init__(self, points: Floats, faces: Indices) -> None:
        pyvista = importlib.import_module("pyvista")
        importlib.import_module("vtkmodules.vtkCommonCore").vtkObject.GlobalWarningDisplayOff()
        flat = np.column_stack([np.full(len(faces), 3), faces]).ravel()
        whole = pyvista.PolyData(points, flat)
        whole.point_data["source"] = np.arange(len(points))  # goes along where sharp edges make two points of one
        self._poly = whole.compute_normals(
            cell_normals=False, split_vertices=True, feature_angle=EDGE, consistent_normals=False
        )
        self._colouring: Colouring | None = None
        self._plotter: Any = None
        self._ink = ""

    def colour(self, colouring: Colouring | None) -> None:
        """Colour it by other values, or by none."""
        self._colouring = colouring
        self.close()

    def picture(self, look: Look) -> Picture:
        """The mesh (height, width, 4) on transparent ground."""
        if self._plotter is None or self._ink != look.ink:
            self.close()
            self._open(look.ink)
        plotter, began = self._plotter, time.perf_counter()
        if tuple(plotter.window_size) != (look.width, look.height):
            plotter.window_size = [look.width, look.height]
        plotter.view_xy(render=False)
        plotter.camera.azimuth, plotter.camera.elevation = -look.yaw, look.pitch
        plotter.camera.zoom(look.zoom * 1.25)
        plotter.renderer.ResetCameraClippingRange()
        plotter.render()
        pixels = np.asarray(plotter.screenshot(return_img=True, transparent_background=True), dtype=np.uint8)
        return pixels, time.perf_counter() - began

    def close(self) -> None:
        """Give the memory back."""
        if self._plotter is not None:
            self._plotter.close()
            self._plotter = None

    def _open(self, ink: str) -> None:
        pyvista = importlib.import_module("pyvista")
        looks: dict[str, Any] = {"specular": 0.25, "ambient": 0.12, "smooth_shading": True}
        if self._colouring is None:
            looks["color"] = ink
        else:
            values, most, scale = self._colouring
            self._poly.point_data["distance"] = values[self._poly.point_data["source"]]
            looks |= {"scalars": "distance", "cmap": scale, "clim": (0.0, most), "show_scalar_bar": False}
        self._ink, self._plotter = ink, pyvista.Plotter(off_screen=True, window_size=[64, 64])
        self._plotter.render_window.SetMultiSamples(0)  # without a graphics card they take five times as long
        self._plotter.enable_anti_aliasing("fxaa")
        self._plotter.add_mesh(self._poly, split_sharp_edges=False, **looks)
        self._plotter.screenshot(return_img=True)  # the first picture takes long, which is no measure of the others


def serve(connection: Connection) -> None:
    """Do what is asked until nobody is there to ask: every request is answered, with an error as its text."""
    models: dict[int, Model] = {}
    while True:
        try:
            verb, number, given = connection.recv()
        except EOFError:
            return
        try:
            connection.send(_done(models, verb, number, given))
        except (ImportError, RuntimeError, AttributeError, OSError) as error:  # no OpenGL, or none VTK can open
            connection.send(f"{type(error).__name__}: {error}")


def _done(models: dict[int, Model], verb: str, number: int, given: Any) -> Picture | None:
    if verb == "mesh":
        models[number] = Model(*given)
    elif verb == "colour":
        models[number].colour(given)
    elif verb == "forget":
        models.pop(number).close()
    else:
        return models[number].picture(given)
    return None
