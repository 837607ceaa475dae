"""A training step on a GPU waits for no number, so that it can be captured; frozen weights never move."""

from __future__ import annotations

import pytest
import torch

from engine.device import PROFILES, DeviceProfile
from engine.fit.loop import FitLoop, fit
from engine.fit.quantization import QuantGrid
from engine.fit.schedule import Schedule
from engine.fit.step import StepVariant
from engine.fit.task import MIN_FROZEN_UNITS, FitTask
from engine.fit.thread_pool import ThreadPool
from engine.media import Tiling
from engine.siren import Architecture, Siren, freeze_block_mask
from tests.engine.tiny import picture, random_siren

SAMPLES = picture(16).samples()
CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no graphics card")


@pytest.mark.parametrize(
    "variant", [StepVariant(), StepVariant(low_precision=True), StepVariant(quantized=True)], ids=str
)
@pytest.mark.parametrize("tiles", [1, 4])
@pytest.mark.parametrize("vault", [9, 21])
def test_a_step_asks_another_device_for_no_number(
    monkeypatch: pytest.MonkeyPatch, variant: StepVariant, tiles: int, vault: int
) -> None:
    monkeypatch.setitem(PROFILES, "meta", DeviceProfile(chunk_size=64))
    network = Siren.random(Architecture(2, 3, 24, 4, tiles=tiles))
    schedule, mask = Schedule(steps=10, batch_size=100), freeze_block_mask(network.architecture, vault)
    task = FitTask([network], [SAMPLES], [(1.0, 1.0)], schedule, Tiling((1, tiles)), mask, [QuantGrid(0.01, 100.0)] * 3)
    loop = FitLoop(task, torch.device("meta"), ThreadPool())  # which has shapes and devices, and no numbers at all
    while not loop.batches.exhausted:
        loop.train_step(loop.batches.current, 1e-3, 1e-3, variant)
        loop.batches.advance()
    with pytest.raises(RuntimeError):
        float(loop.train_step.squared_error.sum())


@pytest.mark.parametrize("tiles", [1, 4])
@pytest.mark.parametrize("vault", [9, MIN_FROZEN_UNITS, 32])
def test_no_step_moves_the_vault_and_all_else_moves(tiles: int, vault: int) -> None:
    network = Siren.random(Architecture(2, 3, 32, 4, tiles=tiles))
    mask, schedule = freeze_block_mask(network.architecture, vault), Schedule(steps=10, batch_size=100)
    loop = FitLoop(
        FitTask([network], [SAMPLES], [(1.0, 1.0)], schedule, Tiling((1, tiles)), mask), torch.device("cpu"),
        ThreadPool(),
    )  # fmt: skip
    assert loop.train_step.frozen_units == (vault if vault == MIN_FROZEN_UNITS else 0)
    for _ in range(5):
        loop.train_step(loop.batches.current, 1e-3, 1e-3, StepVariant())
    for before, after in zip(network.weights[1:-1], loop.train_step.weights[1:-1], strict=True):
        moved = before != after
        assert not moved[..., :vault, :vault].any()
        assert moved[..., vault:, :].all()
        assert moved[..., :vault, vault:].all()


@CUDA
@pytest.mark.parametrize("tiles", [1, 4])
def test_a_gpu_fits_as_well_and_leaves_the_frozen_alone(tiles: int) -> None:
    network = (
        random_siren(Architecture(2, 3, 32, 4)) if tiles == 1 else Siren.random(Architecture(2, 3, 32, 4, tiles=4))
    )
    mask, tiling = freeze_block_mask(network.architecture, 16), Tiling((1, tiles))
    decibels = []
    for device in ("cpu", "cuda"):
        result = fit(
            network, SAMPLES, (1.0, 1.0), Schedule(steps=300, batch_size=128), mask=mask, tiling=tiling,
            device=torch.device(device), generator=torch.Generator().manual_seed(0),
        )  # fmt: skip
        decibels.append(result.decibels)
        for before, after in zip(network.weights[1:-1], result.network.weights[1:-1], strict=True):
            assert torch.equal(before[..., :16, :16], after[..., :16, :16])
    assert decibels[1] > decibels[0] - 2  # with larger batches it comes further
