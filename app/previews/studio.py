"""Studio: this side of the process that draws shapes; it begins with the first shape and ends with the program."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import engine
from app.previews.renderer import Colouring, Look, Picture, serve


class Studio:
    """One for the program; everything but its making is called from the one thread that draws, which it may hold up."""

    def __init__(self, target: Callable[[Connection], None] = serve) -> None:
        self._target = target
        self._connection: Connection | None = None
        self._broken = False

    def ask(self, verb: str, number: int, given: Any = None) -> Any:
        """What the process answers; raises OSError where it cannot draw, or is gone for good."""
        if self._broken:
            raise OSError("the drawing process is gone")
        try:
            if self._connection is None:
                self._connection = self._begin()
            self._connection.send((verb, number, given))
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            self._broken = True
            raise OSError("the drawing process is gone") from error
        if isinstance(answer, str):
            raise OSError(answer)
        return answer

    def _begin(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        context.Process(target=self._target, args=(its,), daemon=True, name="undersong-shapes").start()
        its.close()
        return mine


STUDIO = Studio()
_numbers = itertools.count()


class Drawn:
    """A shape as the drawing process knows it; its methods are for the thread that draws."""

    def __init__(self, shape: engine.Shape) -> None:
        self.shape = shape
        self.colouring: Colouring | None = None
        self._number = next(_numbers)
        self._told: tuple[bool, Colouring | None] = (False, None)

    def picture(self, look: Look) -> Picture | None:
        """What it looks like (height, width, 4) and how long that took; None where this computer cannot draw it."""
        colouring = self.colouring
        try:
            if not self._told[0]:
                STUDIO.ask("mesh", self._number, (self.shape.vertices, self.shape.faces))
                self._told = (True, None)
            if self._told[1] is not colouring:
                STUDIO.ask("colour", self._number, colouring)
                self._told = (True, colouring)
            picture: Picture = STUDIO.ask("draw", self._number, look)
        except OSError:
            return None
        return picture

    def forget(self) -> None:
        """Give back what the process holds of it; a later picture tells it anew."""
        if self._told[0]:
            self._told = (False, None)
            try:
                STUDIO.ask("forget", self._number)
            except OSError:
                return
