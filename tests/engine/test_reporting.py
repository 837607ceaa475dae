"""How long a hide will still take, reported from its first second on."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

import engine
from engine.budget import FitBudget
from engine.fit.task import FitProgress
from engine.progress import Progress
from engine.reporting import Reporter, _preview
from tests.engine.tiny import solid

SLOW_START = 0.4  # seconds the first step takes
CPU = torch.device("cpu")
IMAGE = engine.Image(np.zeros((16, 16, 3), np.uint8))


def seconds_left(recipe: engine.Recipe, rate: float, reports: int, fit: int = 0) -> list[float | None]:
    """The seconds left, as reported ten times a second by a fit that does `rate` steps a second."""
    received: list[Progress] = []
    budget = FitBudget(engine.plan([IMAGE], IMAGE, recipe), CPU)
    schedule, on_progress = budget.schedules[fit], Reporter(budget, received.append).of_group(range(fit, fit + 1))
    for tenth in range(reports):
        seconds, step = SLOW_START + tenth / 10, 1 + round(rate * tenth / 10)
        on_progress(progress(max(step / schedule.steps, seconds / schedule.seconds), step, seconds))
    return [report.seconds_left for report in received]


def progress(fraction: float, step: int, seconds: float) -> FitProgress:
    def shown() -> np.ndarray:
        return np.zeros((256, 3), np.float32)

    def network() -> engine.Stego:
        raise AssertionError("no checkpoint is written here")

    return FitProgress(fraction, step, 0.1, 10.0, "cpu", seconds, shown, lambda x: x, network)  # type: ignore[arg-type]


def test_from_the_first_report_no_more_than_the_schedules_allow() -> None:
    left = seconds_left(replace(engine.DRAFT, seconds=20.0), rate=5.0, reports=30)
    assert left[0] is not None
    assert 15 < left[0] <= 20
    assert left == sorted(left, reverse=True)  # type: ignore[type-var]


def test_a_slow_first_step_is_not_taken_for_the_rate() -> None:
    budget = FitBudget(engine.plan([IMAGE], IMAGE, engine.FINE), CPU)
    assert budget.schedules[0].seconds == budget.schedules[1].seconds == math.inf
    left = seconds_left(engine.FINE, rate=200.0, reports=60)
    assert left[0] is None  # the rate is not known yet
    known = [seconds for seconds in left if seconds is not None]
    assert len(known) > 50
    cover_alone = seconds_left(engine.FINE, rate=200.0, reports=60, fit=1)[-1]
    assert cover_alone == pytest.approx((budget.schedules[1].steps - 1180) / 200, rel=0.01)
    assert known[0] == pytest.approx(known[-1], abs=8)  # six seconds later it is six seconds less


def test_a_slow_stretch_long_ago_is_forgotten() -> None:
    received: list[Progress] = []
    budget = FitBudget(engine.plan([], IMAGE, engine.FINE), CPU)
    on_progress = Reporter(budget, received.append).of_group(range(1))
    steps, seconds, step = budget.schedules[0].steps, 0.0, 0
    for rate in (1, 50):  # steps in half a second: another program ends after ten
        for _ in range(20):
            seconds, step = seconds + 0.5, step + rate
            on_progress(progress(step / steps, step, seconds))
    assert received[-1].seconds_left == pytest.approx((steps - step) / 100, rel=0.15)


def test_a_shape_is_rendered_for_its_preview_even_with_as_many_samples_as_its_lattice_has_points() -> None:
    shape = replace(solid(), count=solid().grid.points)
    fit = progress(0.5, 1, 1.0)
    preview = _preview(shape, replace(fit, field=lambda x: np.linalg.norm(x, axis=1, keepdims=True) - 0.5))
    assert isinstance(preview, engine.Shape)
    assert len(preview.faces) > 0  # a ball, not the few outputs of this fit


def test_the_preview_of_a_large_picture_has_fewer_points_of_it() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (601, 1000, 3), np.uint8)
    picture = engine.Image(pixels)
    fit = replace(progress(0.5, 1, 1.0), outputs=lambda: picture.samples().values)
    preview = _preview(picture, fit)
    assert isinstance(preview, engine.Image)
    assert np.array_equal(preview.pixels, pixels[::2, ::2])
