"""A step on a graphics card: nothing in it waits for a number, so that it can be recorded and replayed."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.device import PROFILES, DeviceProfile
from engine.fit.cuda_graph import CudaGraphs
from engine.fit.loop import FitLoop, fit
from engine.fit.schedule import Schedule
from engine.fit.step import Kind
from engine.fit.thread_pool import ThreadPool
from engine.media import Tiling
from engine.siren import Architecture, Siren, freeze_block_mask
from tests.engine.tiny import picture, random_siren

SAMPLES = picture(16).samples()
CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no graphics card")


@pytest.mark.parametrize("kind", [Kind(), Kind(coarse=True), Kind(rounds=True)], ids=str)
@pytest.mark.parametrize("tiles", [1, 4])
def test_a_step_asks_another_device_for_no_number(monkeypatch: pytest.MonkeyPatch, kind: Kind, tiles: int) -> None:
    monkeypatch.setitem(PROFILES, "meta", DeviceProfile(chunk=64))
    network = Siren.random(Architecture(2, 3, 24, 4, tiles=tiles))
    lattices = [(0.01, 100.0)] * 3
    elsewhere, tiling = torch.device("meta"), Tiling((1, tiles))  # has shapes and devices, and no numbers at all
    schedule, mask = Schedule(steps=10, batch=100), freeze_block_mask(network.architecture, 9)
    running = FitLoop(network, [SAMPLES], [(1.0, 1.0)], schedule, mask, lattices, elsewhere, None, ThreadPool(), tiling)
    while not running.batches.over:
        running.arithmetic(running.batches.current, 1e-3, 1e-3, kind)
        running.batches.advance()
    with pytest.raises(RuntimeError):
        float(running.arithmetic.total.sum())


def test_what_cannot_be_recorded_is_done_as_it_is() -> None:
    if torch.cuda.is_available():
        pytest.skip("here it can")
    done: list[float] = []
    replay = CudaGraphs()
    for number in range(5):
        replay(lambda kind, given: done.append(kind + float(given)), 10, torch.tensor(float(number)))
    assert done == [10.0, 11.0, 12.0, 13.0, 14.0]


@CUDA
def test_a_replayed_step_reads_what_it_is_given() -> None:
    total = torch.zeros(3, device="cuda")

    def work(kind: int, given: Tensor) -> None:
        total.add_(given * kind)

    replay = CudaGraphs()
    for number in range(6):
        replay(work, 2, torch.full((3,), float(number), device="cuda"))
    assert replay._recordings
    assert total.tolist() == [30.0] * 3


@CUDA
@pytest.mark.parametrize("tiles", [1, 4])
def test_a_graphics_card_fits_as_well_and_leaves_the_frozen_alone(tiles: int) -> None:
    network = (
        random_siren(Architecture(2, 3, 32, 4)) if tiles == 1 else Siren.random(Architecture(2, 3, 32, 4, tiles=4))
    )
    mask, tiling = freeze_block_mask(network.architecture, 16), Tiling((1, tiles))
    found = []
    for device in ("cpu", "cuda"):
        fitted = fit(
            network, SAMPLES, (1.0, 1.0), Schedule(steps=300, batch=128), mask=mask, tiling=tiling,
            device=torch.device(device), generator=torch.Generator().manual_seed(0),
        )  # fmt: skip
        found.append(fitted.decibels)
        for before, after in zip(network.weights[1:-1], fitted.network.weights[1:-1], strict=True):
            assert torch.equal(before[..., :16, :16], after[..., :16, :16])
    assert found[1] > found[0] - 2  # with larger batches it comes further
