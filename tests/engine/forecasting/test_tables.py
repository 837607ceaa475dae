"""The tables have a row for every forecast, and are what the benchmark that fits them writes."""

from __future__ import annotations

from engine.forecasting.tables import CUDA, LINES, REHEARSED
from engine.media import MODALITIES
from engine.recipe import RECIPES
from tests.benchmarks.forecast_table import PAGE, module


def test_every_recipe_modality_and_role_has_a_row() -> None:
    roles = ("secret", "cover")
    assert set(LINES) == {(r, m, role) for r in RECIPES for m in MODALITIES if m != "audio" for role in roles}
    assert set(REHEARSED) == {
        (recipe, m, role) for recipe in RECIPES for m in ("audio", "image", "video") for role in roles
    }
    assert set(CUDA) <= set(LINES) | set(REHEARSED)


def test_the_benchmark_writes_the_module_as_it_is() -> None:
    assert module(LINES, REHEARSED, CUDA) == PAGE.read_text("utf-8")
