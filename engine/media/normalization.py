"""Normalization: from raw values to the ones a network is fitted to, and back; and the checks of a grid's constants.

A network without an output bias (the paper's secrets have none) fits values of mean zero, and one omega
suits every medium whose values fill [-1, 1].
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.arrays import AnyFloats, Doubles, Floats
from engine.media.medium import Grid


def normalization_of(raw: AnyFloats) -> dict[str, float]:
    """The constants that normalize raw values (N, C): "offset0".., each channel's mean, and "gain".

    The gain is the largest distance of any value from its channel's mean.
    """
    offsets = raw.mean(axis=0, dtype=np.float64)
    # The farthest value of a channel is its minimum or its maximum: no second array of the size of the first.
    gain = float(np.maximum(raw.max(axis=0) - offsets, offsets - raw.min(axis=0)).max())
    constants = {f"offset{channel}": float(offset) for channel, offset in enumerate(offsets)}
    # Silence and a black picture have no range, and rounding errors must not be blown up to fill one.
    return {**constants, "gain": gain if gain > 1e-6 else 1.0}


def normalized(raw: AnyFloats, constants: Mapping[str, float]) -> Floats:
    """Normalized values (N, C) in [-1, 1] of raw values (N, C): (raw - offset) / gain."""
    offsets = np.array([constants[f"offset{channel}"] for channel in range(raw.shape[1])])
    values: Floats = ((raw - offsets) / constants["gain"]).astype(np.float32)
    return values.clip(-1, 1)


def denormalized(values: Floats, grid: Grid) -> Doubles:
    """Raw values (points, channels) of a network's outputs on all of a grid.

    Raises ValueError where these are not the outputs on that grid.
    """
    if values.shape != (grid.points, grid.channels):
        raise ValueError(f"values of a grid {grid.shape} have the shape {(grid.points, grid.channels)}")
    return denormalized_piece(values, grid)


def denormalized_piece(values: Floats, grid: Grid) -> Doubles:
    """Raw values (N, channels) of a network's outputs at some points of a grid; NaN becomes the channel's mean."""
    offsets = np.array([constant(grid, f"offset{channel}") for channel in range(grid.channels)])
    finite = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=1.0, neginf=-1.0)
    raw: Doubles = finite * constant(grid, "gain") + offsets
    return raw


def constant(grid: Grid, name: str) -> float:
    """The constant of that name.  Raises ValueError where the grid has none."""
    if name not in grid.constants:
        raise ValueError(f"the grid has no constant {name}")
    return grid.constants[name]


def positive(grid: Grid, name: str) -> float:
    """The constant of that name, above zero.  Raises ValueError."""
    value = constant(grid, name)
    if not value > 0:
        raise ValueError(f"the constant {name} of the grid is not above zero")
    return value


def check_layout(grid: Grid, *, axes: int, channels: tuple[int, ...]) -> None:
    """Raise ValueError unless the grid has this many axes, one of these numbers of channels, and normalization."""
    if len(grid.shape) != axes or grid.channels not in channels:
        raise ValueError(f"a grid of {axes} axes and {channels} channels is needed")
    for name in (*(f"offset{channel}" for channel in range(grid.channels)), "gain"):
        constant(grid, name)
