"""Foresights: what will come back of each chosen secret, and how it compares with what was given, before any fit."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

import engine
from app.hide.choices import ChosenMedium
from app.hide.recipe_preview import RecipePreview
from app.previews.background import in_background


@dataclass(frozen=True, slots=True, eq=False)
class Foresight:
    """The medium that is kept, and the verdict on it against what was given."""

    kept: engine.Medium
    judgement: engine.Judgement


Found = tuple[engine.Medium | None, engine.Judgement]


class Foresights(QObject):
    """Computed in the background, once for each medium and size; `changed` tells that another one is there."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # What is kept as it is stands as None: as a value it would keep its own key alive.
        self._known: WeakKeyDictionary[engine.Medium, dict[Hashable, Found]] = WeakKeyDictionary()
        self._asked: WeakKeyDictionary[engine.Medium, set[Hashable]] = WeakKeyDictionary()

    def of(
        self,
        secret: ChosenMedium,
        index: int,
        recipe: engine.Recipe,
        preview: RecipePreview | None,
        *,
        settled: bool = False,
    ) -> Foresight | None:
        """What is known of the secret at this place; None until it is computed.

        Before there is a plan the recipe's largest size counts; with one, its own; later its forecast decibels too.
        Until that is judged what was known before is given, but not where it has to be `settled`.
        """
        medium, kept, decibels = secret.medium, None, tuple[float, ...]()
        if preview is not None and preview.plan is not None and index < len(preview.plan.hidden):
            planned = preview.plan.hidden[index]
            if type(planned) is type(medium):
                kept, decibels = planned, tuple(round(value) for value in preview.decibels().get(index, ()))
        return self._of(medium, kept, recipe, decibels, settled=settled)

    def of_cover(self, cover: ChosenMedium, recipe: engine.Recipe, preview: RecipePreview | None) -> Foresight | None:
        """The same of the cover."""
        if preview is None or preview.plan is None:
            return None
        decibels = () if preview.forecast is None else (round(preview.forecast.cover_quality),)
        kept = preview.plan.cover
        return self._of(cover.medium, kept, recipe, decibels) if type(kept) is type(cover.medium) else None

    def _of(
        self,
        medium: engine.Medium,
        kept: engine.Medium | None,
        recipe: engine.Recipe,
        decibels: tuple[float, ...],
        *,
        settled: bool = False,
    ) -> Foresight | None:
        key = (recipe.name, decibels) if kept is None else (shape_of(kept), decibels)
        known = self._known.setdefault(medium, {})
        if key not in known and key not in self._asked.setdefault(medium, set()):
            self._asked[medium].add(key)
            in_background(self, partial(_foresee, medium, kept, recipe, decibels), partial(self._keep, medium, key))
        found = known.get(key) or (None if settled else next(reversed(known.values()), None))
        return None if found is None else Foresight(medium if found[0] is None else found[0], found[1])

    def _keep(self, medium: engine.Medium, key: Hashable, foresight: Foresight) -> None:
        scaled = None if foresight.kept is medium else foresight.kept
        self._known.setdefault(medium, {})[key] = (scaled, foresight.judgement)
        self.changed.emit()


def _foresee(
    medium: engine.Medium, kept: engine.Medium | None, recipe: engine.Recipe, decibels: tuple[float, ...]
) -> Foresight:
    kept = kept if kept is not None else recipe.kept(medium)
    return Foresight(kept, engine.foresee(medium, kept, decibels))


def shape_of(medium: engine.Medium) -> tuple[int, ...]:
    """The points along each axis, which tell two scalings of one medium apart; at once, unlike its `grid`."""
    if isinstance(medium, engine.Image):
        return medium.pixels.shape[:2]
    if isinstance(medium, engine.Audio):
        return medium.signal.shape
    if isinstance(medium, engine.Video):
        return medium.frames.shape[:3]
    return ()
