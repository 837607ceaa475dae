"""RenderProcess: this side of the process that renders shapes with VTK."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import engine
from app.previews.renderer import Colouring, Rendering, RenderSettings, serve


class RenderProcess:
    """Starts the process with the first request; it is a daemon and ends with the program.

    `ask` blocks, so only the thread that draws shapes may call it.
    """

    def __init__(self, target: Callable[[Connection], None] = serve) -> None:
        self._target = target
        self._connection: Connection | None = None
        self._broken = False

    def ask(self, verb: str, mesh: int, argument: Any = None) -> Any:
        """The answer of the process; raises OSError if it cannot render, or has ended."""
        if self._broken:
            raise OSError("the rendering process has ended")
        try:
            if self._connection is None:
                self._connection = self._start()
            self._connection.send((verb, mesh, argument))
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            self._broken = True
            raise OSError("the rendering process has ended") from error
        if isinstance(answer, str):
            raise OSError(answer)
        return answer

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        connection, theirs = context.Pipe()
        context.Process(target=self._target, args=(theirs,), daemon=True, name="undersong-shapes").start()
        theirs.close()
        return connection


# One for the program: a process of its own for every preview would load VTK, which takes seconds, again for each.
RENDER_PROCESS = RenderProcess()
_mesh_numbers = itertools.count()


class RenderedShape:
    """A shape that the process renders; its methods are called in the thread that draws shapes."""

    def __init__(self, shape: engine.Shape) -> None:
        self.shape = shape
        self.colouring: Colouring | None = None
        self._number = next(_mesh_numbers)
        self._sent: tuple[bool, Colouring | None] = (False, None)  # what the process has: the mesh, its colouring

    def render(self, settings: RenderSettings) -> Rendering | None:
        """A picture (height, width, 4) and the seconds it took; None where this computer cannot render."""
        colouring = self.colouring
        try:
            if not self._sent[0]:
                RENDER_PROCESS.ask("mesh", self._number, (self.shape.standing("y"), self.shape.faces))
                self._sent = (True, None)
            if self._sent[1] is not colouring:
                RENDER_PROCESS.ask("colour", self._number, colouring)
                self._sent = (True, colouring)
            rendering: Rendering = RENDER_PROCESS.ask("draw", self._number, settings)
        except OSError:
            return None
        return rendering

    def forget(self) -> None:
        """Free the mesh in the process; a later `render` sends it again."""
        if self._sent[0]:
            self._sent = (False, None)
            try:
                RENDER_PROCESS.ask("forget", self._number)
            except OSError:
                return
