"""Networks trained as a stack: each is what it would be alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.fit.loop import FitLoop, fit, fit_stacked
from engine.fit.schedule import Schedule
from engine.fit.task import FitTask, ResumePoint
from engine.media import Tiling
from engine.siren import Architecture, Siren
from tests.engine.tiny import picture, random_siren

ARCHITECTURE = Architecture(2, 3, 24, 4)
SAMPLES = [picture(16, phase=phase).samples() for phase in (0, 200, 90)]
FREQUENCIES = [(1.0, 1.0), (3.0, 0.5), (1.0, 1.0)]
ALL_SAMPLES = Schedule(steps=25, batch_size=256)  # in every step: their order makes no difference
NETWORKS = [random_siren(ARCHITECTURE, seed) for seed in range(3)]


@pytest.mark.parametrize("tiles", [1, 4])
def test_each_is_what_it_would_be_alone(tiles: int) -> None:
    architecture, tiling = replace(ARCHITECTURE, output_bias=False, tiles=tiles), Tiling((1, tiles))
    networks = [random_siren(architecture, seed) for seed in range(3)]
    stacked = fit_stacked(FitTask(networks, SAMPLES, FREQUENCIES, ALL_SAMPLES, tiling))
    for network, samples, frequency, result in zip(networks, SAMPLES, FREQUENCIES, stacked, strict=True):
        alone = fit(network, samples, frequency, ALL_SAMPLES, tiling=tiling)
        assert result.decibels == pytest.approx(alone.decibels, abs=0.05)
        for mine, its in zip(result.network.tensors(), alone.network.tensors(), strict=True):
            torch.testing.assert_close(mine, its, atol=4e-3, rtol=0)
    assert len({result.decibels for result in stacked}) == 3


def test_the_fit_goes_on_until_the_last_network_is_good_enough() -> None:
    plain, rich = picture(16).samples(), picture(16).samples()
    rich.values[:] = np.random.default_rng(0).uniform(-1, 1, rich.values.shape)
    schedule = Schedule(steps=150, batch_size=256, target_db=20.0)
    alone = fit(NETWORKS[0], plain, (1.0, 1.0), schedule)
    first, second = fit_stacked(FitTask(NETWORKS[:2], [plain, rich], [(1.0, 1.0)] * 2, schedule))
    assert alone.steps < first.steps == second.steps < 150
    assert first.decibels > second.decibels >= 20


@pytest.mark.usefixtures("always_reporting")
def test_a_point_of_another_architecture_is_not_resumed_from() -> None:
    task = FitTask(NETWORKS[:2], SAMPLES[:2], FREQUENCIES[:2], ALL_SAMPLES)
    of_one, of_both = ResumePoint(NETWORKS[0], 20, 0.1), ResumePoint(Siren.stack(NETWORKS[:2]), 20, 0.1)
    steps: dict[bool, list[int]] = {True: [], False: []}
    for fits, point in ((False, of_one), (True, of_both)):
        report = lambda progress, fits=fits: steps[fits].append(progress.step)  # noqa: E731
        fit_stacked(task, resume=point, report=report)
    assert steps == {False: list(range(1, 26)), True: list(range(21, 26))}


def test_where_a_gpu_has_too_little_memory_all_go_on_on_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    real, notes = FitLoop.__init__, []

    def full(self: FitLoop, task: FitTask, device: torch.device, *others: Any) -> None:
        if device.type != "cpu":
            raise torch.OutOfMemoryError
        real(self, task, device, *others)

    monkeypatch.setattr(FitLoop, "__init__", full)
    task = FitTask(NETWORKS, SAMPLES, FREQUENCIES, ALL_SAMPLES)
    results = fit_stacked(task, device=torch.device("meta"), report=lambda p: notes.append(p.note))
    assert len(results) == 3
    assert "to-processor" in notes
