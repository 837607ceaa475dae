"""Hiding, without widgets: what was chosen, whether it fits, the fit, and what the receiver will get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

import engine
from app.outcome import Forecast, Outcome, forecast, hide_and_check
from app.session import Item, Session
from app.worker import Bench

SUFFIX = ".undersong"


@dataclass(slots=True)
class Choices:
    """All the person has chosen; nothing of it is ever written to disk."""

    secrets: list[Item] = field(default_factory=list)
    cover: Item | None = None
    recipe: str = engine.STANDARD.name
    tuning: dict[str, Any] = field(default_factory=dict)  # fields of the recipe set under Advanced
    key: engine.Key | None = field(default=None, repr=False)


class HideSession(Session):
    """From the chosen files to a saved Undersong file."""

    finished = Signal(object)
    saved = Signal(object)

    def __init__(self, bench: Bench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self.choices = Choices(key=engine.Key.generate())
        self.forecasts: dict[str, Forecast] = {}
        self.outcome: Outcome | None = None
        self.path: Path | None = None
        self._version = 0
        self._planning = False

    def add_secrets(self, paths: Sequence[Path]) -> None:
        """Open files and put them at the end of the secrets."""
        self.open_media(list(paths), self._add)

    def set_cover(self, path: Path) -> None:
        """Open a file and make it the cover."""
        self.open_media([path], self._cover)

    def add_medium(self, item: Item) -> None:
        """Add a secret that is no file, such as a pasted image."""
        self._add(item)
        self.changed.emit()

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

    def choose(self, recipe: str) -> None:
        """Choose one of the recipes by name."""
        self.choices.recipe = recipe
        self.changed.emit()

    def tune(self, **tuning: Any) -> None:
        """Set fields of every recipe; None gives a field back to the recipe."""
        merged = {**self.choices.tuning, **tuning}
        self.choices.tuning = {name: value for name, value in merged.items() if value is not None}
        self._replan()

    def use_key(self, key: engine.Key | None) -> None:
        """Hide with this key; None while the person is still typing."""
        self.choices.key = key
        self.changed.emit()

    def recipe(self, name: str = "") -> engine.Recipe:
        """A recipe, the chosen one by default, with what Advanced says."""
        return replace(engine.RECIPES[name or self.choices.recipe], **self.choices.tuning)

    @property
    def forecast(self) -> Forecast | None:
        """What is to be expected of the chosen recipe, or why it cannot be."""
        return self.forecasts.get(self.choices.recipe)

    @property
    def ready(self) -> bool:
        """Whether Hide can be pressed."""
        chosen = self.choices.cover is not None and self.choices.key is not None and not self.opening
        return chosen and isinstance(self.forecast, engine.Plan) and not self.running and not self._planning

    def start(self) -> None:
        """Hide, then read the result back from its bytes and compare."""
        cover, key = self.choices.cover, self.choices.key
        if self.ready and cover is not None and key is not None:
            secrets, recipe = tuple(self.choices.secrets), self.recipe()
            self.run(lambda report: hide_and_check(secrets, cover, key, recipe, report), self._finish)

    def save(self, path: Path) -> None:
        """Write the file; the suffix is added where there is none."""
        outcome = self.outcome
        if outcome is not None:
            target = path if path.suffix else path.with_suffix(SUFFIX)

            def call(_: object) -> Path:
                outcome.stego.save(target)
                return target

            self.run(call, self._save)

    def again(self) -> None:
        """Forget the result and go back to the choices."""
        self.outcome, self.path = None, None
        self.changed.emit()

    def clear(self) -> None:
        """Forget everything, with a new key."""
        self.choices = Choices(key=engine.Key.generate())
        self.again()
        self._replan()

    def _add(self, item: Item) -> None:
        self.choices.secrets.append(item)
        self._replan()

    def _cover(self, item: Item) -> None:
        self.choices.cover = item
        self._replan()

    def _finish(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.finished.emit(outcome)

    def _save(self, path: Path) -> None:
        self.path = path
        self.saved.emit(path)

    def _replan(self) -> None:
        self._version += 1
        self.forecasts = {}
        self._plan()
        self.changed.emit()

    def _plan(self) -> None:
        if self._planning or self.choices.cover is None:
            return
        self._planning = True
        version, cover = self._version, self.choices.cover.medium
        secrets = [item.medium for item in self.choices.secrets]
        recipes = [self.recipe(name) for name in engine.RECIPES]

        def done(forecasts: dict[str, Forecast]) -> None:
            if version == self._version:
                self.forecasts = forecasts
            else:
                self._plan()

        self._submit(lambda _: forecast(secrets, cover, recipes), done, self._planned)

    def _planned(self) -> None:
        self._planning = False
