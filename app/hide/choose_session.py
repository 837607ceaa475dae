"""Choosing: the choices of the Hide page, the verbs that change them, and what they would come to.  No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

import engine
from app.hide.choices import MOST_KEYS, Choices, ChosenMedium
from app.hide.recipe_preview import Offer, RecipePreview, recipe_previews, with_forecast
from app.session import Item, Session
from app.worker import TaskQueue

PLAN, FORECAST = "plan", "forecast"  # slots


class Choosing(Session):
    """After every change all recipes are planned, in the background, and then forecast, the chosen one first."""

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.choices = Choices()
        self.recipe_previews: dict[str, RecipePreview] = {}
        self.folder: Path | None = None  # where saving will be offered: the cover's own, or the last one

    def add_secrets(self, paths: Sequence[Path]) -> None:
        """Open files and put them at the end of the secrets."""
        self.open_media(list(paths), self.add_medium)

    def set_cover(self, path: Path) -> None:
        """Open a file and make it the cover."""

        def done(item: Item) -> None:
            self.folder = path.parent
            self._cover(item)

        self.open_media([path], done)

    def add_medium(self, item: Item) -> None:
        """Add a secret, perhaps one that is no file, such as a pasted image."""
        self.choices.secrets.append(ChosenMedium.of(item))
        self._replan()

    def remove(self, index: int) -> None:
        """Take a secret out again."""
        del self.choices.secrets[index]
        self._replan()

    def move(self, index: int, by: int) -> None:
        """Move a secret up or down."""
        secrets = self.choices.secrets
        to = min(max(index + by, 0), len(secrets) - 1)
        secrets.insert(to, secrets.pop(index))
        self._replan()

    def trim(self, index: int, span: tuple[float, float] | None) -> None:
        """Keep only some seconds of a secret; None for all of it."""
        self.choices.secrets[index] = self.choices.secrets[index].trimmed(span)
        self._replan()

    def trim_cover(self, span: tuple[float, float] | None) -> None:
        """Keep only some seconds of the cover."""
        if self.choices.cover is not None:
            self.choices.cover = self.choices.cover.trimmed(span)
            self._replan()

    def assign(self, index: int, owner: int) -> None:
        """Give a secret to another key."""
        self.choices.secrets[index] = replace(self.choices.secrets[index], owner=owner)
        self._replan()

    def add_key(self) -> None:
        """One more key, for someone else."""
        if len(self.choices.keys) < MOST_KEYS:
            self.choices.keys.append(engine.Key.generate())
            self.changed.emit()

    def remove_key(self, index: int) -> None:
        """Take a key out; the first that is left gets its secrets."""
        if len(self.choices.keys) > 1:
            self.choices.without_key(index)
            self._replan()

    def use_key(self, key: engine.Key | None, index: int = 0) -> None:
        """Hide with this key; None while the person is still typing."""
        self.choices.keys[index] = key
        self.changed.emit()

    def note(self, key: engine.Key) -> None:
        """The person has taken down this key."""
        self.choices.noted.add(key)
        self.changed.emit()

    def choose(self, recipe: str) -> None:
        """Choose one of the recipes by name."""
        self.choices.recipe = recipe
        self.changed.emit()

    def tune(self, **tuning: Any) -> None:
        """Set fields of every recipe; None gives a field back to the recipe."""
        merged = {**self.choices.tuning, **tuning}
        self.choices.tuning = {name: value for name, value in merged.items() if value is not None}
        self._replan()

    def accept(self, offer: Offer) -> None:
        """Do what was offered, so that everything fits."""
        self.choices.recipe = offer.recipe or self.choices.recipe
        self.tune(**offer.tuning)

    def recipe(self, name: str = "") -> engine.Recipe:
        """A recipe, the chosen one by default, with what Advanced says."""
        return replace(engine.RECIPES[name or self.choices.recipe], **self.choices.tuning)

    @property
    def recipe_preview(self) -> RecipePreview | None:
        """What is to be expected of the chosen recipe; None while that is being found out."""
        return self.recipe_previews.get(self.choices.recipe)

    def _cover(self, item: Item) -> None:
        self.choices.cover = ChosenMedium.of(item)
        self._replan()

    def _replan(self) -> None:
        self.recipe_previews = {}
        self.silence(FORECAST)
        self.silence(PLAN)
        if self.choices.cover is not None:
            self._plan(self.choices.cover.medium)
        self.changed.emit()

    def _plan(self, cover: engine.Medium) -> None:
        secrets = [engine.Secret(item.medium, item.owner) for item in self.choices.secrets]
        recipes = {name: self.recipe(name) for name in engine.RECIPES}

        def done(previews: dict[str, RecipePreview]) -> None:
            self.recipe_previews = previews
            self._forecast()

        def failed(_: Exception) -> None:
            self.recipe_previews = {name: RecipePreview(unknown=True) for name in recipes}

        self.ask(PLAN, lambda report: recipe_previews(secrets, cover, recipes, report), done, failed=failed)

    def _forecast(self) -> None:
        """Forecast one recipe that has none yet, the chosen one first; when that is done, the next."""
        previews = {name: preview for name, preview in self.recipe_previews.items() if preview.waits}
        if not previews or self.running or FORECAST in self._calls:
            return
        name = self.choices.recipe if self.choices.recipe in previews else next(iter(previews))

        def done(preview: RecipePreview) -> None:
            self.recipe_previews[name] = preview
            self._forecast()

        # Queued with the fits: beside one the measured speed of this machine would be wrong.
        self.ask(
            FORECAST,
            lambda report: with_forecast(previews[name], report),
            done,
            failed=lambda _: done(replace(previews[name], unknown=True)),
            fit=True,
        )
