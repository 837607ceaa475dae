"""An exact network is one whose outputs all round to the 8-bit values of the medium."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from engine.fit.evaluation import is_exact, solve_tiles
from engine.fit.schedule import Schedule
from engine.fit.task import FitTask
from engine.fit.thread_pool import ThreadPool
from engine.media import Samples, Tiling
from engine.siren import Architecture, Siren, freeze_block_mask
from tests.engine.tiny import random_siren

STEP = 2.0 / 255  # between two neighbouring 8-bit values
ARCHITECTURE = Architecture(2, 2, 16, 3)  # 500 free weights


def samples(rows: int, network: Siren | None = None) -> Samples:
    """Rows of five samples; of a network values that are as near to its own as after a training."""
    axes = np.linspace(-1, 1, rows // 5, dtype=np.float32), np.linspace(-1, 1, 5, dtype=np.float32)
    coordinates = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 2)
    values = np.sin(3 * coordinates)
    if network is not None:
        noise = np.random.default_rng(0).normal(0, 0.02, values.shape)
        values = (network(torch.from_numpy(0.3 * coordinates)).numpy() + noise).astype(np.float32)
    return Samples(coordinates, values, 2.0)


@pytest.mark.parametrize(("off", "exact"), [(0.0, True), (0.45, True), (0.49, False), (-0.6, False)])
def test_every_value_has_to_round_to_its_own(off: float, exact: bool) -> None:
    medium = samples(50)
    outputs = medium.values.copy()
    outputs[-1, 1] += off * STEP
    assert is_exact(outputs, medium) is exact


def solve(rows: int, mask: Siren | None) -> tuple[Siren, Siren, Samples]:
    network, schedule = random_siren(ARCHITECTURE), Schedule(steps=math.inf, exact=True)
    medium = samples(rows, network)
    task = FitTask([network], [medium], [(0.3, 0.3)], schedule, mask=mask)
    return network, solve_tiles(network, task, Tiling.single(2), ThreadPool(), lambda _: True), medium


@pytest.mark.parametrize("units", [0, 8])
def test_a_small_tile_is_solved_and_the_vault_stays(units: int) -> None:
    mask = freeze_block_mask(ARCHITECTURE, units)
    network, solved, medium = solve(30, mask)
    assert is_exact(solved(torch.from_numpy(medium.coordinates * np.float32(0.3))).numpy(), medium)
    for before, after in zip(network.weights[1:-1], solved.weights[1:-1], strict=True):
        assert torch.equal(before[:units, :units], after[:units, :units])


def test_a_large_tile_and_blocks_along_the_diagonal_come_back_as_they_are() -> None:
    network, large, _ = solve(3000, None)
    assert large is network
    blocks = freeze_block_mask(ARCHITECTURE, 4)
    blocks.weights[1][6:9, 6:9] = 0
    network, same, _ = solve(30, blocks)
    assert same is network
