"""Forecasts: of the right order, monotonous where they must be, and quick."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

import engine
from engine.forecasting import forecast
from engine.forecasting.tables import CURVES, ON_A_CARD, REHEARSED
from engine.media import MODALITIES
from engine.recipe import RECIPES


def picture(seed: int = 0, side: int = 32, noise: float = 40) -> engine.Image:
    y, x = np.mgrid[0:side, 0:side] * (255 / side)
    random = np.random.default_rng(seed).normal(0, noise, (side, side, 3))
    return engine.Image((np.stack([x, y, 255 - x], axis=2) + random).clip(0, 255).astype(np.uint8))


def test_plainer_content_is_expected_to_come_out_better():
    plain, noisy = (engine.forecast(engine.plan([picture(1, 64, n)], picture(2), engine.DRAFT)) for n in (0, 60))
    assert plain.secrets[0] >= noisy.secrets[0]


def test_a_longer_recipe_takes_longer_and_gives_more():
    secrets, cover = [picture(1, 128)], picture(2, 128)
    draft, fine = (engine.forecast(engine.plan(secrets, cover, r)) for r in (engine.DRAFT, engine.FINE))
    assert draft.seconds < fine.seconds
    assert draft.cover <= fine.cover
    assert draft.bytes < fine.bytes


@pytest.mark.parametrize("storage", ["exact", "half", "quarter"])
def test_the_size_is_the_size_of_the_file(storage):
    recipe = replace(engine.DRAFT, storage=storage, seconds=0.3, width=64)
    planned = engine.plan([], picture(), recipe)
    data = engine.hide(engine.plan([], picture(), recipe), engine.Key.generate()).to_bytes()
    assert engine.forecast(planned).bytes == pytest.approx(len(data), abs=4000)


def test_a_given_time_is_what_it_takes():
    planned = engine.plan([picture(1)], picture(2), replace(engine.DRAFT, seconds=12.0))
    assert engine.forecast(planned).seconds == pytest.approx(12, abs=2)


def test_more_time_gives_more_and_far_too_little_hardly_anything():
    secrets, cover = [picture(1, 128)], picture(2, 256, 120)
    hurried, given, patient = (
        engine.forecast(engine.plan(secrets, cover, replace(engine.DRAFT, seconds=s))).cover for s in (0.1, 4, 40)
    )
    assert 0 <= hurried < given < patient


def test_a_slower_machine_is_expected_to_come_less_far(monkeypatch):
    planned = engine.plan([picture(1, 128)], picture(2, 256, 120), engine.STANDARD)
    covers = []
    for each in (0.001, 0.1, 0.4):  # seconds for a step: the first has time for all there are
        monkeypatch.setattr(forecast, "seconds_a_step", lambda *_, each=each: each)
        covers.append(engine.forecast(planned).cover)
    assert covers[0] - covers[1] == pytest.approx(3 * math.log2(2400 / 800), abs=0.01)
    assert covers[1] - covers[2] == pytest.approx(6, abs=0.01)


def test_a_graphics_card_is_expected_to_come_as_much_further_as_was_measured(monkeypatch):
    planned, found = engine.plan([], picture(2, 256, 120), engine.STANDARD), {}
    monkeypatch.setattr(forecast, "seconds_a_step", lambda *_: 0.001)
    for device in ("cpu", "cuda"):
        monkeypatch.setattr(forecast, "choose_device", lambda _, device=device: torch.device(device))
        found[device] = engine.forecast(planned)
    more, within = ON_A_CARD["standard", "image", "cover"]
    assert found["cuda"].cover - found["cpu"].cover == pytest.approx(more)
    assert found["cuda"].within == (within,)
    assert found["cuda"].seconds < found["cpu"].seconds


def test_it_says_how_sure_it_is_and_what_memory_it_takes():
    planned = engine.plan([picture(1), picture(2)], picture(3), engine.DRAFT)
    expected = engine.forecast(planned)
    assert len(expected.within) == 3
    assert all(2 <= decibels <= 12 for decibels in expected.within)
    larger = engine.forecast(engine.plan([picture(1)], picture(3), replace(engine.DRAFT, width=512)))
    assert 4 * planned.stego.parameters < expected.memory < larger.memory < 1 << 30


def test_every_recipe_modality_and_role_is_in_the_table():
    roles = ("secret", "cover")
    assert set(CURVES) == {(r, m, role) for r in RECIPES for m in MODALITIES if m != "audio" for role in roles}
    rehearsed = [("audio", "secret"), ("audio", "cover"), ("image", "secret"), ("video", "secret")]
    assert set(ON_A_CARD) <= set(CURVES) | set(REHEARSED)
    assert set(REHEARSED) == {(r, *each) for r in RECIPES for each in rehearsed}
