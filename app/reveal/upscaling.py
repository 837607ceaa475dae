"""Larger: a network has no resolution of its own, so what it holds can be rendered finer; how much, and how long."""

from __future__ import annotations

import math

import engine

SCALES = (2, 4)
LONG = 15.0  # seconds from which on one is asked before


def scales_for(medium: engine.Medium) -> list[int]:
    """How many times as fine it can be rendered here."""
    return [scale for scale in SCALES if finer(medium, scale) is not None]


def finer(medium: engine.Medium, scale: float) -> tuple[int, ...] | None:
    """The lattice that many times as fine; None where that is beyond what the program makes."""
    try:
        return medium.grid.finer(scale).shape
    except engine.InvalidStegoError:
        return None


def seconds_for(medium: engine.Medium, scale: float, taken: float) -> float:
    """About how long a finer rendering takes, when the usual one took `taken` seconds."""
    shape = finer(medium, scale)
    return taken * math.prod(shape) / medium.grid.points if shape is not None else 0.0


def size_in_words(medium: engine.Medium, scale: int) -> str:
    """How large it becomes: pixels, samples a second, or points of the lattice."""
    shape = finer(medium, scale) or ()
    if isinstance(medium, engine.Audio):
        return f"{medium.rate * scale / 1000:g} kHz"
    if isinstance(medium, engine.Shape):
        return " × ".join(str(side) for side in shape)
    return f"{shape[-1]} × {shape[-2]}"
