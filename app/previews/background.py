"""Drawing work that would freeze the window: done in a thread, one call after another."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.latest import LatestCalls
from app.worker import TaskQueue

T = TypeVar("T")
PREVIEWS, SHAPES = "previews", "shapes"  # queues: turning a shape does not wait for a call that takes a second
_queues: dict[str, TaskQueue] = {}  # not the window's: a fit that takes minutes must not keep previews waiting
_calls = WeakKeyDictionary[QObject, LatestCalls]()  # of each owner


def in_background(
    owner: QObject, call: Callable[[], T], done: Callable[[T], None], slot: Hashable = None, *, queue: str = PREVIEWS
) -> None:
    """Run `call` in a thread; `done(result)` follows in the window's thread, unless `owner` is deleted by then.

    A newer call of the same owner in the same slot silences the older one. Every exception is a bug and is raised in
    the window's thread.
    """

    def failed(error: Exception) -> None:
        raise error

    if queue not in _queues:
        _queues[queue] = TaskQueue()
    worker = _queues[queue].submit(lambda _: call() if isValid(owner) else None)
    _calls.setdefault(owner, LatestCalls()).ask(
        object() if slot is None else slot, worker,
        lambda result: done(cast(T, result)) if isValid(owner) else None, failed,
    )  # fmt: skip


def silence(owner: QObject, slot: Hashable) -> None:
    """Ignore what a call in this slot still brings: the owner shows something else."""
    _calls.setdefault(owner, LatestCalls()).cancel(slot)


def idle() -> bool:
    """Whether nothing is being computed for any preview."""
    return all(queue.idle() for queue in _queues.values())


def close() -> None:
    """Stop all calls and wait for their threads: before Qt is torn down, by whoever made the QApplication."""
    while _queues:
        _queues.popitem()[1].close()
