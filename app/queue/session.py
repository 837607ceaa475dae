"""QueueSession: the hides of the queue, one after another, each saved as its own file.  No widgets."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

import engine
from app.hide.outcome import Outcome
from app.queue.entry import Entry
from app.queue.waiting_session import WaitingSession
from app.worker import TaskQueue

AtEnd = Literal["nothing", "quit", "sleep"]


class QueueSession(WaitingSession):
    """Carries out the hides that wait, in their order; one that fails does not stop the others.

    `ended` says that nothing is left to do: how many files were made and how many failed since the queue was started.
    """

    ended = Signal(int, int)

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.at_end: AtEnd = "nothing"
        self.going = False  # the next hide begins when the current one ends
        self.halted = False  # all is paused
        self.went = False  # it was going when `keep` stopped it
        self.stopped: Entry | None = None  # the hide that was being made then
        self._made = self._failed = 0
        self.progressed.connect(self._remember)

    def start(self) -> None:
        """Begin with the first hide that waits, or go on after a pause."""
        self.going = True
        self.pause(False)

    def stop_after_current(self, on: bool) -> None:
        """Let the current hide be the last one for now, or go on with the next after all."""
        self.going = not on
        self.changed.emit()

    def pause(self, on: bool = True) -> None:
        """Pause everything, or go on."""
        self.halted = on
        super().pause(on)
        self.changed.emit()
        self._next()

    def finish_now(self, stage: str, index: int) -> None:
        self.halted = False  # it ends a pause
        super().finish_now(stage, index)

    def remove(self, entry: Entry) -> None:
        super().remove(entry)
        if entry is self.current:
            self._leave()
            self.cancel()
        self._next()

    def retry(self, entry: Entry) -> None:
        """Let a hide that failed wait once more, with what was computed."""
        if entry.state == "failed":
            entry.state, entry.error = "waiting", None
            self.changed.emit()
            self._next()

    def adopt(self, other: WaitingSession) -> None:
        """Take over the queue of a window that gives way to this one, and go on with what `keep` stopped there."""
        super().adopt(other)
        if isinstance(other, QueueSession):
            self.at_end, self.halted, self.going = other.at_end, other.halted, other.went
            self._made, self._failed = other._made, other._failed
            if other.stopped is not None:
                self._start(other.stopped)
            self._next()
            self.changed.emit()

    def keep(self, *, wait: bool = False) -> None:
        """Stop; what is computed so far is kept, and all that waits is kept already."""
        self.went, self.going = self.going, False
        self.settle()
        entry = self.stopped = self.current
        if entry is not None:
            self._leave(forget=False)
            entry.state = "waiting"
        super().keep(wait=wait)

    def _next(self) -> None:
        """Begin with the next hide, if there is one and nothing is under way."""
        if not self.going or self.halted or self.current is not None or self.running:
            return
        entry = next(iter(self.waiting), None)
        if entry is None:
            self._end()
        elif not entry.keeping:  # else it begins when it is kept
            self._start(entry)

    def _start(self, entry: Entry) -> None:
        self.current, entry.state, self._last = entry, "fitting", None
        self._begin(entry)

    def _end(self) -> None:
        made, failed, self._made, self._failed, self.going = self._made, self._failed, 0, 0, False
        self.changed.emit()
        if made or failed:
            self.ended.emit(made, failed)

    def _begin(self, entry: Entry) -> None:
        """Read what is kept of a hide, and carry it out from there."""
        path, task = entry.path, entry.task
        assert task is not None
        if path is None:
            self.carry_out(task)
            self.pause(self.halted)
            return
        key = entry.keys[0]
        entry.release()

        def loaded(checkpoint: engine.Checkpoint) -> None:
            if entry is self.current:
                entry.begun = checkpoint.begun
                self.carry_out(task, checkpoint)
                self.pause(self.halted)
            elif entry in self.entries:  # all is being kept
                checkpoint.state, entry.lock = None, checkpoint
            else:  # removed meanwhile
                checkpoint.delete()

        def failed(error: Exception) -> None:
            if entry is self.current:
                self._fail(error)

        # Among the fits: what another hide is still saving is read when it is there.
        slot = "load", next(self._numbers)
        self.ask(slot, lambda _: engine.Checkpoint.load(path, key), loaded, failed=failed, fit=True)

    def _finish(self, outcome: Outcome) -> None:
        """Save the file at once, where it was to go; it replaces none."""
        super()._finish(outcome)
        entry = self.current
        assert entry is not None
        entry.outcome, entry.ended_early, target = outcome, self.ended_early, entry.target

        def call(_: engine.Report) -> Path:
            return engine.save_new(target, lambda path: engine.save_bytes(path, outcome.data))

        if outcome.intact:
            self.run(call, self._saved, target.name, failed=self._fail)
        else:
            self._fail(None)

    def _saved(self, path: Path) -> None:
        entry, made = self.current, self.outcome
        super()._saved(path)
        if entry is not None:
            entry.state, entry.saved, entry.path, entry.outcome = "done", path, None, made
            self._made += 1
            self._leave()
            self._write_order()
        self._next()

    def _fail(self, error: Exception | None) -> None:
        """The hide stays in the queue, with what was computed and the reason; the next one begins."""
        entry, checkpoint, self.checkpoint = self.current, self.checkpoint, None
        if entry is not None:
            entry.state, entry.error = "failed", error if isinstance(error, engine.EngineError) else None
            if checkpoint is not None and checkpoint.exists:
                with suppress(engine.CheckpointInUseError):
                    checkpoint.lock()
                checkpoint.state, entry.lock = None, checkpoint
            self._failed += 1
            self._leave()
        self._next()

    def _leave(self, *, forget: bool = True) -> None:
        """The current hide is no longer being made."""
        self.current, self._last = None, None
        if forget:
            self.outcome = None

    def _remember(self, progress: engine.Progress) -> None:
        self._last = progress
        if self.current is not None and progress.stage in ("secret", "cover"):
            self.current.begun = True
