"""Tiles that are solved: every value as wanted, and nothing moves that is frozen or good enough."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.fit.gauss_newton import solved
from engine.fit.thread_pool import ThreadPool
from engine.siren import Architecture, Siren
from tests.engine.fit.common import seeded
from tests.engine.tiny import random_siren

LIMIT = 1e-4


def task(tiles: int) -> tuple[Siren, Tensor, Tensor]:
    """A network, the inputs of 5 x 6 samples a tile, and targets as near to what it shows as after a training."""
    network = random_siren(Architecture(2, 3, 16, 4, tiles=tiles))
    axes = torch.meshgrid(torch.linspace(-0.3, 0.3, 5), torch.linspace(-0.3, 0.3, 6), indexing="ij")
    inputs = torch.stack(axes, -1).reshape(1, 30, 2).repeat(tiles, 1, 1)
    targets = shown(network, inputs) + 0.03 * torch.randn(tiles, 30, 3, generator=seeded(1))
    return network, inputs, targets


def shown(network: Siren, inputs: Tensor) -> Tensor:
    return torch.stack([network.tile(tile)(inputs[tile]) for tile in range(len(inputs))])


@pytest.mark.parametrize(("tiles", "threads", "frozen"), [(1, 1, 0), (1, 2, 10), (50, 1, 10), (50, 2, 8)])
def test_all_values_are_hit_and_frozen_weights_stay(tiles: int, threads: int, frozen: int) -> None:
    network, inputs, targets = task(tiles)
    with ThreadPool(threads) as pool:
        result = solved(network, frozen, inputs, targets, LIMIT, pool)
    assert float((shown(result, inputs) - targets).abs().max()) < 2 * LIMIT  # 32 bits
    for before, after in zip(network.weights[1:-1], result.weights[1:-1], strict=True):
        assert torch.equal(before[..., :frozen, :frozen], after[..., :frozen, :frozen])
        assert not torch.equal(before, after)


def test_a_tile_that_is_good_enough_stays_bit_for_bit() -> None:
    network, inputs, targets = task(2)
    targets[1] = network.tile(1)(inputs[1])
    result = solved(network, 0, inputs, targets, LIMIT, ThreadPool())
    pairs = list(zip(network.tensors(), result.tensors(), strict=True))
    assert all(torch.equal(before[1], after[1]) for before, after in pairs)
    assert not any(torch.equal(before[0], after[0]) for before, after in pairs)


def test_where_it_may_not_carry_on_the_other_tiles_stay() -> None:
    network, inputs, targets = task(60)
    told: list[float] = []

    def carry_on(done: float) -> bool:
        told.append(done)
        return len(told) < 3

    result = solved(network, 0, inputs, targets, LIMIT, ThreadPool(), carry_on)
    wrong = ((shown(result, inputs) - targets).abs().amax((1, 2)) > 2 * LIMIT).sum()
    assert told == sorted(told)
    assert told[0] == 0.0
    assert 0 < told[-1] < 1
    assert int(wrong) == round(60 * (1 - told[-1]))


def test_more_values_than_weights_end_finite_and_no_worse() -> None:
    network = random_siren(Architecture(2, 3, 8, 2))
    inputs, targets = torch.rand(1, 60, 2, generator=seeded()) - 0.5, torch.rand(1, 60, 3, generator=seeded(2))
    result = solved(network, 5, inputs, targets, LIMIT, ThreadPool())
    before, after = ((shown(n, inputs) - targets).square().mean() for n in (network, result))
    assert float(after) < float(before)
