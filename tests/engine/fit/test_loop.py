"""Training: what is free gets better, what is frozen stays bit for bit, and every report says where the fit stands."""

from __future__ import annotations

import math
import threading
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.device import PROFILES
from engine.fit import loop
from engine.fit.loop import fit
from engine.fit.render import siren_field
from engine.fit.task import FitProgress
from engine.media import Samples, Tiling
from engine.siren import Siren
from engine.vault.keystream import noise
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine.fit.common import (
    ARCHITECTURE,
    SAMPLES,
    SCHEDULE,
    UNSCALED,
    error_of,
    grids_of,
    quality_of,
    seeded,
    train,
)  # fmt: skip
from tests.engine.tiny import random_siren, same


@pytest.mark.parametrize("counts", [(2, 2), (3, 1), (5, 4)])
def test_a_stack_shows_every_tile_and_no_tile_waits_for_another(counts: tuple[int, int]) -> None:
    tiling, reports = Tiling(counts), list[FitProgress]()
    stack = random_siren(replace(ARCHITECTURE, width=12, tiles=tiling.count))
    network = train(stack, replace(SCHEDULE, steps=400), tiling=tiling, report=reports.append).network
    shown = siren_field(network, UNSCALED, tiling=tiling)(SAMPLES.coordinates)
    errors = ((shown - SAMPLES.values) ** 2).mean(axis=1)
    tiles = tiling.tile_of(SAMPLES.coordinates)
    assert all(errors[tiles == tile].mean() < 0.01 for tile in range(tiling.count))
    assert reports[-1].decibels == pytest.approx(10 * math.log10(SAMPLES.peak**2 / errors.mean()), abs=1.5)
    assert reports[-1].outputs().shape == SAMPLES.values.shape
    assert np.abs(reports[-1].outputs() - shown).mean() < 0.1


def test_a_fit_improves_and_says_how_far_it_came() -> None:
    initial, copy = random_siren(ARCHITECTURE), random_siren(ARCHITECTURE)
    result = train(initial, replace(SCHEDULE, steps=200))
    assert same(initial, copy)
    assert error_of(result.network) < 0.05 * error_of(initial)
    assert result.steps == 200
    assert result.decibels == pytest.approx(quality_of(result.network), abs=1.5)


def test_the_same_generator_gives_the_same_fit() -> None:
    assert same(train().network, train().network)


def mask_of(vault: bool) -> Siren:
    if vault:
        return Vault(ARCHITECTURE, 15, 1.5, STORAGES["exact"]).trainable()
    generator, network = seeded(9), random_siren(ARCHITECTURE)

    def coins(tensor: Tensor) -> Tensor:
        return (torch.rand(tensor.shape, generator=generator) > 0.5).float()

    return Siren(tuple(map(coins, network.weights)), tuple(map(coins, network.biases)))


@pytest.mark.parametrize("quantize", [False, True])
@pytest.mark.parametrize("vault", [False, True])
def test_what_is_frozen_stays_bit_for_bit_and_all_else_moves(vault: bool, quantize: bool) -> None:
    initial, mask = random_siren(ARCHITECTURE), mask_of(vault)
    grids = grids_of(initial)
    network = train(initial, mask=mask, quantization=grids if quantize else None).network
    assert error_of(network) < error_of(initial)
    for masked, before, after in zip(mask.tensors(), initial.tensors(), network.tensors(), strict=True):
        frozen = (masked == 0).numpy()
        assert before.numpy()[frozen].tobytes() == after.numpy()[frozen].tobytes()
        assert float((before == after)[masked == 1].float().mean()) < 0.2
    if quantize:
        for matrix, masked, grid in zip(network.weights[1:-1], mask.weights[1:-1], grids, strict=True):
            levels = matrix[masked == 1] / grid.scale
            assert float((levels - levels.round()).abs().max()) < 1e-3
            assert float(levels.abs().max()) <= grid.max_level + 1e-3


