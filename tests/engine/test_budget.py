"""How long a hide will still take, said from its first second on."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

import engine
from engine.budget import FitBudget
from engine.fit.schedule import FitProgress
from engine.progress import Progress

SLOW_START = 0.4  # seconds the first step takes


def told(recipe: engine.Recipe, pace: float, moments: int, stage: int = 0) -> list[float | None]:
    """The seconds left, as reported ten times a second by a fit that does `pace` steps in each."""
    image = engine.Image(np.zeros((16, 16, 3), np.uint8))
    heard: list[Progress] = []
    stages = FitBudget(engine.plan([image], image, recipe), heard.append)
    schedule, report = stages.schedule(stage), stages.reporter(range(stage, stage + 1))
    for tenth in range(moments):
        seconds, step = SLOW_START + tenth / 10, 1 + round(pace * tenth / 10)
        done = max(step / schedule.steps, seconds / schedule.seconds)
        report(moment(done, step, seconds))
    return [progress.seconds_left for progress in heard]


def moment(fraction: float, step: int, seconds: float) -> FitProgress:
    def shown() -> np.ndarray:
        return np.zeros((256, 3), np.float32)

    def network() -> engine.Stego:
        raise AssertionError("nothing of it is kept here")

    return FitProgress(fraction, step, 0.1, 10.0, "cpu", seconds, shown, lambda x: x, network)  # type: ignore[arg-type]


def test_from_the_first_moment_no_more_than_the_schedules_allow() -> None:
    recipe = replace(engine.DRAFT, seconds=20.0)
    left = told(recipe, pace=5.0, moments=30)
    assert left[0] is not None
    assert 15 < left[0] <= 20
    assert left == sorted(left, reverse=True)  # type: ignore[type-var]


def test_a_slow_first_step_is_not_taken_for_the_pace() -> None:
    image = engine.Image(np.zeros((16, 16, 3), np.uint8))
    stages = FitBudget(engine.plan([image], image, engine.FINE), print)
    first, cover = stages.schedule(0), stages.schedule(1)
    assert first.seconds == cover.seconds == math.inf
    left = told(engine.FINE, pace=200.0, moments=60)
    assert left[0] is None  # nothing is known yet
    known = [seconds for seconds in left if seconds is not None]
    assert len(known) > 50
    alone = told(engine.FINE, pace=200.0, moments=60, stage=1)[-1]
    assert alone == pytest.approx((cover.steps - 1180) / 200, rel=0.01)
    assert known[0] == pytest.approx(known[-1], abs=8)  # six seconds later it is that much less, and no other number


def test_a_cover_gets_the_same_time_whatever_is_hidden() -> None:
    """A file with nothing hidden must not show by a cover that was fitted for longer."""
    image = engine.Image(np.zeros((16, 16, 3), np.uint8))
    for recipe in (replace(engine.DRAFT, seconds=20.0), engine.DRAFT):
        plans = [engine.plan([image] * count, image, replace(recipe, width=256)) for count in (0, 1, 3)]
        covers = [FitBudget(plan, print).schedule(len(plan.secrets)) for plan in plans]
        assert covers[0] == covers[1] == covers[2]
        every = [FitBudget(plans[2], print).schedule(number).seconds for number in range(4)]
        assert sum(every) <= 20 or recipe.seconds is None


def test_whoever_holds_one_key_cannot_tell_from_the_time_that_there_are_others() -> None:
    image = engine.Image(np.zeros((16, 16, 3), np.uint8))
    recipe, ratios = replace(engine.DRAFT, seconds=20.0, width=256), []
    for owners in ("a", "ab", "abcd", "abbbb"):
        planned = engine.plan([image] * len(owners), image, recipe, owners)
        every = [FitBudget(planned, print).schedule(number).seconds for number in range(len(owners) + 1)]
        assert sum(every) == pytest.approx(19)
        ratios.append(every[0] / every[-1])
    assert ratios == pytest.approx([0.4 / 0.6] * 4)


def test_on_a_card_a_small_secret_gets_as_many_steps_as_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """There a step takes half a millisecond whatever it does; by its arithmetic it would have far fewer."""
    wide = engine.Image(np.random.default_rng(0).integers(0, 255, (60, 60, 3), np.uint8))
    narrow = engine.Audio(np.zeros((2000, 1), np.float32), 8000)
    planned = engine.plan([wide, narrow], wide, replace(engine.STANDARD, seconds=10.0))
    apart = []
    for device in ("cpu", "cuda"):
        monkeypatch.setattr("engine.budget.choose_device", lambda _, device=device: torch.device(device))
        stages = FitBudget(planned, print)
        each = [stages.schedule(number).seconds / stages.usual[number].steps for number in range(2)]
        apart.append(abs(math.log(each[0] / each[1])))
        assert stages.schedule(2).seconds == pytest.approx(5.7)
    assert apart[1] < apart[0] / 2


def test_what_went_slowly_before_is_forgotten() -> None:
    image = engine.Image(np.zeros((16, 16, 3), np.uint8))
    heard: list[Progress] = []
    stages = FitBudget(engine.plan([], image, engine.FINE), heard.append)
    report, steps, seconds, step = stages.reporter(range(1)), stages.schedule(0).steps, 0.0, 0
    for pace in (1, 50):  # steps in half a second: another program leaves after ten
        for _ in range(20):
            seconds, step = seconds + 0.5, step + pace
            report(moment(step / steps, step, seconds))
    assert heard[-1].seconds_left == pytest.approx((steps - step) / 100, rel=0.15)
