"""What becomes of a medium, in words that are short and say what changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenMedium
from app.hide.foresights import Foresight
from app.hide.outlook_text import card_text, cover_text, look_text, memory_text, quality_text
from app.hide.recipe_choice import RecipeCard
from app.hide.recipe_preview import add_forecast, preview_recipes
from app.text.describing import describe
from app.worker import Cancelled


def film(side: int, fps: float) -> engine.Video:
    return engine.Video(np.zeros((8, side, side, 3), np.uint8), fps)


def foreseen(given: engine.Medium, kept: engine.Medium) -> tuple[ChosenMedium, Foresight]:
    return ChosenMedium("a", given, given), Foresight(kept, engine.foresee(given, kept))


@pytest.mark.usefixtures("qapp")
def test_only_what_changes_is_said() -> None:
    half = foreseen(film(64, 10.0), film(32, 10.0))
    assert look_text(*half) == cover_text(*half) == "Very close. Kept at 32 x 32 instead of 64 x 64."
    assert card_text(*half) == "Very close  ·  32 x 32 of 64 x 64"
    both = look_text(*foreseen(film(64, 10.0), film(32, 5.0)))
    assert "32 x 32, 5 frames a second instead of 64 x 64, 10 frames a second" in both
    assert look_text(*foreseen(film(64, 10.0), film(64, 10.0))) == "No difference to the eye."


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("count", "said"), [(1, "0.00013 s"), (320, "0.04 s"), (8000, "1.0 s"), (480, "0.1 s")])
def test_a_short_sound_is_not_nothing(count: int, said: str) -> None:
    assert describe(engine.Audio(np.zeros((count, 1), np.float32), 8000)).startswith(said)


@pytest.mark.usefixtures("qapp")
def test_of_one_image_it_is_said_at_which_size(image: engine.Image) -> None:
    recipes = {"draft": replace(engine.DRAFT, seconds=1.0)}
    for count in (1, 2):
        found = add_forecast(preview_recipes([image] * count, image, recipes)["draft"], lambda _: None)
        assert ("at 32 x 32" in quality_text(found)) == (count == 1)


def test_too_little_memory_is_said(image: engine.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    found = preview_recipes([], image, {"draft": replace(engine.DRAFT, seconds=1.0)})["draft"]
    for installed, said in ((0, ""), (64 << 30, ""), (300_000_000, "of memory; the computer has 286")):
        monkeypatch.setattr(engine, "installed_memory", lambda installed=installed: installed)
        assert memory_text(found) == ""  # before it is forecast
        forecast = add_forecast(found, lambda _: None)
        assert said in memory_text(forecast)
        assert bool(memory_text(forecast)) == bool(said)


def test_what_its_file_has_more_of_is_told(image: engine.Image) -> None:
    large = replace(image, source={"width": 4000.0, "height": 3000.0})
    assert describe(large) == "4000 x 3000, colour"
    small = large.scaled(256)
    assert look_text(*foreseen(large, small)).endswith("Kept at 16 x 16 instead of 4000 x 3000.")
    assert "8 bits" in look_text(*foreseen(replace(image, source={"bits": 16.0}), image))
    assert "8 bits" not in look_text(*foreseen(image, image))


def test_a_card_says_that_it_is_being_estimated(qtbot: QtBot, image: engine.Image) -> None:
    card = RecipeCard("Draft", "For a quick test.")
    qtbot.addWidget(card)
    recipe_preview = preview_recipes([], image, {"draft": replace(engine.DRAFT, seconds=1.0)})["draft"]
    card.show_preview(recipe_preview, chosen=True)
    assert "Estimating" in card.button.accessibleName()
    low = card.sizeHint().height()
    card.show_preview(add_forecast(recipe_preview, lambda _: None), chosen=True)
    assert card.sizeHint().height() == low  # nothing below it moves
    assert "Estimating" not in card.button.accessibleName()
    assert "≈" in card.button.accessibleName()


def test_the_estimate_of_a_sound_ends_when_it_is_told_to() -> None:
    sound = engine.Audio(np.zeros((4000, 1), np.float32), 8000)

    def stopped(_: engine.Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        add_forecast(preview_recipes([], sound, {"draft": engine.DRAFT})["draft"], stopped)


@pytest.mark.usefixtures("qapp")
def test_nothing_is_lost_without_a_word() -> None:
    sound = engine.Audio(np.zeros((800, 1), np.float32), 8000)
    told = cover_text(*foreseen(film(64, 10.0).joined(sound), film(64, 10.0)))
    assert told.endswith("No difference to the eye. Its sound is left out.")
    assert "a series of stills, 1.5 a second" in look_text(*foreseen(film(64, 30.0), film(32, 1.5)))
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    solid = engine.Shape(corners, np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]], np.int32))
    assert "new triangles" in look_text(*foreseen(solid, solid))


@pytest.mark.usefixtures("qapp")
def test_decibels_of_sounds_are_not_mixed_with_those_of_pictures(image: engine.Image) -> None:
    sound = engine.Audio(np.sin(np.arange(4000) / 9).astype(np.float32)[:, None], 8000)
    recipes = {"draft": replace(engine.DRAFT, seconds=1.0)}
    found = add_forecast(preview_recipes([image, sound], image, recipes)["draft"], lambda _: None)
    pictures, sounds = (round(value) for value in found.forecast.secret_quality)  # type: ignore[union-attr]
    assert quality_text(found) == f"≈ {pictures}, sound {sounds} dB"
