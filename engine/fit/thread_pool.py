"""A thread pool for the arithmetic of one fit: one core for each thread, below the window's priority."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from types import TracebackType
from typing import Final, Self, TypeVar

import torch

from engine.memory import is_out_of_memory
from engine.waiting import cancellation_point

# Linux: by how much the threads' priority is below the window's, whose timer of 16 ms is then 63 ms late at the 99th
# percentile instead of 91. With 19 it is 55, but the fit takes a quarter longer.
NICE_INCREMENT: Final = 5
_CALL_EVERY: Final = 0.2  # seconds
Item = TypeVar("Item")
_lock = threading.Lock()


class ThreadPool:
    """`count` threads, each of which calls torch on one core; with a count of 1 the caller's own thread.

    The threads sleep while they wait. OpenMP's threads spin instead, and share a step in equal parts laid down before
    it: on a busy machine all of them wait for the one that was held up. Here a free thread takes the next item.

    Inside `with` torch uses one core in the calling thread too. The end of `with` restores the setting of that thread,
    and other threads keep theirs.
    """

    def __init__(self, count: int = 1) -> None:
        self.count = max(1, count)
        self._executor = ThreadPoolExecutor(self.count, "fit", _start_worker) if self.count > 1 else None

    def map(self, work: Callable[[int, Item], object], items: Iterable[Item]) -> None:
        """Call work(worker, item) for every item, `worker` being the index of a thread, and wait for all.

        Raises what one of them raises, or the cancellation point in this thread, once all have stopped.
        """
        items = list(items)
        queue = iter(items)  # the interpreter hands out each item once

        def run(worker: int) -> None:
            for item in queue:
                work(worker, item)

        def cancel_or_go_on() -> None:
            try:
                cancellation_point()
            except BaseException:
                deque(queue, maxlen=0)  # nothing is left to hand out
                wait(futures)
                raise

        futures: list[Future[None]] = []
        if self._executor is not None and len(items) > 1:
            for worker in range(min(self.count, len(items))):
                try:
                    futures.append(self._executor.submit(run, worker))
                except RuntimeError as error:  # fewer threads do the same more slowly
                    if not is_out_of_memory(error):
                        raise
                    break
        if not futures:
            for item in queue:
                work(0, item)
                cancellation_point()
        while wait(futures, _CALL_EVERY).not_done:
            cancel_or_go_on()
        for future in futures:
            future.result()

    def __enter__(self) -> Self:
        self._callers_threads = _set_own_threads(1)
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown()
        _set_own_threads(self._callers_threads)


def _start_worker() -> None:
    with suppress(RuntimeError):  # no memory for the short-lived thread: this one takes more cores than it should
        _set_own_threads(1)
    _lower_priority()


def _lower_priority() -> None:
    """On Linux, where a thread has a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + NICE_INCREMENT)


def _set_own_threads(count: int) -> int:
    """`torch.set_num_threads` for the calling thread alone; gives the number that it had.

    torch keeps one number for each thread, and one for threads that ask for theirs later. Setting it changes both, so
    a short-lived thread puts the second number back. A thread that never asked would take that one over again at its
    first product, so it is asked first. All of this takes 0.7 ms; a thread that first asks torch in the 0.3 ms between
    the two keeps `count` outside pools, where nothing of a fit or a reveal is worth several cores.
    """
    with _lock, ThreadPoolExecutor(1) as other:
        previous, default = torch.get_num_threads(), other.submit(torch.get_num_threads).result()
        torch.set_num_threads(count)
        other.submit(torch.set_num_threads, default).result()
    return previous
