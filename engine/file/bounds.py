"""Bounds of the numbers in a file, which an attacker may have written: checked before anything is allocated."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from engine.errors import InvalidStegoError
from engine.media import MODALITIES, Grid, Tiling

MAX_WIDTH: Final = 2048
MAX_HIDDEN_LAYERS: Final = 12
MAX_TILES: Final = 4096
MAX_STORED_POINTS: Final = 1 << 23  # of a grid in a file; no recipe keeps more, and a person may render finer
MAX_PARAMETERS: Final = 100 << 20  # of the stego network: 400 MiB in memory, whatever the storage
CONSTANTS: Final = frozenset(
    ("gain", "offset0", "offset1", "offset2", "offset3", "seconds", "fps", "cx", "cy", "cz", "size", "up", "crumb")
)


def bounded_int(value: object, low: int, high: int) -> int:
    """The value, if it is an int in [low, high].  Raises ValueError."""
    if type(value) is not int or not low <= value <= high:
        raise ValueError("out of bounds")
    return value


def only(raw: dict[str, Any], names: Collection[str], optional: Collection[str] = ()) -> dict[str, Any]:
    """The JSON object, if it has these names and no others.  Raises ValueError: nothing else may ride in a file."""
    if not isinstance(raw, dict) or not set(names) <= raw.keys() <= {*names, *optional}:
        raise ValueError("unknown or missing names")
    return raw


def grid_to_json(grid: Grid) -> dict[str, Any]:
    """A grid as plain JSON."""
    return {"shape": list(grid.shape), "channels": grid.channels, "constants": dict(grid.constants)}


def grid_from_json(raw: dict[str, Any], modality: str) -> Grid:
    """A grid of that modality, in bounds.  Raises InvalidStegoError, KeyError, TypeError or AttributeError."""
    try:
        only(raw, ("shape", "channels", "constants"))
        grid = Grid(tuple(raw["shape"]), raw["channels"], only(raw["constants"], (), CONSTANTS))
        if grid.points > MAX_STORED_POINTS:
            raise ValueError("too many points")
        MODALITIES[modality].check_grid(grid)
    except ValueError as error:
        raise InvalidStegoError("The file describes a medium that is too large, or cannot exist.") from error
    return grid


def tiling_from_json(raw: list[int], grid: Grid) -> Tiling:
    """A tiling with no more tiles along an axis than the grid has points.  Raises ValueError or TypeError."""
    tiling = Tiling(tuple(bounded_int(count, 1, side) for count, side in zip(raw, grid.shape, strict=True)))
    bounded_int(tiling.count, 1, MAX_TILES)
    return tiling


def frequency_from_json(raw: list[float], grid: Grid) -> tuple[float, ...]:
    """One finite positive coordinate scale for each axis.  Raises ValueError."""
    if len(raw) != len(grid.shape) or not all(type(f) is float and 0 < f < 1e6 for f in raw):
        raise ValueError("out of bounds")
    return tuple(raw)
