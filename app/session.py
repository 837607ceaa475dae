"""Session: what the pages share: files being opened, one long call on the bench, errors told once.  No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

import engine
from app.dropping import refuse
from app.worker import Report, TaskQueue, Worker

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A medium somebody chose, and what to call it."""

    name: str
    medium: engine.Medium


class Session(QObject):
    """State and verbs of one page; `changed` says that a widget should look again."""

    changed = Signal()
    failed = Signal(object, str)  # the error, and the name of the file it is about, where it is about one
    tried = Signal(object)  # a kind of error: what was told of it is over, for the same is tried again
    progressed = Signal(object)

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.opening = 0  # how many files are being opened
        self._running: Worker | None = None

    @property
    def running(self) -> bool:
        """Whether the long call of this session is under way."""
        return self._running is not None

    def open_media(self, paths: list[Path], done: Callable[[Item], None]) -> None:
        """Read each file in the background and hand it over."""
        if not self.opening:
            self.tried.emit(engine.UnreadableFileError)
        for path in paths:
            self.opening += 1
            self._submit(partial(opened, path), done, self._opened, path.name)
        self.changed.emit()

    def run(self, call: Callable[[Report], T], done: Callable[[T], None], name: str = "", *, fit: bool = False) -> None:
        """Start the session's long call, about the file of that name; there is never more than one."""
        if self.running:
            return
        self.tried.emit(engine.EngineError)
        self._running = self._submit(call, done, self._ended, name, fit=fit)
        self._running.progressed.connect(self.progressed)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop the long call."""
        if self._running is not None:
            self._running.cancel()

    def drop(self) -> None:
        """Stop the long call and go on at once: whatever it still brings is not looked at."""
        if self._running is not None:
            self._running.cancel()
            self._running.dropped = True
            self._running = None
            self.changed.emit()

    def _submit(
        self,
        call: Callable[[Report], T],
        done: Callable[[T], None],
        after: Callable[[], None],
        name: str = "",
        *,
        fit: bool = False,
        lost: Callable[[], None] | None = None,
    ) -> Worker:
        """Have it done; `lost` is called where it ended by a fault of the program's own, of which a dialog tells."""
        worker = self.tasks.submit(call, fit=fit)

        def succeeded(result: T) -> None:
            if worker.dropped:
                return
            after()
            done(result)
            self.changed.emit()

        def failed(error: Exception) -> None:
            if worker.dropped:
                return
            after()
            if lost is not None and not isinstance(error, engine.EngineError):
                lost()
            self.changed.emit()
            if not isinstance(error, engine.EngineError):
                raise error  # our bug: to the crash dialog
            self.failed.emit(error, name)

        def cancelled() -> None:
            if worker.dropped:
                return
            after()
            self.changed.emit()

        worker.succeeded.connect(succeeded)
        worker.failed.connect(failed)
        worker.cancelled.connect(cancelled)
        return worker

    def _opened(self) -> None:
        self.opening -= 1

    def _ended(self) -> None:
        self._running = None


def opened(path: Path, report: Report) -> Item:  # noqa: ARG001  one signature for every call
    """The medium in a file, under the file's name."""
    refuse(path)
    return Item(path.name, engine.load(path))
