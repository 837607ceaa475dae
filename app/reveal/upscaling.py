"""Upscaling: a network has no resolution of its own, so a medium can be rendered on a finer grid than it was hidden."""

from __future__ import annotations

import math

import engine

SCALES = (2, 4)
LONG = 15.0  # seconds; longer renderings are confirmed first


def scales_for(medium: engine.Medium) -> list[int]:
    """The scales whose grid is within the engine's limits."""
    return [scale for scale in SCALES if finer_shape(medium, scale) is not None]


def finer_shape(medium: engine.Medium, scale: float) -> tuple[int, ...] | None:
    """The shape of a grid `scale` times as fine; None if it exceeds the engine's limits."""
    try:
        return medium.grid.finer(scale).shape
    except engine.InvalidStegoError:
        return None


def seconds_for(medium: engine.Medium, scale: float, seconds: float) -> float:
    """Estimated rendering time at `scale`, proportional to the points, if `seconds` were needed at scale 1."""
    shape = finer_shape(medium, scale)
    return seconds * math.prod(shape) / medium.grid.points if shape is not None else 0.0


def size_in_words(medium: engine.Medium, scale: int) -> str:
    """The size at `scale` in pixels, kHz, or grid points."""
    shape = finer_shape(medium, scale) or ()
    if isinstance(medium, engine.Audio):
        return f"{medium.rate * scale / 1000:g} kHz"
    if isinstance(medium, engine.Shape):
        return " × ".join(str(side) for side in shape)
    return f"{shape[-1]} × {shape[-2]}"
