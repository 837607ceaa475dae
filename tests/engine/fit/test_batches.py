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
        inputs, targets, outputs = some.current
        assert inputs.shape[:2] == targets.shape[:2]
        assert outputs.shape == targets.shape
        seen.append(targets)
        some.advance()
    rows = [targets.shape[1] for targets in seen]
    assert max(rows) - min(rows) <= 1
    assert max(rows) * tiles == some.largest_batch <= max(1.5 * size, tiles)
    assert set(torch.cat(seen, dim=1).flatten().tolist()) == set(np.linspace(-1, 1, points, dtype=np.float32).tolist())


def test_a_batch_stays_the_same_until_a_step_succeeded_with_it() -> None:
    some = batches(100, 33)
    some.to(torch.device("cpu"))
    some.start_epoch()
    first = some.current
    assert all(torch.equal(a, b) for a, b in zip(first, some.current, strict=True))
    some.advance()
    assert not set(first[1].flatten().tolist()) & set(some.current[1].flatten().tolist())


def test_every_epoch_has_another_order() -> None:
    some = batches(100, 50)
    some.to(torch.device("cpu"))
    orders = []
    for _ in range(2):
        some.start_epoch()
        orders.append(some.current[1].flatten().tolist())
    assert orders[0] != orders[1]


@pytest.mark.parametrize("tiles", [1, 4])
def test_outputs_keep_to_their_samples_through_epochs(tiles: int) -> None:
    some, places = batches(100, 30, tiles), torch.linspace(-1, 1, 100)[:, None]
    some.to(torch.device("cpu"))
    for epoch, steps in enumerate((3, 2, 1), start=1):  # the first epoch is shown as a whole
        some.start_epoch()
        for _ in range(steps):
            _, targets, outputs = some.current
            outputs.copy_(targets * epoch)
            some.advance()
        times = some.shown() / places  # by which each sample's place was multiplied
        assert torch.allclose(times, times.round(), atol=1e-4)
        assert int(times.round().max()) == epoch
        assert int((times.round() == epoch).sum()) == pytest.approx(100 * steps / 3, abs=4)
    assert some.squared_error().shape == (tiles,)
    assert float(some.squared_error().sum()) == pytest.approx(float(((times - 1) * places).square().sum()), rel=1e-4)
    some.show(places)
    assert torch.equal(some.shown(), places)
    assert float(some.squared_error().sum()) == pytest.approx(0, abs=1e-9)
