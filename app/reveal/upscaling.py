"""Upscaling: a network has no resolution of its own, so a medium can be rendered on a finer grid than it was hidden."""

from __future__ import annotations

import math

import engine

SCALES = (2, 4)
LONG = 15.0  # seconds; longer renderings are confirmed first


def scales_for(medium: engine.Medium) -> list[int]:
    """The scales whose grid is within the engine's limits."""
    return [scale for scale in SCALES if medium.grid.fits(scale)]


def seconds_for(medium: engine.Medium, scale: float, seconds: float) -> float:
    """Estimated rendering time at `scale`, proportional to the points, if `seconds` were needed at scale 1."""
    return seconds * math.prod(medium.grid.finer_shape(scale)) / medium.grid.points


def size_in_words(medium: engine.Medium, scale: int) -> str:
    """The size at `scale` in pixels, kHz, or grid points."""
    shape = medium.grid.finer_shape(scale)
    if isinstance(medium, engine.Audio):
        return f"{medium.rate * scale / 1000:g} kHz"
    if isinstance(medium, engine.Video):
        shape = shape[1:]  # of a frame
    return " × ".join(str(side) for side in reversed(shape))
