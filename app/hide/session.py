"""Hiding, without widgets: the fit of what was chosen, what the receivers will get, and the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.dropping import SUFFIX
from app.hide.choices import Choices, ChosenMedium
from app.hide.choose_session import FORECAST, Choosing
from app.hide.outcome import Outcome, hide_and_check
from app.session import LONG_CALL, Item
from app.worker import TaskQueue


@dataclass(frozen=True, slots=True, eq=False)
class FitStage:
    """One fit of a hiding: which secret it is of and what that is called, its original, and whether it is all of it."""

    name: str
    medium: engine.Medium
    number: int = 0  # from 1; the cover is none
    part: bool = False


def stages(choices: Choices, plan: engine.Plan) -> list[FitStage]:
    """The fits in the order in which they come, the cover last."""
    parts = Counter(secret.index for secret in plan.secrets)
    result = [
        FitStage(choices.secrets[secret.index].name, secret.medium, secret.index + 1, parts[secret.index] > 1)
        for secret in plan.secrets
    ]
    return [*result, FitStage(choices.cover.name if choices.cover else "", plan.cover)]


def restored(checkpoint: engine.Checkpoint) -> Choices:
    """The choices an interrupted hide was made from, under names of their own: the files' names are kept nowhere."""
    plan, state = checkpoint.plan, checkpoint.state
    assert state is not None
    owner_of = {secret.index: secret.owner for secret in plan.secrets}
    owners = list(state.keys)
    secrets = [
        replace(ChosenMedium.of(Item(f"{index + 1}: {medium.describe()}", medium)), owner=owners.index(owner_of[index]))
        for index, medium in enumerate(plan.media)
    ]
    cover = ChosenMedium.of(Item(plan.cover.describe(), plan.cover))
    recipe, usual = plan.recipe, engine.RECIPES[plan.recipe.name]
    tuned = ("storage", "protection", "width", "device", "seconds", "decibels", "exact_cover")
    tuning = {name: getattr(recipe, name) for name in tuned if getattr(recipe, name) != getattr(usual, name)}
    return Choices(secrets, cover, recipe.name, tuning, list(state.keys.values()))


class HideSession(Choosing):
    """From the chosen files to a saved Undersong file."""

    finished = Signal(object)
    saved = Signal(object)

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.outcome: Outcome | None = None
        self.path: Path | None = None
        self.stages: list[FitStage] = []  # of the fit under way
        self._checkpoint: engine.Checkpoint | None = None  # of the hide under way, or finished and not saved yet
        self.keeping: Path | None = None  # where a hide under way is kept, so that a crash does not lose it

    @property
    def ready(self) -> bool:
        """Whether Hide can be pressed."""
        choices = self.choices
        keyed = None not in choices.keys and choices.distinct
        planned = self.recipe_preview is not None and self.recipe_preview.plan is not None
        return choices.cover is not None and keyed and planned and not (self.opening or self.running)

    def start(self) -> None:
        """Hide, then read the result back from its bytes and compare."""
        choices, cover, recipe_preview = self.choices, self.choices.cover, self.recipe_preview
        if not self.ready or cover is None or recipe_preview is None or recipe_preview.plan is None:
            return
        secrets, plan = tuple(choices.secrets), recipe_preview.plan
        keys: dict[Hashable, engine.Key] = {
            owner: key for owner in plan.owners if isinstance(owner, int) and (key := choices.keys[owner])
        }
        self.stages = stages(choices, plan)
        folder = self.folder
        self.silence(FORECAST)
        checkpoint = engine.Checkpoint(self.keeping, next(iter(keys.values()))) if self.keeping and keys else None
        self._checkpoint = checkpoint

        def call(report: engine.Report) -> Outcome:
            if folder is not None:
                try:
                    engine.try_folder(folder / ("undersong" + SUFFIX))
                except engine.SaveError:
                    self.folder = None  # nothing can be saved there: another folder will be offered
            return hide_and_check(secrets, cover, plan, keys, report, checkpoint=checkpoint)

        self.run(call, self._finish, fit=True)

    @property
    def interrupted(self) -> bool:
        """Whether there is a hide that a crash interrupted."""
        return self.keeping is not None and self.keeping.is_file() and not self.running

    def throw_away(self) -> None:
        """Forget the interrupted hide."""
        if self.interrupted and self.keeping is not None:
            self.keeping.unlink(missing_ok=True)

    def resume(self, key: engine.Key) -> None:
        """Go on with the interrupted hide; what it was made of comes back as the choices."""
        path = self.keeping
        if path is None or not self.interrupted:
            return

        def load(_: engine.Report) -> tuple[engine.Checkpoint, Choices]:
            checkpoint = engine.Checkpoint.load(path, key)
            return checkpoint, restored(checkpoint)

        def go_on(loaded: tuple[engine.Checkpoint, Choices]) -> None:
            checkpoint, choices = loaded
            state, cover = checkpoint.state, choices.cover
            if state is None or cover is None:
                return
            self._checkpoint = checkpoint
            plan, keys = checkpoint.plan, state.keys
            self.choices, self.stages = choices, stages(choices, plan)
            self._replan()
            secrets = tuple(choices.secrets)
            self.run(
                lambda report: hide_and_check(secrets, cover, plan, keys, report, checkpoint=checkpoint),
                self._finish,
                fit=True,
            )

        self.run(load, go_on)

    def cancel(self) -> None:
        """Stop the fit; the choices are back at once, whatever the thread still does to end."""
        super().cancel()
        self._forget_checkpoint()
        self._forecast()

    @property
    def paused(self) -> bool:
        """Whether the fit stands still."""
        worker = self._calls.get(LONG_CALL)
        return worker is not None and worker.paused

    def pause(self, on: bool = True) -> None:
        """Let the fit stand still, or go on."""
        worker = self._calls.get(LONG_CALL)
        if worker is not None:
            worker.pause() if on else worker.resume()

    def finish_now(self, stage: str, index: int) -> None:
        """What this stage has learned is good enough."""
        worker = self._calls.get(LONG_CALL)
        if worker is not None:
            worker.finish((stage, index))

    def save(self, path: Path) -> None:
        """Write the file; the suffix is added where there is none."""
        outcome = self.outcome
        if outcome is not None:
            target = path if path.suffix else path.with_suffix(SUFFIX)

            def call(_: object) -> Path:
                engine.save_bytes(target, outcome.data)
                return target

            self.run(call, self._save, target.name)

    def again(self) -> None:
        """Forget the result and go back to the choices."""
        self.outcome, self.path = None, None
        self._forget_checkpoint()
        self._forecast()
        self.changed.emit()

    def clear(self) -> None:
        """Forget everything, with a new key."""
        self.choices = Choices()
        self.again()
        self._replan()

    def _finish(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.finished.emit(outcome)

    def _save(self, path: Path) -> None:
        self.path, self.folder = path, path.parent
        self._forget_checkpoint()
        self.saved.emit(path)

    def _forget_checkpoint(self) -> None:
        if self._checkpoint is not None:
            self._checkpoint.delete()
            self._checkpoint = None
