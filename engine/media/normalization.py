"""Centring: from raw values to the ones a network is fitted to, and back; and the checks of a stranger's grid.

A network without an output bias (the paper's secrets have none) fits values of mean zero, and one omega
serves all where the values fill [-1, 1].
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.errors import InvalidStegoError
from engine.media.medium import Floats, Grid

Raw = npt.NDArray[np.floating[Any]]


def constants_of(raw: Raw) -> dict[str, float]:
    """One "offset0".. per channel, its mean, and one "gain", the largest distance from it, of raw values (N, C)."""
    offsets = raw.mean(axis=0, dtype=np.float64)
    # Of each channel only the two ends can be farthest: no second array of the size of the first.
    reach = float(np.maximum(raw.max(axis=0) - offsets, offsets - raw.min(axis=0)).max())
    constants = {f"offset{channel}": float(offset) for channel, offset in enumerate(offsets)}
    # Silence and a black picture have no reach, and rounding must not be blown up to look like one.
    return {**constants, "gain": reach if reach > 1e-6 else 1.0}


def centred(raw: Raw, constants: Mapping[str, float]) -> Floats:
    """Values (N, C) in [-1, 1] of raw values (N, C): (raw - offset) / gain."""
    offsets = np.array([constants[f"offset{channel}"] for channel in range(raw.shape[1])])
    values: Floats = ((raw - offsets) / constants["gain"]).astype(np.float32)
    return values.clip(-1, 1)


def uncentred(values: Floats, grid: Grid) -> npt.NDArray[np.float64]:
    """Raw values (N, C) of a network's values (N, C); what is not a number becomes the mean.

    Raises InvalidStegoError where the grid lacks a constant or the field gives another number of channels.
    """
    if values.shape != (len(values), grid.channels):
        raise InvalidStegoError("The network in the file does not belong to the medium it describes.")
    offsets = np.array([constant(grid, f"offset{channel}") for channel in range(grid.channels)])
    finite = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=1.0, neginf=-1.0)
    raw: npt.NDArray[np.float64] = finite * constant(grid, "gain") + offsets
    return raw


def constant(grid: Grid, name: str) -> float:
    """The constant of that name.  Raises InvalidStegoError where the grid has none."""
    if name not in grid.constants:
        raise InvalidStegoError(f"The file does not say the {name} of what it holds.")
    return grid.constants[name]


def positive(grid: Grid, name: str) -> float:
    """The constant of that name, above zero.  Raises InvalidStegoError."""
    value = constant(grid, name)
    if not value > 0:
        raise InvalidStegoError(f"The file gives an impossible {name}.")
    return value


def check(grid: Grid, *, axes: int, channels: tuple[int, ...]) -> None:
    """Raise InvalidStegoError unless the grid has so many axes and one of these numbers of channels."""
    if len(grid.shape) != axes or grid.channels not in channels:
        raise InvalidStegoError("The file describes a medium of impossible shape.")
