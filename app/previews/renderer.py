"""The process that renders shapes with VTK, so that neither loading VTK nor rendering blocks the window."""

from __future__ import annotations

import importlib
import time
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

import numpy as np

from app.previews.arrays import Bytes, Floats, Indices

Rendering = tuple[Bytes, float]  # pixels (height, width, 4), and the seconds it took
Colouring = tuple[Floats, float, str]  # a value for each vertex, the end of the scale, and the name of the colour map

FEATURE_ANGLE = 30.0  # degrees between two triangles from which on their edge is drawn sharp


class RenderSettings(NamedTuple):
    """Size in pixels, camera angles in degrees, zoom, and the colour of a mesh that has no colouring."""

    width: int
    height: int
    yaw: float
    pitch: float
    zoom: float
    ink: str


class Scene:
    """One mesh, of vertices (V, 3) and triangles (F, 3), in one colour or coloured by a value at each vertex."""

    def __init__(self, vertices: Floats, faces: Indices) -> None:
        pyvista = importlib.import_module("pyvista")
        importlib.import_module("vtkmodules.vtkCommonCore").vtkObject.GlobalWarningDisplayOff()
        flat = np.column_stack([np.full(len(faces), 3), faces]).ravel()
        mesh = pyvista.PolyData(vertices, flat)
        mesh.point_data["source"] = np.arange(len(vertices))  # sharp edges split vertices: their index before that
        self._mesh = mesh.compute_normals(
            cell_normals=False, split_vertices=True, feature_angle=FEATURE_ANGLE, consistent_normals=False
        )
        self._colouring: Colouring | None = None
        self._plotter: Any = None
        self._ink = ""

    def set_colouring(self, colouring: Colouring | None) -> None:
        """Colour by other values; None for one colour."""
        self._colouring = colouring
        self.close()

    def render(self, settings: RenderSettings) -> Rendering:
        """The mesh on a transparent background."""
        if self._plotter is None or self._ink != settings.ink:
            self.close()
            self._open(settings.ink)
        plotter, start = self._plotter, time.perf_counter()
        if tuple(plotter.window_size) != (settings.width, settings.height):
            plotter.window_size = [settings.width, settings.height]
        plotter.view_xy(render=False)
        plotter.camera.azimuth, plotter.camera.elevation = -settings.yaw, settings.pitch
        plotter.camera.zoom(settings.zoom * 1.25)
        plotter.renderer.ResetCameraClippingRange()
        plotter.render()
        pixels = np.asarray(plotter.screenshot(return_img=True, transparent_background=True), dtype=np.uint8)
        return pixels, time.perf_counter() - start

    def close(self) -> None:
        """Free the render window."""
        if self._plotter is not None:
            self._plotter.close()
            self._plotter = None

    def _open(self, ink: str) -> None:
        pyvista = importlib.import_module("pyvista")
        options: dict[str, Any] = {"specular": 0.25, "ambient": 0.12, "smooth_shading": True}
        if self._colouring is None:
            options["color"] = ink
        else:
            values, maximum, colour_map = self._colouring
            self._mesh.point_data["distance"] = values[self._mesh.point_data["source"]]
            options |= {"scalars": "distance", "cmap": colour_map, "clim": (0.0, maximum), "show_scalar_bar": False}
        self._ink, self._plotter = ink, pyvista.Plotter(off_screen=True, window_size=[64, 64])
        self._plotter.render_window.SetMultiSamples(0)  # multisampling takes five times as long without a GPU
        self._plotter.enable_anti_aliasing("fxaa")
        self._plotter.add_mesh(self._mesh, split_sharp_edges=False, **options)
        self._plotter.screenshot(return_img=True)  # warm-up: the first rendering is slow and must not be timed


def serve(connection: Connection) -> None:
    """Answer requests until the other side closes the connection; an error is answered with its text."""
    scenes: dict[int, Scene] = {}
    while True:
        try:
            verb, mesh, argument = connection.recv()
        except EOFError:
            return
        try:
            connection.send(_answer(scenes, verb, mesh, argument))
        except (ImportError, RuntimeError, AttributeError, OSError) as error:  # no OpenGL that VTK can use
            connection.send(f"{type(error).__name__}: {error}")


def _answer(scenes: dict[int, Scene], verb: str, mesh: int, argument: Any) -> Rendering | None:
    if verb == "mesh":
        scenes[mesh] = Scene(*argument)
    elif verb == "colour":
        scenes[mesh].set_colouring(argument)
    elif verb == "forget":
        scenes.pop(mesh).close()
    else:
        return scenes[mesh].render(argument)
    return None
