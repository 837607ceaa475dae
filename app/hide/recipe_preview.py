"""Prospects: what each recipe would make of the choices, and what would help where they do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import engine

MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A change after which everything fits: another recipe, or fields to set under Advanced (None: as usual)."""

    recipe: str = ""
    tuning: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class RecipePreview:
    """The plan of one recipe, later with its forecast, or why there is none and what there could be instead."""

    plan: engine.Plan | None = None
    forecast: engine.Forecast | None = None
    error: engine.EngineError | None = None
    unknown: bool = False  # what it comes to could not be found out: by a fault of the program's own
    offers: tuple[Offer, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it could be forecast and is not yet."""
        return self.plan is not None and self.forecast is None and not self.unknown

    def decibels(self) -> list[tuple[float, ...]]:
        """What is expected of each secret: one number for each of its parts; nothing before the forecast."""
        if self.plan is None or self.forecast is None:
            return []
        result: dict[int, tuple[float, ...]] = {}
        for secret, value in zip(self.plan.secrets, self.forecast.secret_quality, strict=True):
            result[secret.index] = (*result.get(secret.index, ()), value)
        return [result[index] for index in sorted(result)]


def recipe_previews(
    secrets: Sequence[engine.Medium | engine.Secret], cover: engine.Medium, recipes: Mapping[str, engine.Recipe],
    report: engine.Report = engine.ignore,
) -> dict[str, RecipePreview]:  # fmt: skip
    """A plan for each recipe; where one has none, what would help, each of it tried. What `report` raises ends it."""
    result: dict[str, RecipePreview] = {}
    for name, recipe in recipes.items():
        try:
            result[name] = RecipePreview(engine.plan(secrets, cover, recipe, report=report))
        except engine.EngineError as error:
            result[name] = RecipePreview(error=error)
    fitting = [Offer(recipe=name) for name, recipe_preview in result.items() if recipe_preview.plan is not None]
    for name, recipe_preview in result.items():
        if isinstance(recipe_preview.error, engine.CapacityError):
            ideas = _ideas(recipe_preview.error, recipes[name])
            helping = [idea for idea in ideas if _fits(secrets, cover, recipes[name], idea, report)]
            result[name] = replace(recipe_preview, offers=(*helping, *fitting)[:MOST_OFFERS])
    return result


def with_forecast(recipe_preview: RecipePreview, report: engine.Report) -> RecipePreview:
    """The same with its forecast. What `report` raises ends it."""
    assert recipe_preview.plan is not None
    try:
        return replace(recipe_preview, forecast=engine.forecast(recipe_preview.plan, report=report))
    except engine.EngineError as error:
        return RecipePreview(error=error)


def _ideas(error: engine.CapacityError, recipe: engine.Recipe) -> list[Offer]:
    ideas = [Offer(tuning={"width": error.width})] if error.width else []
    return [*ideas, Offer(tuning={"width": None})] if recipe.width is not None else ideas


def _fits(
    secrets: Sequence[engine.Medium | engine.Secret],
    cover: engine.Medium,
    recipe: engine.Recipe,
    offer: Offer,
    report: engine.Report,
) -> bool:
    try:
        engine.plan(secrets, cover, replace(recipe, **offer.tuning), report=report)
    except engine.EngineError:
        return False
    return True