def test_a_vault_keeps_its_cells_through_a_fit() -> None:
    for storage in STORAGES.values():
        vault = Vault(ARCHITECTURE, 15, 1.5, storage)
        cells = noise(vault.capacity(), storage.levels)
        network = train(vault.write(random_siren(ARCHITECTURE), cells), mask=vault.trainable()).network
        assert np.array_equal(vault.read(network), cells)


def test_a_mask_of_zeros_changes_nothing() -> None:
    initial = random_siren(ARCHITECTURE)
    nothing = Siren(tuple(w * 0 for w in initial.weights), tuple(b * 0 for b in initial.biases))
    assert same(train(initial, mask=nothing).network, initial)


class Stop(Exception):
    pass


@pytest.mark.usefixtures("always_reporting")
def test_what_a_report_raises_comes_out_untouched() -> None:
    raised, seen = Stop("by me"), []

    def report(progress: FitProgress) -> None:
        seen.append(progress.step)
        if progress.step >= 5:
            raise raised

    with pytest.raises(Stop) as caught:
        train(report=report)
    assert caught.value is raised
    assert seen == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("always_reporting")
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, RuntimeError, OSError])
def test_a_report_may_raise_anything(error: type[BaseException]) -> None:
    def report(_: FitProgress) -> None:
        raise error("out of memory, or something else")

    with pytest.raises(error):
        train(report=report)


@pytest.mark.usefixtures("always_reporting")
def test_reports() -> None:
    reports: list[FitProgress] = []
    result = train(report=reports.append)
    assert [p.step for p in reports] == list(range(1, 61))
    fractions = [p.fraction for p in reports]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert all(math.isfinite(p.loss) and p.device == "cpu" and not p.note for p in reports)
    assert reports[-1].decibels > reports[4].decibels + 3
    outputs = reports[-1].outputs()
    assert outputs.shape == SAMPLES.values.shape
    assert np.mean((outputs - SAMPLES.values) ** 2) < 2 * error_of(result.network) + 1e-3
    assert reports[-1].field(SAMPLES.coordinates).shape == SAMPLES.values.shape


def test_chunks_do_not_change_the_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    one_chunk = train(schedule=replace(SCHEDULE, steps=20)).network
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], chunk_size=32))
    chunks = train(schedule=replace(SCHEDULE, steps=20)).network
    for one, other in zip(one_chunk.tensors(), chunks.tensors(), strict=True):
        torch.testing.assert_close(one, other, atol=1e-3, rtol=1e-2)


def test_any_number_of_threads_fits_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], chunk_size=32))
    errors = []
    for count in (1, 2, 5):
        monkeypatch.setattr(loop, "thread_count", lambda count=count: count)
        errors.append(error_of(train(schedule=replace(SCHEDULE, steps=100)).network))
    assert max(errors) < min(errors) * 10**0.03  # 0.3 dB


def test_a_cancelled_fit_leaves_no_thread_behind_and_torch_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], chunk_size=32))
    monkeypatch.setattr(loop, "thread_count", lambda: 3)
    monkeypatch.setattr(loop, "REPORT_EVERY", 0.0)
    torch.set_num_threads(2)
    before, during = threading.active_count(), []

    def report(_: FitProgress) -> None:
        during.append((threading.active_count(), torch.get_num_threads()))
        raise Stop

    with pytest.raises(Stop):
        train(report=report)
    assert during[0][0] > before == threading.active_count()
    assert (during[0][1], torch.get_num_threads()) == (1, 2)


def test_samples_of_one_and_of_silence() -> None:
    one = Samples(np.zeros((1, 2), np.float32), np.zeros((1, 3), np.float32), 1.0)
    result = fit(random_siren(ARCHITECTURE), one, UNSCALED, replace(SCHEDULE, steps=200))
    assert math.isfinite(result.decibels)
    assert float(np.abs(siren_field(result.network, UNSCALED)(one.coordinates)).max()) < 0.1
