"""How long each fit of a hide may take, and which fits may run as one batch."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

import engine
from engine.budget import FitBudget, time_shares
from engine.fit.schedule import Schedule
from engine.planned import Plan, Secret
from engine.recipe import DRAFT, STANDARD, Recipe
from tests.engine.tiny import film, picture, sound

CPU = torch.device("cpu")
IMAGE = engine.Image(np.zeros((16, 16, 3), np.uint8))


def photo(seed: int) -> engine.Image:
    return engine.Image(np.random.default_rng(seed).integers(0, 256, (256, 256, 3), dtype=np.uint8))


def schedules(plan: Plan) -> list[Schedule]:
    return FitBudget(plan, CPU).schedules


def work(plan: Plan) -> float:
    fits = zip(schedules(plan), plan.fits, strict=True)
    return sum(schedule.steps * schedule.batch_size * fit.architecture.cost_per_sample for schedule, fit in fits)


@pytest.mark.parametrize("owners", ["a", "ab", "abcd", "abbbb", "aab"])
def test_the_holder_of_one_key_cannot_tell_from_the_times_that_there_are_others(owners: str) -> None:
    alone, parts = time_shares([1.0], "a"), time_shares([1.0] * len(owners), owners)
    assert sum(alone) == pytest.approx(1)
    assert parts[-1] == alone[-1]
    for owner in owners:
        own = sum(part for part, whose in zip(parts, owners, strict=False) if whose == owner)
        assert own == pytest.approx(alone[0])


def test_within_one_key_time_is_shared_by_cost_and_another_key_s_costs_do_not_count() -> None:
    shares, cheaper = time_shares([1.0, 3.0, 50.0], "aab"), time_shares([1.0, 3.0, 2.0], "aab")
    assert shares[1] == pytest.approx(3 * shares[0])
    assert shares == pytest.approx(cheaper)


def test_an_empty_file_s_cover_gets_the_share_it_has_beside_one_key() -> None:
    assert time_shares([], "")[-1] == time_shares([5.0], "a")[-1] == time_shares([5.0, 1.0], "aa")[-1]


def test_a_cover_gets_the_same_time_whatever_is_hidden() -> None:
    """An empty file must not show by a cover that was fitted for longer."""
    for recipe in (replace(DRAFT, seconds=20.0), DRAFT):
        plans = [engine.plan([IMAGE] * count, IMAGE, replace(recipe, width=256)) for count in (0, 1, 3)]
        covers = [schedules(plan)[-1] for plan in plans]
        assert covers[0] == covers[1] == covers[2]
        assert sum(schedule.seconds for schedule in schedules(plans[2])) <= 20 or recipe.seconds is None


def test_a_given_time_is_that_of_one_key_and_each_further_key_takes_more() -> None:
    recipe = replace(DRAFT, seconds=20.0, width=256)
    for owners in ("a", "ab", "abcd"):
        plan = engine.plan([Secret(IMAGE, owner) for owner in owners], IMAGE, recipe)
        assert schedules(plan)[-1].seconds == pytest.approx(11.4)
        assert sum(schedule.seconds for schedule in schedules(plan)) == pytest.approx(11.4 + 7.6 * len(owners))


def test_a_given_time_is_shared_by_the_work() -> None:
    secret, cover = schedules(engine.plan([photo(1)], photo(0), replace(DRAFT, seconds=100)))
    assert secret.seconds + cover.seconds == pytest.approx(95)
    assert secret.seconds < cover.seconds


def test_on_a_gpu_a_small_secret_gets_as_many_steps_as_a_large_one() -> None:
    """There a step takes half a millisecond whatever it does; by its arithmetic a small secret would get far fewer."""
    wide = engine.Image(np.random.default_rng(0).integers(0, 255, (60, 60, 3), np.uint8))
    narrow = engine.Audio(np.zeros((2000, 1), np.float32), 8000)
    plan = engine.plan([wide, narrow], wide, replace(engine.STANDARD, seconds=10.0))
    distances = []
    for device in ("cpu", "cuda"):
        budget = FitBudget(plan, torch.device(device))
        pairs = zip(budget.schedules, budget.default_schedules, strict=True)
        per_step = [schedule.seconds / default.steps for schedule, default in pairs]
        distances.append(abs(math.log(per_step[0] / per_step[1])))
        assert budget.schedules[2].seconds == pytest.approx(5.7)
    assert distances[1] < distances[0] / 2


@pytest.mark.parametrize("recipe", [DRAFT, STANDARD])
def test_eight_secrets_cost_less_than_three_hides_of_one(recipe: Recipe) -> None:
    one = engine.plan([photo(1)], photo(0), recipe)
    eight = engine.plan([photo(n) for n in range(1, 9)], photo(0), recipe)
    assert work(eight) < 3 * work(one)


@pytest.mark.parametrize("storage", ["exact", "half", "quarter"])
def test_a_cover_in_more_room_is_fitted_in_smaller_batches_and_fewer_steps(storage: engine.StorageName) -> None:
    plans = [engine.plan([], photo(0), replace(STANDARD, storage=storage, room=room)) for room in (1, 4, 16)]
    usual, four, sixteen = (schedules(plan)[-1] for plan in plans)
    assert usual.batch_size > four.batch_size > sixteen.batch_size
    assert usual.steps > four.steps > sixteen.steps
    assert work(plans[1]) < 1.5 * work(plans[0])


def test_a_slow_or_busy_machine_takes_four_times_as_long_before_two_photos_get_fewer_steps() -> None:
    for recipe, seconds in ((STANDARD, 118), (DRAFT, 17.5)):
        given = sum(schedule.seconds for schedule in schedules(engine.plan([photo(1)], photo(0), recipe)))
        assert 3.5 * seconds < given <= 4 * seconds


def test_a_fit_ends_on_its_plateau_unless_somebody_says_how_good_it_has_to_be() -> None:
    default = schedules(engine.plan([picture(), sound()], film(), STANDARD))
    assert [schedule.plateau_db for schedule in default] == [54.0, 60.0, 54.0]
    [asked] = schedules(engine.plan([], picture(), replace(STANDARD, decibels=70)))
    assert (asked.plateau_db, asked.target_db) == (math.inf, 70)
    [exact] = schedules(engine.plan([], picture(), replace(STANDARD, exact_cover=True)))
    assert exact.plateau_db == math.inf


def test_a_stack_with_hardly_any_steps_still_gets_one() -> None:
    short = replace(DRAFT, tile_schedule=replace(DRAFT.tile_schedule, steps=1), room=16)
    plan = engine.plan([photo(1)], photo(0), short)
    assert plan.tiling.count > 1
    assert all(schedule.steps == 1 for schedule in schedules(plan))
