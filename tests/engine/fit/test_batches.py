"""Batches: a pass shows every sample once, in equal parts."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.fit.batches import Batches
from engine.fit.gradient import Gradient
from engine.media import Samples, Tiling
from engine.siren import Architecture, Siren


def batches(points: int, size: int, tiles: int = 1) -> Batches:
    places = np.linspace(-1, 1, points, dtype=np.float32)[:, None]
    samples = Samples(places, places.copy(), 1.0)
    return Batches([samples], [(1.0,)], Tiling((tiles,)), size, torch.Generator().manual_seed(0))


@pytest.mark.parametrize(
    ("points", "size", "tiles"), [(4104, 512, 1), (4104, 512, 4), (100, 33, 1), (7, 3, 7), (5, 9, 1)]
)
def test_no_step_rests_on_the_few_samples_that_are_left_over(points: int, size: int, tiles: int) -> None:
    some = batches(points, size, tiles)
    some.place(torch.device("cpu"))
    some.shuffle()
    seen = []
    while not some.over:
        members, inputs, targets = some.current
        assert members.shape[:2] == inputs.shape[:2] == targets.shape[:2]
        seen.append(members)
        some.advance()
    rows = [each.shape[1] for each in seen]
    assert max(rows) - min(rows) <= 1
    assert max(rows) * tiles == some.size <= max(1.5 * size, tiles)
    assert set(torch.cat(seen, dim=1).flatten().tolist()) == set(range(points))


@pytest.mark.parametrize("rows", [1, 511, 516, 767, 769, 4130])
def test_a_batch_passes_in_equal_pieces_that_there_is_room_for(rows: int) -> None:
    network = Siren.random(Architecture(1, 1, 8, 3))
    pieces = Gradient(list(network.weights), list(network.biases), 512)._pieces(1, rows)
    sizes = [piece[1].stop - piece[1].start for piece in pieces]
    assert sum(sizes) == rows
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= 768
