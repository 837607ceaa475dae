"""Where Qt threads meet the engine: Worker runs one call in a thread, Bench says which call is whose turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThread, QTimer, Signal

import engine

Report = Callable[[engine.Progress], None]
Call = Callable[[Report], object]

StageId = tuple[str, int]  # a stage and its number
FITTED = ("secret", "cover")  # the stages that can be ended early

STACK = 16 << 20  # macOS gives Qt threads 512 KB, in which the linear algebra dies


class Cancelled(Exception):
    """Raised from `report` inside the engine: the only way out of a running call."""


class Worker(QThread):
    """One engine call in a thread: emits `progressed`, then exactly one of `succeeded`, `failed`, `cancelled`."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, call: Call, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setStackSize(STACK)
        self._call = call
        self._stop = False  # not Qt's interruption flag: starting the thread clears that one
        self._go = Event()
        self._go.set()
        self._enough: StageId | None = None
        self.dropped = False  # nobody waits for what it brings any more

    def cancel(self) -> None:
        """Stop at the next report, also out of a pause, or never start."""
        self._stop = True
        self._go.set()

    def pause(self) -> None:
        """Stand still from the next report on; the engine does not count that time."""
        self._go.clear()

    def resume(self) -> None:
        """Go on."""
        self._go.set()

    @property
    def paused(self) -> bool:
        """Whether it stands still, or will at the next report."""
        return not self._go.is_set()

    def finish(self, stage: StageId) -> None:
        """End the fit of this stage soon, and properly; once that stage is over this means nothing."""
        self._enough = stage
        self._go.set()

    def run(self) -> None:
        """Run the call; Qt calls this in the new thread."""
        try:
            if self._stop:
                raise Cancelled
            result = self._call(self._report)
            if self._stop:
                raise Cancelled
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # everything must reach the window: our bugs go to the crash dialog from there
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _report(self, progress: engine.Progress) -> None:
        if self._stop:
            raise Cancelled
        self.progressed.emit(progress)
        self._go.wait()
        if self._stop:
            raise Cancelled
        if progress.stage in FITTED and self._enough == (progress.stage, progress.index):
            self._enough = None
            raise engine.FinishNow


class TaskQueue(QObject):
    """Where calls are done: one after another, and a fit, which takes minutes, beside the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._short, self._fits = _Lane(self), _Lane(self)

    def submit(self, call: Call, *, fit: bool = False) -> Worker:
        """Queue a call; connect to the worker's signals before returning to the event loop, which starts it."""
        return (self._fits if fit else self._short).submit(call)

    def idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return self._short.idle() and self._fits.idle()

    def close(self) -> None:
        """Stop everything and wait for the threads to end."""
        self._short.close()
        self._fits.close()


class _Lane(QObject):
    """Runs calls in the order they were asked for, each when the one before is over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Worker] = deque()
        self._current: Worker | None = None

    def submit(self, call: Call) -> Worker:
        worker = Worker(call, self)
        worker.finished.connect(self._done)
        self._waiting.append(worker)
        QTimer.singleShot(0, self, self._next)
        return worker

    def idle(self) -> bool:
        return self._current is None and not self._waiting

    def close(self) -> None:
        self._waiting.clear()
        if self._current is not None:
            self._current.cancel()
            self._current.wait()

    def _next(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self._current.start()

    def _done(self) -> None:
        if self._current is not None:
            self._current.deleteLater()
            self._current = None
        self._next()
