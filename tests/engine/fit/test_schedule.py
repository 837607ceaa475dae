"""The learning rate of the hidden matrices goes with the width."""

from __future__ import annotations

import pytest

from engine.fit.schedule import MAX_BLOCK_LR, Schedule
from engine.recipe import RECIPES, Recipe


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_wider_network_takes_smaller_steps_whatever_the_recipe(recipe: Recipe) -> None:
    rates = [recipe.cover_schedule.matrix_lr_for(width) for width in (32, 128, 224, 448)]
    assert rates == sorted(rates, reverse=True)
    assert rates[2] == pytest.approx(0.8e-3, rel=0.05)  # measured; with twice as much hard photos lost 2 and 7 dB
    assert rates[3] == rates[2] / 2


def test_a_learning_rate_that_is_given_is_the_one_of_every_width() -> None:
    assert Schedule(steps=1, matrix_lr=5e-4).matrix_lr_for(448) == 5e-4


def test_blocks_around_a_vault_take_no_larger_steps_than_suit_them() -> None:
    schedule = Schedule(steps=1)
    rates = [schedule.matrix_lr_for(width, in_blocks=True) for width in (32, 128, 224)]
    assert rates == [MAX_BLOCK_LR, MAX_BLOCK_LR, schedule.matrix_lr_for(224)]
