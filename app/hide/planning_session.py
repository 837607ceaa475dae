"""PlanningSession: choices, and for each recipe the plan and the forecast of a hide.  No widgets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

import engine
from app.hide.choices import Choices
from app.hide.fitting_offers import offers_about_secrets
from app.hide.recipe_preview import Offer, RecipePreview, add_forecast, preview_recipes
from app.session import Session
from app.worker import TaskQueue

PLAN, FORECAST = "plan", "forecast"  # slots


class PlanningSession(Session):
    """After every change all recipes are planned in the background, then forecast one by one, the chosen one first."""

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.choices = Choices()
        self.previews: dict[str, RecipePreview] = {}  # by recipe
        self.folder: Path | None = None  # offered for saving: that of the cover, or of the file saved last
        self._forecasts_allowed = True
        self.beside_fit = False  # a fit is under way, which waits for each forecast

    @property
    def preview(self) -> RecipePreview | None:
        """The preview of the chosen recipe; None before it is planned."""
        return self.previews.get(self.choices.recipe)

    @property
    def plan(self) -> engine.Plan | None:
        """The plan of the chosen recipe; None before it is made, and where nothing fits."""
        return self.preview.plan if self.preview is not None else None

    @property
    def ready(self) -> bool:
        """Whether everything a hide needs is chosen."""
        return None not in self.choices.keys and self.choices.distinct and self.plan is not None and not self.opening

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What would make everything fit: changes of the hide, and what to do with the secret that is in the way."""
        preview = self.preview
        if preview is None:
            return ()
        return (*preview.offers, *offers_about_secrets(self.choices.secrets, preview.error))

    def recipe(self, name: str = "") -> engine.Recipe:
        """A recipe, by default the chosen one, with the fields set under Advanced."""
        return replace(engine.RECIPES[name or self.choices.recipe], **self.choices.tuning)

    @property
    def forecasting(self) -> bool:
        """Whether a forecast is being made."""
        return FORECAST in self._calls

    def allow_forecasts(self, on: bool, *, beside_fit: bool = False) -> None:
        """Forecasts measure the speed of this machine and take seconds: a hide that is seen goes on without them.

        One that is not seen, `beside_fit`, waits for them instead (see `HideRunner.wait_for`).
        """
        self.beside_fit = beside_fit
        if on != self._forecasts_allowed:
            self._forecasts_allowed = on
            self._forecast() if on else self.silence(FORECAST)

    def _replan(self) -> None:
        self.previews = {}
        for slot in (PLAN, FORECAST):
            self.silence(slot)
        if self.choices.cover is not None:
            self._plan(self.choices.cover.medium)
        self.changed.emit()

    def _plan(self, cover: engine.Medium) -> None:
        secrets = [engine.Secret(item.what, item.owner, item.name) for item in self.choices.secrets]
        recipes = {name: self.recipe(name) for name in engine.RECIPES}

        def done(previews: dict[str, RecipePreview]) -> None:
            self.previews = previews
            self._forecast()

        def failed(_: Exception) -> None:
            self.previews = {name: RecipePreview(unknown=True) for name in recipes}

        self.ask(PLAN, lambda report: preview_recipes(secrets, cover, recipes, report), done, failed=failed)

    def _forecast(self) -> None:
        """Forecast one recipe, the chosen one first; when that is done, the next."""
        waiting = {name: preview for name, preview in self.previews.items() if preview.waits}
        if not waiting or not self._forecasts_allowed or FORECAST in self._calls:
            return
        name = self.choices.recipe if self.choices.recipe in waiting else next(iter(waiting))
        preview = waiting[name]

        def done(preview: RecipePreview) -> None:
            self.previews[name] = preview
            self._forecast()

        def failed(_: Exception) -> None:
            done(replace(preview, unknown=True))

        self.ask(FORECAST, lambda report: add_forecast(preview, report), done, failed=failed, fit=not self.beside_fit)
