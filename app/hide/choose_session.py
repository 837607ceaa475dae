"""ChooseSession: the choices of the Hide page, the verbs that change them, and their previews.  No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

import engine
from app.hide.choices import Choices, ChosenFile, ChosenMedium, ChosenSecret
from app.hide.opening import load_exactly, load_secret
from app.hide.recipe_preview import Offer, RecipePreview, add_forecast, preview_recipes
from app.session import Item, Session
from app.worker import TaskQueue

PLAN, FORECAST = "plan", "forecast"  # slots


class ChooseSession(Session):
    """After every change all recipes are planned in the background, then forecast one by one, the chosen one first."""

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.choices = Choices()
        self.previews: dict[str, RecipePreview] = {}  # by recipe
        self.folder: Path | None = None  # offered for saving: that of the cover, or of the file saved last
        self._forecasts_allowed = True

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

    def recipe(self, name: str = "") -> engine.Recipe:
        """A recipe, by default the chosen one, with the fields set under Advanced."""
        return replace(engine.RECIPES[name or self.choices.recipe], **self.choices.tuning)

    def add_secrets(self, paths: Sequence[Path]) -> None:
        """Open files and folders and append them to the secrets."""
        self.open_with(load_secret, list(paths), self.add)

    def add(self, secret: ChosenSecret) -> None:
        """Append a secret."""
        self.choices.secrets.append(secret)
        self._replan()

    def add_medium(self, item: Item) -> None:
        """Append a medium without a file, such as a pasted image."""
        self.add(ChosenMedium.of(item))

    def add_text(self, text: str) -> None:
        """Append a text that was typed or pasted."""
        self.add(ChosenFile.of(engine.ExactFile.of_text(text)))

    def change_text(self, index: int, text: str) -> None:
        """Replace the text of a secret that was typed."""
        owner = self.choices.secrets[index].owner
        self.choices.secrets[index] = replace(ChosenFile.of(engine.ExactFile.of_text(text)), owner=owner)
        self._replan()

    def keep_exactly(self, index: int, exact: bool) -> None:
        """Keep a medium byte for byte, as the file it came from, or learn it again."""
        secret = self.choices.secrets[index]
        if isinstance(secret, ChosenFile) and secret.learned is not None and not exact:
            self.choices.secrets[index] = replace(secret.learned, owner=secret.owner)
            self._replan()
        elif isinstance(secret, ChosenMedium) and secret.path is not None and exact:

            def done(kept: ChosenFile) -> None:
                if secret in self.choices.secrets:  # it may be gone, or trimmed, meanwhile
                    self.choices.secrets[self.choices.secrets.index(secret)] = kept
                    self._replan()

            self.open_with(partial(load_exactly, secret), [secret.path], done)
        self.changed.emit()

    def open_cover(self, path: Path) -> None:
        """Open a file and make it the cover."""

        def done(item: Item) -> None:
            self.folder = path.parent
            self.set_cover(item)

        self.open_media([path], done)

    def set_cover(self, item: Item) -> None:
        """Make a medium the cover."""
        self.choices.cover = ChosenMedium.of(item)
        self._replan()

    def remove(self, index: int) -> None:
        """Remove a secret."""
        del self.choices.secrets[index]
        self._replan()

    def move(self, index: int, by: int) -> None:
        """Move a secret up or down."""
        secrets = self.choices.secrets
        to = min(max(index + by, 0), len(secrets) - 1)
        secrets.insert(to, secrets.pop(index))
        self._replan()

    def trim(self, index: int, span: tuple[float, float] | None) -> None:
        """Keep only some seconds of a medium; None for all of it."""
        secret = self.choices.secrets[index]
        if isinstance(secret, ChosenMedium):
            self.choices.secrets[index] = secret.trimmed(span)
            self._replan()

    def trim_cover(self, span: tuple[float, float] | None) -> None:
        """Keep only some seconds of the cover."""
        if self.choices.cover is not None:
            self.choices.cover = self.choices.cover.trimmed(span)
            self._replan()

    def assign(self, index: int, owner: int) -> None:
        """Let another key reveal a secret."""
        self.choices.secrets[index] = replace(self.choices.secrets[index], owner=owner)
        self._replan()

    def add_key(self) -> None:
        """Add a key, for another person."""
        if len(self.choices.keys) < engine.MAX_KEYS:
            self.choices.keys.append(engine.Key.generate())
            self.changed.emit()

    def remove_key(self, index: int) -> None:
        """Remove a key; the first one that is left gets its secrets."""
        if len(self.choices.keys) > 1:
            self.choices.without_key(index)
            self._replan()

    def use_key(self, key: engine.Key | None, index: int = 0) -> None:
        """Replace a key; None while a passphrase is being typed."""
        self.choices.keys[index] = key
        self.changed.emit()

    def note(self, key: engine.Key) -> None:
        """The person copied, saved, printed or scanned this key."""
        self.choices.noted.add(key)
        self.changed.emit()

    def choose(self, recipe: str) -> None:
        """Choose a recipe by name."""
        self.choices.recipe = recipe
        self.changed.emit()

    def tune(self, **tuning: Any) -> None:
        """Override fields of every recipe; None removes an override."""
        merged = {**self.choices.tuning, **tuning}
        self.choices.tuning = {name: value for name, value in merged.items() if value is not None}
        self._replan()

    def accept(self, offer: Offer) -> None:
        """Apply an offer, after which everything fits."""
        self.choices.recipe = offer.recipe or self.choices.recipe
        self.tune(**offer.tuning)

    def restore(self, choices: Choices) -> None:
        """Replace all choices."""
        self.choices = choices
        self._replan()

    def clear(self) -> None:
        """Forget everything; a new key is generated."""
        self.restore(Choices())

    def allow_forecasts(self, on: bool) -> None:
        """Forecasts measure the speed of this machine and take seconds: there are none beside a hide."""
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

        self.ask(FORECAST, lambda report: add_forecast(preview, report), done, failed=failed, fit=True)
