"""Work for the eyes that would make the window stand still: done in a thread, one piece after another."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.worker import TaskQueue

T = TypeVar("T")
PREVIEWS, SHAPES = "previews", "shapes"  # benches: who turns a shape does not wait for what takes a second


def in_background(owner: QObject, call: Callable[[], T], done: Callable[[T], None], name: str = PREVIEWS) -> None:
    """Compute something aside from the program's long calls; `done` gets it, unless `owner` is gone by then.

    An error of ours comes out in the window's thread, where all others do.
    """
    worker = _bench(name).submit(lambda _: call() if isValid(owner) else None)

    def succeeded(result: T) -> None:
        if isValid(owner):
            done(result)

    def failed(error: Exception) -> None:
        raise error

    worker.succeeded.connect(succeeded)
    worker.failed.connect(failed)


def idle() -> bool:
    """Whether nothing is being computed for any preview."""
    return all(_bench(name).idle() for name in (PREVIEWS, SHAPES))


def _bench(name: str) -> TaskQueue:
    """The previews' own benches: a fit that takes minutes must not keep them waiting."""
    app = QApplication.instance()
    assert app is not None
    found = app.findChild(TaskQueue, name)
    if isinstance(found, TaskQueue):
        return found
    tasks = TaskQueue(app)
    tasks.setObjectName(name)
    app.aboutToQuit.connect(tasks.close)
    atexit.register(lambda: tasks.close() if isValid(tasks) else None)
    return tasks
