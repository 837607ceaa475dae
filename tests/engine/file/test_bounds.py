"""Bounds: what a file says is refused where it is no number, or out of bounds."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors import InvalidStegoError
from engine.file.bounds import bounded_int, frequency_from_json, grid_from_json, grid_to_json, tiling_from_json
from engine.media import Grid
from tests.engine.tiny import film, picture, solid, sound

NAN, INFINITE = float("nan"), float("inf")


@pytest.mark.parametrize("value", [0, 4, 1.0, True, "1", None, [1], NAN, 10**400, -1])
def test_an_integer_in_bounds(value: object) -> None:
    assert [bounded_int(n, 1, 3) for n in (1, 2, 3)] == [1, 2, 3]
    with pytest.raises(ValueError, match="out of bounds"):
        bounded_int(value, 1, 3)


@pytest.mark.parametrize("medium", [picture(), sound(), film(), solid()], ids=lambda medium: medium.modality)
def test_a_grid_comes_back(medium: Any) -> None:
    assert grid_from_json(grid_to_json(medium.grid), medium.modality) == medium.grid


@pytest.mark.parametrize(
    "change",
    [
        {"shape": [1 << 13, 1 << 14]}, {"shape": [0, 8]}, {"shape": [8.0, 8]}, {"shape": [8] * 4}, {"channels": 5},
        {"channels": True}, {"constants": {"gain": NAN}}, {"constants": {"gain": 1e9}},
        {"constants": {"x" * 33: 1.0}}, {"constants": {str(n): 1.0 for n in range(17)}}, {"constants": {}},
    ],
    ids=str,
)  # fmt: skip
def test_a_grid_out_of_bounds_is_a_damaged_file(change: dict[str, Any]) -> None:
    raw = grid_to_json(picture().grid)
    with pytest.raises(InvalidStegoError, match="too large, or cannot exist"):
        grid_from_json({**raw, **change}, "image")


def test_a_grid_of_another_modality_is_a_damaged_file() -> None:
    for modality in ("audio", "video"):
        with pytest.raises(InvalidStegoError):
            grid_from_json(grid_to_json(picture().grid), modality)
    with pytest.raises(KeyError):
        grid_from_json(grid_to_json(picture().grid), "text")


@pytest.mark.parametrize("raw", [[], [1.0], [1.0] * 3, [1, 1.0], [0.0, 1.0], [NAN, 1.0], [INFINITE, 1.0], [1e6, 1.0]])
def test_one_positive_frequency_for_each_axis(raw: list[float]) -> None:
    grid = Grid((4, 4), 1)
    assert frequency_from_json([1.0, 0.5], grid) == (1.0, 0.5)
    with pytest.raises(ValueError, match="out of bounds"):
        frequency_from_json(raw, grid)


@pytest.mark.parametrize("counts", [[1, 1], [3, 2], [64, 64], [1, 100]])
def test_a_tiling_comes_back(counts: list[int]) -> None:
    assert tiling_from_json(counts, Grid((64, 100), 3)).counts == tuple(counts)


@pytest.mark.parametrize(
    "raw",
    [[], [1], [1, 1, 1], [0, 1], [1, -1], [65, 1], [1, 101], [64, 65], [1.0, 1], [True, 1], ["1", 1], "11", {"a": 1}],
    ids=str,
)
def test_at_most_4096_tiles_and_no_more_along_an_axis_than_points(raw: Any) -> None:
    with pytest.raises(ValueError, match=r"out of bounds|zip"):
        tiling_from_json(raw, Grid((64, 100), 3))


@pytest.mark.parametrize("raw", [None, 4, 1.0, True])
def test_a_tiling_is_a_list(raw: Any) -> None:
    with pytest.raises(TypeError):
        tiling_from_json(raw, Grid((64, 100), 3))
