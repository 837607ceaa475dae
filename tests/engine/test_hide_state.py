"""The state of a hide under way, as bytes and back."""

from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.hide_state import HideState
from engine.planned import Secret
from tests.engine.tiny import film, picture, solid, sound, tiny


@pytest.mark.parametrize("medium", [picture(), sound(), film(with_sound=True), solid()], ids=lambda m: m.modality)
def test_every_medium_comes_back_as_it_was(medium):
    plan = engine.plan([medium], picture(), tiny(seconds=2.0))
    state = HideState(plan, {None: engine.Key.generate()}, b"s" * 16, b"p" * 16, 1 << 60)
    again = HideState.from_bytes(state.to_bytes())
    assert list(again.keys.values()) == list(state.keys.values())
    assert again.plan.recipe == replace(plan.recipe, samples=dict(plan.recipe.samples))
    assert (again.salt, again.private_key, again.start_seed) == (state.salt, state.private_key, state.start_seed)
    assert again.finished == b""
    assert again.plan.media[0].parts()[0].modality == medium.modality
    for before, after in zip(plan.fits, again.plan.fits, strict=True):
        assert np.array_equal(before.medium.samples().values, after.medium.samples().values)


@pytest.mark.parametrize("protection", ["sealed", "paper"])
def test_the_plan_comes_back_as_it_was_and_is_not_made_anew(protection):
    secrets = [Secret(sound(), "b"), Secret(film(with_sound=True), "a"), Secret(picture(), "b")]
    plan = engine.plan(secrets, picture(), tiny(width=256, protection=protection))
    keys = {owner: engine.Key.generate() for owner in plan.owners}
    again = HideState.from_bytes(HideState(plan, keys, b"s" * 16, b"p" * 16, 7, finished=b"all of it").to_bytes())
    assert again.finished == b"all of it"
    assert again.plan.stego == plan.stego
    assert again.plan.vault == plan.vault
    assert again.plan.placements == plan.placements
    assert (again.plan.used, again.plan.available) == (plan.used, plan.available)
    for before, after in zip(plan.secrets, again.plan.secrets, strict=True):
        assert (before.architecture, before.tiling, before.index, before.part) == (
            after.architecture, after.tiling, after.index, after.part,
        )  # fmt: skip
        assert list(again.keys)[after.owner] == after.owner
        assert again.keys[after.owner] == keys[before.owner]
