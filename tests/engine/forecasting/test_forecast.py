"""Forecasts are of the right order, monotonic where they must be, and quick."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

import engine
from engine.budget import ENDING_GAIN, FitBudget
from engine.fit.schedule import Schedule
from engine.forecasting import forecast
from engine.forecasting.peak_memory import peak_memory
from engine.forecasting.tables import CUDA, REHEARSED
from engine.media import Tiling
from engine.siren import Architecture
from tests.engine import tiny


def picture(seed: int = 0, side: int = 32, noise: float = 40) -> engine.Image:
    y, x = np.mgrid[0:side, 0:side] * (255 / side)
    random = np.random.default_rng(seed).normal(0, noise, (side, side, 3))
    return engine.Image((np.stack([x, y, 255 - x], axis=2) + random).clip(0, 255).astype(np.uint8))


def test_plainer_content_is_expected_to_come_out_better() -> None:
    plain, noisy = (engine.forecast(engine.plan([picture(1, 64, n)], picture(2), engine.DRAFT)) for n in (0, 60))
    assert plain.secret_quality[0] >= noisy.secret_quality[0]


def test_a_longer_recipe_takes_longer_and_gives_more() -> None:
    secrets, cover = [picture(1, 64)], picture(2, 128)
    draft, fine = (engine.forecast(engine.plan(secrets, cover, r)) for r in (engine.DRAFT, engine.FINE))
    assert draft.seconds < fine.seconds
    assert draft.cover_quality <= fine.cover_quality
    assert draft.bytes < fine.bytes


@pytest.mark.parametrize("storage", ["exact", "half", "quarter"])
def test_the_size_is_the_size_of_the_file(storage: Any) -> None:
    plan = engine.plan([], picture(), replace(engine.DRAFT, storage=storage, seconds=0.3, width=64))
    data = engine.hide(plan, engine.Key.generate()).to_bytes()
    assert engine.forecast(plan).bytes == pytest.approx(len(data), abs=4000)


def test_a_hide_takes_the_seconds_it_is_given() -> None:
    plan = engine.plan([picture(1)], picture(2), replace(engine.DRAFT, seconds=12.0))
    assert engine.forecast(plan).seconds == pytest.approx(12, abs=2)


def test_more_time_gives_more_and_far_too_little_hardly_anything() -> None:
    plans = [engine.plan([], picture(2, 256, 120), replace(engine.DRAFT, seconds=s)) for s in (0.1, 4, 40)]
    hurried, usual, patient = (engine.forecast(plan).cover_quality for plan in plans)
    assert 0 <= hurried < usual < patient


def test_a_slower_machine_is_expected_to_reach_less(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, qualities = engine.plan([], picture(2, 64, 120), engine.STANDARD), []
    [schedule] = FitBudget(plan, torch.device("cpu")).schedules
    for seconds in (0.001, 0.1, 0.4):  # a step; the first machine has time for all of them
        monkeypatch.setattr(forecast, "measure_step_seconds", lambda *_, seconds=seconds: seconds)
        qualities.append(engine.forecast(plan).cover_quality)
    assert qualities[0] - qualities[1] == pytest.approx(
        3 * math.log2(schedule.steps * 0.1 / schedule.seconds), abs=0.01
    )
    assert qualities[1] - qualities[2] == pytest.approx(6, abs=0.01)


def test_a_gpu_is_expected_to_reach_as_much_more_as_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, forecasts = engine.plan([], picture(2, 64, 120), engine.STANDARD), {}
    monkeypatch.setattr(forecast, "measure_step_seconds", lambda *_: 0.001)
    for device in ("cpu", "cuda"):
        monkeypatch.setattr(forecast, "choose_device", lambda _, device=device: torch.device(device))
        forecasts[device] = engine.forecast(plan)
    cpu, cuda = forecasts["cpu"], forecasts["cuda"]
    correction = CUDA["standard", "image", "cover"]
    assert cuda.cover_quality - cpu.cover_quality == pytest.approx(correction.offset)
    assert cuda.tolerances == (correction.within,)
    assert cuda.seconds < cpu.seconds


def test_a_forecast_has_tolerances_and_the_memory_needed() -> None:
    plan = engine.plan([picture(1), picture(2)], picture(3), engine.DRAFT)
    expected = engine.forecast(plan)
    assert len(expected.tolerances) == 3
    assert all(2 <= decibels <= 12 for decibels in expected.tolerances)
    larger = engine.forecast(engine.plan([picture(1)], picture(3), replace(engine.DRAFT, width=512)))
    assert 4 * plan.stego.parameter_count < expected.memory < larger.memory < 1 << 30
    assert peak_memory(plan) == expected.memory


def test_a_cpu_rehearses_secrets_as_one_batch_and_forecasts_each_as_if_fitted_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batches = []

    def rehearse(media: Sequence[engine.Medium], *_: object) -> list[float]:
        batches.append(len(media))
        return [90.0, 40.0, 30.0][: len(media)]

    monkeypatch.setattr(forecast, "rehearse", rehearse)
    monkeypatch.setattr(forecast, "measure_step_seconds", lambda *_: 0.01)
    recipe = tiny.tiny(width=128, sound_schedule=Schedule(steps=200, batch_size=256))
    offset, seconds = REHEARSED["draft", "audio", "secret"].offset, []
    for count in (1, 3):
        expected = engine.forecast(engine.plan([tiny.sound()] * count, tiny.picture(), recipe))
        seconds.append(expected.seconds)
        best = engine.Audio.plateau_db + ENDING_GAIN if count == 3 else 90.0  # in a batch a good fit goes on for longer
        assert expected.secret_quality == pytest.approx([best + offset, 40 + offset, 30 + offset][:count])
    expected = engine.forecast(engine.plan([tiny.sound()] * 3, tiny.picture(), replace(recipe, decibels=35.0)))
    assert expected.secret_quality == pytest.approx([35 + offset, 35 + offset, 30 + offset])
    assert batches == [1, 3, 3]
    assert seconds[1] - seconds[0] == pytest.approx(2 * 200 * 0.01)


def test_steps_are_timed_by_the_quickest_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = [(0.1, 1), (0.2, 3), (0.3, 23), (0.4, 24), (9.0, 25)]  # seconds, steps: a busy machine, idle for a moment
    seen = []

    def fit_stacked(*_: object, report: Any = None, **__: object) -> None:
        for seconds, step in marks if report else ():
            seen.append(step)
            report(SimpleNamespace(seconds=seconds, step=step))

    monkeypatch.setattr(forecast, "fit_stacked", fit_stacked)
    seconds = forecast.measure_step_seconds(
        Architecture(2, 3, 16, 3), Tiling((1, 1)), 64, 1, 9, torch.device("cpu"), -1
    )
    assert seconds == pytest.approx(0.1 / 20)
    assert seen == [1, 3, 23, 24]  # it ends after 0.4 s


def test_a_real_step_takes_some_time() -> None:
    network, device = Architecture(2, 3, 16, 3, tiles=2), torch.device("cpu")
    assert 0 < forecast.measure_step_seconds(network, Tiling((2, 1)), 64, 2, 0, device, -2) < math.inf
