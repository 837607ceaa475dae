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
from app.worker import TaskQueue, Worker


class Choosing(Session):
    """After every change all recipes are planned, in the background, and then forecast, the chosen one first."""

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.choices = Choices()
        self.recipe_previews: dict[str, RecipePreview] = {}
        self.folder: Path | None = None  # where saving will be offered: the cover's own, or the last one
        self._version = 0
        self._planning = False
        self._forecasting: Worker | None = None

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
        self._version += 1
        self.recipe_previews = {}
        self._halt_forecast()
        self._plan()
        self.changed.emit()

    def _plan(self) -> None:
        if self._planning or self.choices.cover is None:
            return
        self._planning = True
        version, cover = self._version, self.choices.cover.medium
        secrets = [item.medium for item in self.choices.secrets]
        recipes = {name: self.recipe(name) for name in engine.RECIPES}

        def done(found: dict[str, RecipePreview]) -> None:
            if version == self._version:
                self.recipe_previews = found
                self._forecast()
            else:
                self._plan()

        def lost() -> None:
            if version == self._version:
                self.recipe_previews = {name: RecipePreview(unknown=True) for name in recipes}

        owners = [item.owner for item in self.choices.secrets]
        self._submit(
            lambda report: recipe_previews(secrets, cover, recipes, owners, report), done, self._planned, lost=lost
        )

    def _planned(self) -> None:
        self._planning = False

    def _forecast(self) -> None:
        """Forecast one recipe that has not been yet; when that is done, the next."""
        version, chosen = self._version, self.choices.recipe
        names = (
            [name for name in (chosen, *self.recipe_previews) if self.recipe_previews[name].waits]
            if self.recipe_previews
            else []
        )
        if not names or self.running or self._forecasting is not None:
            return
        name, recipe_preview = names[0], self.recipe_previews[names[0]]

        def done(found: RecipePreview) -> None:
            if version == self._version:
                self.recipe_previews[name] = found
                self._forecast()

        def lost() -> None:
            done(replace(recipe_preview, unknown=True))

        # With the fits: what it measures of this machine would not be true beside one.
        self._forecasting = self._submit(
            lambda report: with_forecast(recipe_preview, report), done, self._forecasted, fit=True, lost=lost
        )

    def _forecasted(self) -> None:
        self._forecasting = None

    def _halt_forecast(self) -> None:
        """Leave out a forecast that has not begun; one under way ends within a second."""
        if self._forecasting is not None:
            self._forecasting.cancel()
            self._forecasting.dropped = True
            self._forecasting = None
