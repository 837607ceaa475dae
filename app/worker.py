"""Where Qt threads meet the engine: a Worker runs one call in a thread, a TaskQueue decides when it starts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThread, QTimer, Signal

import engine

Call = Callable[[engine.Report], object]
StageId = tuple[str, int]  # a Progress's stage and index

FITS = ("secret", "cover")  # the stages that can be ended early
STACK_BYTES = 16 << 20  # macOS gives Qt threads 512 KB, in which the linear algebra crashes


class Cancelled(Exception):
    """Raised from `report`, or at a cancellation point, inside the engine: the only way out of a running call."""


class Worker(QThread):
    """One engine call in a thread: emits `progressed`, then exactly one of `succeeded`, `failed`, `cancelled`."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, call: Call, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setStackSize(STACK_BYTES)
        self._call = call
        self._cancel = False  # Qt's interruption flag would be cleared when the thread starts
        self._resumed = Event()  # cleared while paused
        self._resumed.set()
        self._free = Event()  # cleared while it has to wait for something short
        self._free.set()
        self._finish: StageId | None = None

    def cancel(self) -> None:
        """Stop at the next report, also while paused, or never start."""
        self._cancel = True
        self._resumed.set()
        self._free.set()

    def pause(self) -> None:
        """Block in the next report; the engine does not count that time."""
        self._resumed.clear()

    def resume(self) -> None:
        """End the pause."""
        self._resumed.set()

    def hold(self, on: bool) -> None:
        """Block in the next report, as a pause does, but not because a person wants it; or go on."""
        if on and not self._cancel:
            self._free.clear()
        else:
            self._free.set()

    @property
    def paused(self) -> bool:
        """Whether the call is blocked, or will be at its next report."""
        return not self._resumed.is_set()

    def finish(self, stage: StageId) -> None:
        """End the fit of this stage early, with a proper decay of its learning rate; ignored once the stage is over."""
        self._finish = stage
        self._resumed.set()

    def run(self) -> None:
        """Run the call; Qt calls this in the new thread."""
        try:
            self._stop_if_cancelled()
            engine.while_waiting.set(self._stop_if_cancelled)  # in this thread: a file that is read can be given up
            with engine.memory_errors():
                result = self._call(self._report)
            self._stop_if_cancelled()
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # also our bugs: the window's thread shows them in the crash dialog
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _stop_if_cancelled(self) -> None:
        if self._cancel:
            raise Cancelled

    def _report(self, progress: engine.Progress) -> None:
        self._stop_if_cancelled()
        self.progressed.emit(progress)
        self._resumed.wait()
        self._free.wait()
        self._stop_if_cancelled()
        if progress.stage in FITS and self._finish == (progress.stage, progress.index):
            self._finish = None
            raise engine.FinishNow


class TaskQueue(QObject):
    """Runs calls one after another; fits, which take minutes, have a queue of their own beside it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._short, self._fits = _SerialQueue(self), _SerialQueue(self)

    def submit(self, call: Call, *, fit: bool = False) -> Worker:
        """Queue a call; connect to the worker's signals before returning to the event loop, which starts it."""
        return (self._fits if fit else self._short).submit(call)

    def idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return self._short.idle() and self._fits.idle()

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        self._short.close()
        self._fits.close()


class _SerialQueue(QObject):
    """Runs calls first in, first out, each when the one before is over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Worker] = deque()
        self._current: Worker | None = None

    def submit(self, call: Call) -> Worker:
        worker = Worker(call, self)
        worker.finished.connect(self._ended)
        self._waiting.append(worker)
        QTimer.singleShot(0, self, self._start_next)
        return worker

    def idle(self) -> bool:
        return self._current is None and not self._waiting

    def close(self) -> None:
        self._waiting.clear()
        if self._current is not None:
            self._current.cancel()
            self._current.wait()

    def _start_next(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self._current.start()

    def _ended(self) -> None:
        if self._current is not None:
            self._current.deleteLater()
            self._current = None
        self._start_next()
