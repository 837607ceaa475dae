"""A fit ends when its schedule, its quality or a person says so; pauses and loading kernels take nothing from it."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.device import PROFILES
from engine.errors import DivergedError
from engine.fit import loop, step
from engine.fit.loop import fit
from engine.fit.schedule import Schedule
from engine.fit.task import FitProgress, FitResult
from engine.media import Image
from engine.progress import FinishNow
from engine.siren import Architecture, Siren
from tests.engine.fit.common import ARCHITECTURE, SCHEDULE, error_of, train
from tests.engine.tiny import random_siren


def fit_photo(schedule: Schedule, report: Any = lambda _: None) -> FitResult:
    """A picture of 1,024 samples, with too little time to be learned."""
    y, x = np.mgrid[0:32, 0:32]
    photo = Image(np.stack([x * 8, y * 8, 255 - x * 4], axis=2).astype(np.uint8))
    network = Siren.random(Architecture(2, 3, 32, 4), 1.5, torch.Generator().manual_seed(1))
    return fit(network, photo.samples(), photo.frequency, schedule, report=report)


@pytest.mark.usefixtures("always_reporting")
def test_to_finish_now_is_a_short_way_to_the_end() -> None:
    steps: list[int] = []

    def report(progress: FitProgress) -> None:
        steps.append(progress.step)
        if progress.step == 30:
            raise FinishNow

    result = train(schedule=replace(SCHEDULE, steps=100_000), report=report)
    assert 30 < result.steps == steps[-1] < 30 + 40
    assert error_of(result.network) < error_of(random_siren(ARCHITECTURE))


def test_to_finish_now_takes_a_tenth_more_steps_and_a_proper_decay() -> None:
    reports: list[FitProgress] = []

    def report(progress: FitProgress) -> None:
        reports.append(progress)
        if progress.step >= 100:
            raise FinishNow

    result = fit_photo(Schedule(steps=10**6, batch_size=256), report)
    asked = next(p for p in reports if p.step >= 100)
    assert asked.step < result.steps <= asked.step * 1.1 + 22
    assert reports[-1].fraction == 1
    assert result.decibels > asked.decibels


def test_a_fit_ends_at_its_target() -> None:
    result = train(schedule=replace(SCHEDULE, steps=100_000, target_db=12.0))
    assert result.steps < 5_000
    assert result.decibels >= 12


def test_a_fit_takes_the_short_way_to_its_end_on_a_plateau() -> None:
    steps = 4_000
    result = train(schedule=replace(SCHEDULE, steps=steps, plateau_db=20.0))
    assert result.steps < steps // 2
    assert result.decibels > 24  # with the learning rate at zero; where it stops at once 20.5 is all there is


@pytest.mark.parametrize("plateau_db", [20.0, math.inf])
def test_the_short_way_is_never_longer_than_the_schedule(plateau_db: float) -> None:
    def report(progress: FitProgress) -> None:
        if progress.step >= 90 and plateau_db == math.inf:
            raise FinishNow

    assert train(schedule=replace(SCHEDULE, steps=100, plateau_db=plateau_db), report=report).steps <= 100


def test_a_fit_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10**6))
    monkeypatch.setattr(loop, "awake_seconds", lambda: next(clock) / 2)
    assert train(schedule=replace(SCHEDULE, steps=10**9, seconds=10.0)).steps < 30


def test_a_report_that_waits_takes_nothing_from_the_time() -> None:
    paused = threading.Event()

    def report(_: FitProgress) -> None:
        if not paused.is_set():
            paused.wait(1.5)  # longer than the whole schedule
            paused.set()

    schedule = Schedule(steps=math.inf, seconds=1.0, batch_size=256)
    result, unpaused = fit_photo(schedule, report), fit_photo(schedule)
    assert result.steps > unpaused.steps / 4
    assert math.isfinite(result.decibels)


def test_loading_kernels_takes_nothing_from_the_time_of_the_first_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    train_step = step.TrainStep.__call__

    def slow_at_first(self: step.TrainStep, *arguments: Any) -> None:
        if not self._adam.steps:  # no step was taken yet
            time.sleep(0.6)
        train_step(self, *arguments)

    monkeypatch.setattr(step.TrainStep, "__call__", slow_at_first)
    short = replace(SCHEDULE, steps=1000, seconds=0.4)
    assert train(schedule=short).steps == 1
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], warmup_steps=2))
    assert train(schedule=short).steps > 5


def test_a_learning_rate_that_is_far_too_large_is_halved_or_told() -> None:
    wild = replace(SCHEDULE, steps=300, matrix_lr=3.0, adam_lr=30.0)
    try:
        result = train(schedule=wild)
    except DivergedError:
        return
    assert all(bool(torch.isfinite(t).all()) for t in result.network.tensors())
