"""An output layer that is solved: its largest error is smaller, and nothing else of the network moves."""

from __future__ import annotations

import pytest
import torch

from engine.fit.polishing import polished
from engine.siren import Architecture, Siren
from tests.engine.fit.common import seeded
from tests.engine.tiny import random_siren


@pytest.mark.parametrize("tiles", [1, 3])
def test_the_largest_error_falls_and_hidden_layers_stay(tiles: int) -> None:
    network = random_siren(Architecture(2, 3, 24, 3, tiles=tiles))
    inputs = torch.rand(tiles, 200, 2, generator=seeded()) - 0.5
    shown = torch.stack([network.tile(tile)(inputs[tile]) for tile in range(tiles)])
    targets = shown + 0.01 * torch.randn(shown.shape, generator=seeded(1))
    better = polished(network, inputs, targets, 0.0)

    def errors(siren: Siren) -> list[float]:
        return [float((siren.tile(t)(inputs[t]) - targets[t]).abs().max()) for t in range(tiles)]

    assert all(after < 0.8 * before for before, after in zip(errors(network), errors(better), strict=True))
    for before, after in ((network.weights, better.weights), (network.biases, better.biases)):
        assert all(torch.equal(mine, its) for mine, its in zip(before[:-1], after[:-1], strict=True))


def test_a_tile_that_is_good_enough_stays_as_it_is() -> None:
    network = random_siren(Architecture(2, 3, 24, 3))
    inputs = torch.rand(1, 50, 2, generator=seeded()) - 0.5
    targets = network(inputs[0])[None] + 0.01
    better = polished(network, inputs, targets, 0.02)
    assert all(torch.equal(mine, its) for mine, its in zip(network.tensors(), better.tensors(), strict=True))


def test_units_that_never_change_do_no_harm() -> None:
    network = random_siren(Architecture(2, 3, 24, 3))
    dead = Siren(tuple(w.clone() for w in network.weights), tuple(b.clone() for b in network.biases))
    dead.weights[-2][3:9] = 0
    inputs = torch.rand(1, 80, 2, generator=seeded()) - 0.5
    better = polished(dead, inputs, network(inputs[0])[None], 0.0)
    assert all(bool(t.isfinite().all()) for t in better.tensors())
