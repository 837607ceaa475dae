"""Raw values are normalized and come back; a grid that lacks something is told from one that does not."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media import Grid
from engine.media.normalization import (
    check_layout,
    constant,
    denormalized,
    normalization_of,
    normalized,
    positive,
)

RAW = np.random.default_rng(0).uniform(-3, 5, (40, 2)).astype(np.float32)


def test_every_channel_is_centred_and_the_farthest_value_is_one():
    values = normalized(RAW, normalization_of(RAW))
    assert np.abs(values.mean(axis=0)).max() < 1e-6
    assert np.abs(values).max() == pytest.approx(1)
    grid = Grid((40,), 2, normalization_of(RAW))
    assert np.abs(denormalized(values, grid) - RAW).max() < 1e-6


def test_what_has_no_range_is_not_blown_up():
    assert normalization_of(np.full((5, 1), 0.25, np.float32)) == {"offset0": 0.25, "gain": 1.0}


def test_what_is_not_a_number_becomes_the_mean_and_what_is_infinite_the_end():
    grid = Grid((3,), 1, {"offset0": 0.5, "gain": 2.0})
    values = np.array([[np.nan], [np.inf], [-np.inf]], np.float32)
    assert denormalized(values, grid).tolist() == [[0.5], [2.5], [-1.5]]


@pytest.mark.parametrize("shape", [(3, 2), (4, 1), (3,)])
def test_values_of_another_grid_are_an_error(shape):
    with pytest.raises(ValueError, match="shape"):
        denormalized(np.zeros(shape, np.float32), Grid((3,), 1, {"offset0": 0.0, "gain": 1.0}))


def test_constants_that_are_missing_or_not_positive():
    grid = Grid((3,), 1, {"fps": 0.0, "size": -1.0, "rate": 2.0})
    assert (constant(grid, "fps"), positive(grid, "rate")) == (0, 2)
    with pytest.raises(ValueError, match="no constant gain"):
        constant(grid, "gain")
    for name in ("fps", "size"):
        with pytest.raises(ValueError, match=f"{name} .* not above zero"):
            positive(grid, name)


def test_axes_channels_and_normalization_are_checked():
    good = {"offset0": 0.0, "offset1": 0.0, "gain": 1.0}
    check_layout(Grid((3, 4), 2, good), axes=2, channels=(1, 2))
    for grid in (Grid((3,), 2, good), Grid((3, 4), 3, good), Grid((3, 4), 2, {"offset0": 0.0, "gain": 1.0})):
        with pytest.raises(ValueError, match="grid"):
            check_layout(grid, axes=2, channels=(1, 2))
