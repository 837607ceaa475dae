"""An epoch shows every sample once, in batches of equal size."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.fit.batches import Batches
from engine.media import Samples, Tiling


def batches(points: int, size: int, tiles: int = 1) -> Batches:
    places = np.linspace(-1, 1, points, dtype=np.float32)[:, None]
    samples = Samples(places, places.copy(), 1.0)
    return Batches([samples], [(1.0,)], Tiling((tiles,)), size, torch.Generator().manual_seed(0))


@pytest.mark.parametrize(
    ("points", "size", "tiles"), [(4104, 512, 1), (4104, 512, 4), (100, 33, 1), (7, 3, 7), (5, 9, 1)]
)
def test_no_batch_is_a_small_remainder(points: int, size: int, tiles: int) -> None:
    some = batches(points, size, tiles)
    some.to(torch.device("cpu"))
    some.start_epoch()
    seen = []
    while not some.exhausted:
        index, inputs, targets = some.current
        assert index.shape[:2] == inputs.shape[:2] == targets.shape[:2]
        seen.append(index)
        some.advance()
    rows = [index.shape[1] for index in seen]
    assert max(rows) - min(rows) <= 1
    assert max(rows) * tiles == some.largest_batch <= max(1.5 * size, tiles)
    assert set(torch.cat(seen, dim=1).flatten().tolist()) == set(range(points))


def test_a_batch_stays_the_same_until_a_step_succeeded_with_it() -> None:
    some = batches(100, 33)
    some.to(torch.device("cpu"))
    some.start_epoch()
    first = some.current
    assert all(torch.equal(a, b) for a, b in zip(first, some.current, strict=True))
    some.advance()
    assert not set(first[0].flatten().tolist()) & set(some.current[0].flatten().tolist())


def test_every_epoch_has_another_order() -> None:
    some = batches(100, 50)
    some.to(torch.device("cpu"))
    orders = []
    for _ in range(2):
        some.start_epoch()
        orders.append(some.current[0].flatten().tolist())
    assert orders[0] != orders[1]
