"""How long each fit of a hide may take."""

import math
from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.budget import FitBudget
from engine.fit.schedule import Schedule
from engine.planning import Plan
from engine.progress import ignore
from engine.recipe import DRAFT, RECIPES, STANDARD, Recipe
from tests.engine.tiny import film, picture, sound


def photo(seed: int) -> engine.Image:
    return engine.Image(np.random.default_rng(seed).integers(0, 256, (256, 256, 3), dtype=np.uint8))


def work(planned: Plan) -> float:
    networks = [*(s.architecture for s in planned.secrets), planned.stego]
    stages = FitBudget(planned, ignore)
    schedules = [stages.schedule(number) for number in range(len(networks))]
    return sum(s.steps * s.batch * n.work for s, n in zip(schedules, networks, strict=True))


@pytest.mark.parametrize("recipe", [DRAFT, STANDARD])
def test_eight_secrets_cost_less_than_three_hides_of_one(recipe: Recipe) -> None:
    one = engine.plan([photo(1)], photo(0), recipe)
    eight = engine.plan([photo(n) for n in range(1, 9)], photo(0), recipe)
    assert work(eight) < 3 * work(one)


def test_a_hide_of_two_photos_may_take_two_minutes_and_a_draft_twenty_seconds() -> None:
    for recipe, most in ((STANDARD, 118), (DRAFT, 17.5)):
        planned = engine.plan([photo(1)], photo(0), recipe)
        stages = FitBudget(planned, ignore)
        assert stages.schedule(0).seconds + stages.schedule(1).seconds <= most


def test_a_given_time_is_shared_out_by_the_work() -> None:
    planned = engine.plan([photo(1)], photo(0), replace(DRAFT, seconds=100))
    first, last = (FitBudget(planned, ignore).schedule(number) for number in (0, 1))
    assert first.seconds + last.seconds == pytest.approx(95)
    assert first.seconds < last.seconds


def test_a_fit_ends_where_nobody_sees_or_hears_more_unless_somebody_says_how_good_it_has_to_be() -> None:
    stages = FitBudget(engine.plan([picture(), sound()], film(), STANDARD), ignore)
    assert [stages.schedule(number).enough for number in range(3)] == [54.0, 60.0, 54.0]
    wanted = FitBudget(engine.plan([], picture(), replace(STANDARD, decibels=70)), ignore)
    assert (wanted.schedule(0).enough, wanted.schedule(0).decibels) == (math.inf, 70)
    exact = FitBudget(engine.plan([], picture(), replace(STANDARD, exact_cover=True)), ignore)
    assert exact.schedule(0).enough == math.inf


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_wider_network_takes_smaller_steps_whatever_the_recipe(recipe: Recipe) -> None:
    rates = [recipe.cover_schedule.rate(width) for width in (32, 128, 224, 448)]
    assert rates == sorted(rates, reverse=True)
    assert rates[2] == pytest.approx(0.8e-3, rel=0.05)  # measured; with twice as much hard photos lost 2 and 7 dB
    assert rates[3] == rates[2] / 2
    assert Schedule(steps=1, matrix_lr=5e-4).rate(448) == 5e-4
