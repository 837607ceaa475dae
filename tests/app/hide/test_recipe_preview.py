"""What a recipe would make of the choices, and what would help where they do not fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import engine
from app.hide.recipe_preview import Offer, preview_recipes


def noise(seed: int) -> engine.Image:
    """A picture as rich as a photo."""
    return engine.Image(np.random.default_rng(seed).integers(0, 255, (256, 256, 3), np.uint8))


def test_secrets_of_several_keys_that_do_not_fit_are_offered_more_room() -> None:
    secrets, recipes = [engine.Secret(noise(owner), owner) for owner in range(3)], {"draft": engine.DRAFT}
    preview = preview_recipes(secrets, noise(9), recipes)["draft"]
    assert isinstance(preview.error, engine.CapacityError)
    assert preview.offers == (Offer(tuning={"room": 4}),)
    helped = preview_recipes(secrets, noise(9), {"draft": replace(engine.DRAFT, **preview.offers[0].tuning)})["draft"]
    assert helped.plan is not None
    assert helped.offers == ()


def test_secrets_of_one_key_that_were_made_smaller_are_offered_more_room() -> None:
    preview = preview_recipes([noise(n) for n in range(4)], noise(9), {"draft": engine.DRAFT})["draft"]
    assert preview.plan is not None
    assert preview.offers == (Offer(tuning={"room": 2}),)
    assert preview_recipes([noise(0)], noise(9), {"draft": engine.DRAFT})["draft"].offers == ()
