"""HideRunner: one hide, from a plan to a saved file.  No widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.dropping import SUFFIX
from app.hide.awake import Awake
from app.hide.keeping import unless_to_be_saved
from app.hide.outcome import HideTask, Outcome, hide_and_check
from app.scratch import Scratch
from app.session import LONG_CALL, Session
from app.worker import FITS, TaskQueue

FOLDER = "folder"  # the slot of the question whether a folder can be written to
VALUABLE = 60.0  # seconds of work that are not thrown away without a question


class HideRunner(Session):
    """Carries out a task: its progress, the outcome, and where that was saved."""

    finished = Signal(object)
    saved = Signal(object)

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.task: HideTask | None = None
        self.outcome: Outcome | None = None
        self.path: Path | None = None  # of the saved file
        self.folder: Path | None = None  # offered for saving; None where it cannot be written to
        self.checkpoint: engine.Checkpoint | None = None  # of the hide under way, or finished and not saved yet
        self.ended_early = False  # the person ended a fit of this hide before it was done
        self.handed_out = False  # the finished file was dragged out of the window before it was saved
        self._before: Outcome | None = None  # the finished file that is being learned on
        self._scratch: Scratch | None = None  # of the file that was dragged out
        self.seconds = 0.0  # of work so far, or that the finished file took
        self._problem: engine.NotKeptError | None = None  # that was told
        self._waits = False  # for something short
        self.awake = Awake(self)
        self.progressed.connect(self._count)
        self.changed.connect(self._stay_awake)

    def carry_out(self, task: HideTask, checkpoint: engine.Checkpoint | None = None) -> None:
        """Hide, or resume a loaded checkpoint, and check the result."""
        if not self.running:
            self._release()
            self.task, self.checkpoint, self.outcome, self.path, self.seconds = task, checkpoint, None, None, 0.0
            self._problem = self._before = None
            self.ended_early = False
            self._take_back()
            if self.folder is not None:
                self.ask(FOLDER, partial(_writable, self.folder), partial(setattr, self, "folder"))
            self.run(partial(self._hide, task, checkpoint), self._finish, failed=self._fail, fit=True)
            self.wait_for(self._waits)

    @property
    def improvable(self) -> bool:
        """Whether a finished file can be learned on: it was given to nobody, since two of one cover can be compared."""
        kept = self.checkpoint is not None and self.checkpoint.state is not None
        return kept and self.outcome is not None and self.path is None and not self.handed_out and not self.running

    @property
    def improving(self) -> bool:
        """Whether a finished file is being learned on."""
        return self._before is not None

    def learn_on(self) -> None:
        """Fit a finished hide once more, from where it is; until that has ended well, the file there is counts."""
        task, checkpoint = self.task, self.checkpoint
        if task is not None and checkpoint is not None and self.improvable:
            self._before, self.outcome, self.seconds, self.ended_early = self.outcome, None, 0.0, False
            self.run(
                lambda report: hide_and_check(task, report, checkpoint, on=True), self._finish,
                failed=self._fail, fit=True,
            )  # fmt: skip

    def hand_out(self, name: str, done: Callable[[Path], None]) -> None:
        """Write the finished file to a temporary folder, in memory where there is one, to be dragged out."""
        outcome = self.outcome
        if outcome is None:
            return
        self._scratch = scratch = self._scratch or Scratch()

        def call(_: engine.Report) -> Path:
            path = scratch.path / name
            if not path.exists():
                engine.save_bytes(path, outcome.data)
            return path

        def written(path: Path) -> None:
            self.handed_out = True
            done(path)

        self.run(call, written, name)

    def _take_back(self) -> None:
        """Delete what was dragged out: another file is made, or the hide is thrown away."""
        self.handed_out = False
        if self._scratch is not None:
            self._scratch.delete()
            self._scratch = None

    @property
    def valuable(self) -> bool:
        """Whether cancelling now would throw away work of more than a minute."""
        begun = self.checkpoint is not None and self.checkpoint.begun and not self.improving
        return self.running and (begun or self.seconds > VALUABLE)

    @property
    def paused(self) -> bool:
        """Whether the hide is paused."""
        worker = self._calls.get(LONG_CALL)
        return worker is not None and worker.paused

    def pause(self, on: bool = True) -> None:
        """Pause the hide, or resume it."""
        worker = self._calls.get(LONG_CALL)
        if worker is not None:
            worker.pause() if on else worker.resume()
            self._stay_awake()

    def wait_for(self, something: bool) -> None:
        """Let the processor do something short first, such as a forecast; a pause that a person wants is apart."""
        self._waits = something
        worker = self._calls.get(LONG_CALL)
        if worker is not None:
            worker.hold(something)

    def finish_now(self, stage: str, index: int) -> None:
        """End the fit of this stage early."""
        worker = self._calls.get(LONG_CALL)
        if worker is not None:
            self.ended_early = True
            worker.finish((stage, index))  # which ends a pause
            self._stay_awake()

    def cancel(self) -> None:
        """Stop the hide and throw away what was computed, but for a finished file that was being learned on."""
        if self._before is not None:
            self._restore()
        else:
            self.discard()
        super().cancel()

    def keep(self, *, wait: bool = False) -> None:
        """Stop the hide once its checkpoint is saved, so that it can be resumed; a finished one is saved already."""
        checkpoint, worker = self.checkpoint, self._calls.get(LONG_CALL)
        if checkpoint is not None and worker is not None and self.outcome is None:
            self.checkpoint = None
            if self._before is None:  # else the finished file is kept already
                checkpoint.make_due()
            self._before = None
            for ended in (worker.cancelled, worker.failed, worker.succeeded):  # `finished` may come after its deletion
                ended.connect(lambda *_: self._tell_kept(checkpoint))
            super().cancel()
            if wait:
                worker.wait()

    def save(self, path: Path, done: Callable[[], object] = lambda: None) -> None:
        """Write the outcome, with the suffix added where there is none; `done` is called when that succeeded."""
        outcome = self.outcome
        if outcome is not None:
            target = path if path.suffix else path.with_suffix(SUFFIX)

            def call(_: engine.Report) -> Path:
                engine.save_bytes(target, outcome.data)
                return target

            def saved(target: Path) -> None:
                self._saved(target)
                done()

            self.run(call, saved, target.name)

    def discard(self) -> None:
        """Throw away what is computed or not saved yet."""
        if self.checkpoint is not None:
            self.checkpoint.delete()
        self.checkpoint, self.outcome, self.path, self._before = None, None, None, None
        self._take_back()

    def _hide(self, task: HideTask, checkpoint: engine.Checkpoint | None, report: engine.Report) -> Outcome:
        """The long call, in the worker's thread."""
        stop = engine.while_waiting.get()

        def report_after_save(progress: engine.Progress) -> None:
            with unless_to_be_saved(checkpoint if progress.stage in FITS else None):
                report(progress)

        def stop_after_save() -> None:
            with unless_to_be_saved(checkpoint):
                stop()

        engine.while_waiting.set(stop_after_save)  # in this thread, which ends with the call
        return hide_and_check(task, report_after_save, checkpoint)

    def _tell_kept(self, checkpoint: engine.Checkpoint) -> None:
        """The hide has stopped: it is listed from now on, or the disk was full."""
        checkpoint.release()
        if not checkpoint.exists:
            self.failed.emit(engine.NotKeptError("The unfinished work could not be kept."), "")
        self.changed.emit()

    def _release(self) -> None:
        """Leave the checkpoint to the list of unfinished ones."""
        if self.checkpoint is not None:
            self.checkpoint.release()
        self.checkpoint = None

    def _restore(self) -> None:
        self.outcome, self._before = self._before, None

    def _fail(self, error: Exception) -> None:
        if self._before is not None:
            self._restore()
        else:
            self._release()
        if isinstance(error, engine.EngineError):
            self.failed.emit(error, "")

    def _stay_awake(self) -> None:
        """The computer must not go to sleep while a file is made; it may while the hide is paused, or has ended."""
        self.awake.hold(self.running and self.outcome is None and not self.paused)

    def _count(self, progress: engine.Progress) -> None:
        self.seconds = max(self.seconds, progress.seconds)
        problem = self.checkpoint.problem if self.checkpoint is not None else None
        if problem is not None and self._problem is None:  # once
            self.failed.emit(problem, "")
        self._problem = problem

    def _finish(self, outcome: Outcome) -> None:
        self.outcome, self._before = outcome, None
        self.finished.emit(outcome)

    def _saved(self, path: Path) -> None:
        self.path, self.folder = path, path.parent
        if self.checkpoint is not None:
            self.checkpoint.delete()
            self.checkpoint = None
        self.saved.emit(path)


def _writable(folder: Path, _: engine.Report) -> Path | None:
    try:
        engine.try_folder(folder / f"undersong{SUFFIX}")
    except engine.SaveError:
        return None
    return folder
