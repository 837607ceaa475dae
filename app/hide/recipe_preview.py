"""RecipePreview: what a recipe would make of the choices, and what would help where they do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import engine

MAX_OFFERS = 3
MIN_SHRINK = 0.8  # of the weights that the secrets' content asks for: below it more room is offered


@dataclass(frozen=True, slots=True)
class Offer:
    """A change after which everything fits: another recipe, or fields to set under Advanced (None: the recipe's).

    Or a secret of this index is left out, or learned instead of kept exactly; `name` is its name.
    """

    recipe: str = ""
    tuning: Mapping[str, Any] = field(default_factory=dict)
    leave_out: int | None = None
    learn: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RecipePreview:
    """The plan of one recipe, later with its forecast; or the error, and offers to avoid it."""

    plan: engine.Plan | None = None
    forecast: engine.Forecast | None = None
    error: engine.EngineError | None = None
    unknown: bool = False  # planning or forecasting failed by a bug of ours
    offers: tuple[Offer, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a forecast is still to come."""
        return self.plan is not None and self.forecast is None and not self.unknown

    def decibels(self) -> dict[int, tuple[float, ...]]:
        """The forecast quality of each learned secret by its index, one number a part; empty before the forecast."""
        if self.plan is None or self.forecast is None:
            return {}
        result: dict[int, tuple[float, ...]] = {}
        for secret, value in zip(self.plan.secrets, self.forecast.secret_quality, strict=True):
            result[secret.index] = (*result.get(secret.index, ()), value)
        return result


def preview_recipes(
    secrets: Sequence[engine.Medium | engine.Secret],
    cover: engine.Medium,
    recipes: Mapping[str, engine.Recipe],
    report: engine.Report = engine.ignore,
) -> dict[str, RecipePreview]:
    """Plan each recipe; where one does not fit, find offers that do.  What `report` raises ends it."""
    result: dict[str, RecipePreview] = {}
    for name, recipe in recipes.items():
        try:
            result[name] = RecipePreview(engine.plan(secrets, cover, recipe, report=report))
        except engine.EngineError as error:
            result[name] = RecipePreview(error=error)
    fitting = [Offer(recipe=name) for name, preview in result.items() if preview.plan is not None]
    for name, preview in result.items():
        if isinstance(preview.error, engine.CapacityError):
            helping = _offers(preview.error, recipes[name])
            result[name] = replace(preview, offers=(*helping, *fitting)[:MAX_OFFERS])
        elif preview.plan is not None and preview.plan.shrink < MIN_SHRINK and recipes[name].width is None:
            larger = [Offer(tuning={"room": room}) for room in engine.ROOMS if room > recipes[name].room]
            result[name] = replace(preview, offers=tuple(larger[:1]))
    return result


def _offers(error: engine.CapacityError, recipe: engine.Recipe) -> list[Offer]:
    """What would do, with the recipe unchanged otherwise: with exact secrets also another storage."""
    if not error.offers:
        return [Offer(tuning={"room": error.room})] if error.room else []
    changes = [{"room": offer.room, "storage": offer.storage} for offer in error.offers]
    return [
        Offer(tuning={field: value for field, value in change.items() if value != getattr(recipe, field)})
        for change in changes
    ]


def add_forecast(preview: RecipePreview, report: engine.Report) -> RecipePreview:
    """Forecast a planned recipe.  What `report` raises ends it."""
    assert preview.plan is not None
    try:
        return replace(preview, forecast=engine.forecast(preview.plan, report=report))
    except engine.EngineError as error:
        return RecipePreview(error=error)
