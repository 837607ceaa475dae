"""A network as a field: coordinates are scaled, each tile is shown by its own SIREN, and torch is left as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.fit import render
from engine.fit.render import siren_field
from engine.media import Grid, Tiling
from tests.engine.fit.common import ARCHITECTURE, SAMPLES, UNSCALED
from tests.engine.tiny import random_siren

POINTS = SAMPLES.coordinates


def test_a_field_scales_its_coordinates() -> None:
    network = random_siren(ARCHITECTURE)
    scaled = POINTS * np.array([0.5, 2.0], np.float32)
    values = siren_field(network, (0.5, 2.0))(POINTS)
    np.testing.assert_allclose(values, siren_field(network, UNSCALED)(scaled), atol=1e-4)
    assert values.dtype == np.float32


@pytest.mark.parametrize("chunk", [7, 1 << 13])
def test_each_tile_is_shown_by_its_own_network_from_its_own_centre(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "CHUNK_SIZE", chunk)
    tiling = Tiling((2, 3))
    stack = random_siren(replace(ARCHITECTURE, tiles=6))
    values, tile_of = siren_field(stack, UNSCALED, tiling=tiling)(POINTS), tiling.tile_of(POINTS)
    for tile in range(6):
        inputs = torch.from_numpy(POINTS[tile_of == tile] - tiling.centres()[tile])
        np.testing.assert_allclose(values[tile_of == tile], stack.tile(tile)(inputs).numpy(), atol=1e-5)


def test_a_stack_shows_no_step_between_two_tiles_when_it_is_rendered_larger() -> None:
    stack, lattice = random_siren(replace(ARCHITECTURE, tiles=4)), Grid((8, 8), ARCHITECTURE.out_features)
    below, above = np.array([[0.2, -1e-4]], np.float32), np.array([[0.2, 1e-4]], np.float32)  # the joint of two tiles

    def step(blended: tuple[int, ...]) -> float:
        shown = siren_field(stack, UNSCALED, None, Tiling((2, 2)), blended)
        return float(np.abs(shown(below) - shown(above)).max())

    assert step(lattice.shape) < 0.01 * step(())
    points = lattice.coordinates()
    native, larger = (
        siren_field(stack, UNSCALED, None, Tiling((2, 2)), shape)(points) for shape in ((), lattice.shape)
    )
    np.testing.assert_allclose(larger, native, atol=1e-5)  # where the lattice has a point, that is what is shown


@pytest.mark.parametrize("count", [1, 3])
def test_torch_keeps_the_number_of_threads_that_the_caller_set(count: int) -> None:
    torch.set_num_threads(count)
    siren_field(random_siren(ARCHITECTURE), UNSCALED)(POINTS)
    assert torch.get_num_threads() == count
