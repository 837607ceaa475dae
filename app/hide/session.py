"""HideSession: from the choices to a saved Undersong file, across crashes.  No widgets."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.hide.choices import Choices
from app.hide.choose_session import ChooseSession
from app.hide.outcome import HideTask
from app.hide.runner import HideRunner
from app.hide.unfinished import new_path, notes_of, restore, unfinished
from app.hide.used_covers import UsedCovers
from app.worker import TaskQueue

RESUME = "resume"  # the slot of a checkpoint being loaded


class HideSession(HideRunner):
    """Hides what `choosing` has; with a folder for `checkpoints` no work is lost unless the person throws it away."""

    resumed = Signal()

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.choosing = ChooseSession(tasks, self)
        self.checkpoints: Path | None = None
        self._made: Choices | None = None  # what the outcome was made from, while other choices are edited
        self._edited: Choices | None = None  # those others, while the outcome is shown
        self._for_next = False  # they are those of another file, begun beside a hide
        self._occupied = False
        self.covers = UsedCovers()
        self.changed.connect(self._allow_forecasts)
        self.choosing.changed.connect(lambda: self.wait_for(self.choosing.forecasting and self.choosing.beside_fit))

    @property
    def ready(self) -> bool:
        """Whether Hide can be pressed."""
        return self.choosing.ready and not self.running and not self.occupied

    @property
    def occupied(self) -> bool:
        """Whether the queue makes a file, so that no other hide can begin."""
        return self._occupied

    @occupied.setter
    def occupied(self, on: bool) -> None:
        if on != self._occupied:
            self._occupied = on
            self.changed.emit()

    @property
    def fitting(self) -> bool:
        """Whether a file is being made."""
        return self.running and self.outcome is None

    @property
    def changing(self) -> bool:
        """Whether choices are edited although there is an outcome, or a hide goes on, to which `back` returns."""
        return self._made is not None

    @property
    def next_begun(self) -> bool:
        """Whether something of the next file is chosen, to which `change` returns."""
        edited = self._edited
        return self._for_next and edited is not None and bool(edited.secrets or edited.cover)

    @property
    def cover_used(self) -> bool:
        """Whether the chosen cover is that of another file: of one that was given away, or that is being made."""
        cover = self.choosing.choices.cover
        beside = self.task.cover if self.changing and self._for_next and self.task is not None else None
        if cover is None:
            return False
        return cover.full in self.covers or (beside is not None and self.covers.same(beside.full, cover.full))

    @property
    def shows_outcome(self) -> bool:
        """Whether there is an outcome, and its choices are not being changed."""
        return self.outcome is not None and not self.changing

    @property
    def unnoted(self) -> set[engine.Key]:
        """The keys of a file that was saved or dragged out, which were not noted."""
        away = self.path is not None or self.handed_out
        return (self._made or self.choosing.choices).unnoted if away else set()

    @property
    def unsaved(self) -> bool:
        """Whether there is a finished file that is not saved yet."""
        return self.outcome is not None and self.path is None

    def start(self) -> None:
        """Hide what is chosen: the plan that the person saw is carried out."""
        task = self.chosen_task() if self.ready else None
        if task is None:
            return
        # Any of them opens what is kept, and nobody can count them.
        opening = list(task.keys.values()) or self.choosing.choices.complete_keys()[:1]
        checkpoint = None
        if self.checkpoints is not None:
            noted = notes_of(task, self.choosing.choices)
            checkpoint = engine.Checkpoint(new_path(self.checkpoints), opening, noted=noted)
        self.folder = self.choosing.folder
        self.carry_out(task, checkpoint)

    def chosen_task(self) -> HideTask | None:
        """What is chosen, as a task: the plan that the person sees; None while something is missing."""
        choices, cover, plan = self.choosing.choices, self.choosing.choices.cover, self.choosing.plan
        if not self.choosing.ready or cover is None or plan is None:
            return None
        keys = choices.complete_keys()
        used: dict[Hashable, engine.Key] = {secret.owner: keys[secret.owner] for secret in choices.secrets}
        return HideTask(tuple(choices.secrets), cover, plan, used)

    def cancel(self) -> None:
        super().cancel()
        self.silence(RESUME)

    def carry_out(self, task: HideTask, checkpoint: engine.Checkpoint | None = None) -> None:
        self._made = self._edited = None
        super().carry_out(task, checkpoint)

    def discard(self) -> None:
        super().discard()
        self._made = self._edited = None

    def change(self) -> None:
        """Edit the choices again; the outcome, and the choices it was made from, stay as they are.

        Beside a hide that goes on they are those of the next one.
        """
        if self.shows_outcome or (self.fitting and not self.changing):
            self._made = self.choosing.choices
            if self._edited is None or (self._for_next and not self.next_begun):
                self._for_next = self.fitting
                self._edited = self._made.next() if self.fitting else self._made.copy()
            self.choosing.restore(self._edited)
            self.changed.emit()

    def back(self) -> None:
        """Return to the outcome, or to the hide; what was changed is there again after the next `change`."""
        if self._made is not None:
            self.choosing.stop_opening()
            made, self._made, self._edited = self._made, None, self.choosing.choices
            self.choosing.restore(made)
            self.changed.emit()

    def again(self) -> None:
        """Throw the outcome away and go back to the choices."""
        self.discard()
        self.changed.emit()

    def clear(self) -> None:
        """Throw everything away; a new key is generated."""
        self.choosing.clear()
        self.again()

    def unfinished(self) -> list[Path]:
        """The checkpoints that can be resumed, the newest first."""
        return unfinished(self.checkpoints) if self.checkpoints is not None else []

    def resume(self, path: Path, key: engine.Key, refused: Callable[[Exception], None]) -> None:
        """Go on with an unfinished hide; `refused` gets a WrongKeyError or a CheckpointError."""

        def done(checkpoint: engine.Checkpoint) -> None:
            choices, task = restore(checkpoint)
            chosen = self._edited if self.next_begun and self._edited is not None else self.choosing.choices
            self.choosing.restore(choices)
            self.carry_out(task, checkpoint)
            if chosen.secrets or chosen.cover is not None:  # what was chosen meanwhile waits for its turn
                self._edited, self._for_next = chosen, True
            self.resumed.emit()

        if not self.running:
            # Among the fits: a hide that is being kept is saved first.
            self.ask(RESUME, lambda _: engine.Checkpoint.load(path, key), done, failed=refused, fit=True)

    def _allow_forecasts(self) -> None:
        beside = self.changing if self.fitting else self.occupied
        busy = (self.running and not beside) or self.shows_outcome or RESUME in self._calls
        self.choosing.allow_forecasts(not busy, beside_fit=beside)

    def hand_out(self, name: str, done: Callable[[Path], None]) -> None:
        if self.task is not None:
            self.covers.add(self.task.cover.full)
        super().hand_out(name, done)

    def _saved(self, path: Path) -> None:
        super()._saved(path)
        if self.task is not None:
            self.covers.add(self.task.cover.full)
        self.choosing.folder = path.parent
