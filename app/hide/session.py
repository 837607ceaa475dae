"""Hiding, without widgets: the fit of what was chosen, what the receivers will get, and the file."""

from __future__ import annotations

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
    """The fits in the order in which they come: the secrets of one key side by side, the cover last."""
    parts: list[list[engine.Medium]] = []
    for secret in plan.secrets:
        if not secret.joins:
            parts.append([])
        parts[-1].append(secret.medium)
    result = [
        FitStage(choices.secrets[place].name, medium, number, len(parts[place]) > 1)
        for number, place in enumerate(choices.order(), 1)
        for medium in parts[place]
    ]
    return [*result, FitStage(choices.cover.name if choices.cover else "", plan.cover)]


def planned(job: engine.Checkpoint) -> engine.Plan:
    """What the interrupted hide is to become."""
    if job.state is None:
        raise ValueError("the job was not loaded")
    return engine.plan(job.state.secrets, job.state.cover, job.state.recipe)


def restored(job: engine.Checkpoint) -> Choices:
    """The choices an interrupted hide was made from, under names of their own: the files' names are kept nowhere."""
    state = job.state
    if state is None:
        raise ValueError("the job was not loaded")
    keys = list(dict.fromkeys(state.keys))
    secrets = [
        replace(ChosenMedium.of(Item(f"{number}: {medium.describe()}", medium)), owner=keys.index(key))
        for number, (medium, key) in enumerate(zip(state.secrets, state.keys, strict=True), 1)
    ]
    cover = ChosenMedium.of(Item(state.cover.describe(), state.cover))
    usual = engine.RECIPES[state.recipe.name]
    tuned = ("storage", "protection", "width", "device", "seconds", "decibels", "exact_cover")
    tuning = {
        name: getattr(state.recipe, name) for name in tuned if getattr(state.recipe, name) != getattr(usual, name)
    }
    return Choices(secrets, cover, state.recipe.name, tuning, list(keys))


class HideSession(Choosing):
    """From the chosen files to a saved Undersong file."""

    finished = Signal(object)
    saved = Signal(object)

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.outcome: Outcome | None = None
        self.path: Path | None = None
        self.stages: list[FitStage] = []  # of the fit under way
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
        secrets, recipe = tuple(choices.secrets), self.recipe()
        keys = [key for s in secrets if (key := choices.keys[s.owner]) is not None]
        numbers = [secret.owner for secret in secrets]
        self.stages = stages(choices, recipe_preview.plan)
        folder = self.folder
        self.silence(FORECAST)
        job = engine.Checkpoint(self.keeping, keys[0]) if self.keeping is not None and keys else None

        def call(report: engine.Report) -> Outcome:
            if folder is not None:
                try:
                    engine.try_folder(folder / ("undersong" + SUFFIX))
                except engine.SaveError:
                    self.folder = None  # nothing can be saved there: another folder will be offered
            return hide_and_check(secrets, cover, keys, recipe, report, numbers=numbers, job=job)

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

        def load(_: engine.Report) -> tuple[engine.Checkpoint, Choices, engine.Plan]:
            try:
                job = engine.Checkpoint.load(path, key)
            except engine.NothingRevealedError as error:
                raise engine.InvalidKeyError("This is not the key of the interrupted hiding.") from error
            choices = restored(job)
            return job, choices, planned(job)

        def go_on(found: tuple[engine.Checkpoint, Choices, engine.Plan]) -> None:
            job, choices, plan = found
            state, cover = job.state, choices.cover
            if state is None or cover is None:
                return
            self.choices, self.stages = choices, stages(choices, plan)
            self._replan()
            numbers = [secret.owner for secret in choices.secrets]
            self.run(
                lambda report: hide_and_check(
                    tuple(choices.secrets), cover, state.keys, state.recipe, report, numbers=numbers, job=job
                ),
                self._finish,
                fit=True,
            )

        self.run(load, go_on)

    def cancel(self) -> None:
        """Stop the fit; the choices are back at once, whatever the thread still does to end."""
        super().cancel()
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
                outcome.stego.save(target)
                return target

            self.run(call, self._save, target.name)

    def again(self) -> None:
        """Forget the result and go back to the choices."""
        self.outcome, self.path = None, None
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
        self.saved.emit(path)
