"""Crew: threads that share the work of one fit, and give way to everything else while they do."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from types import TracebackType
from typing import Final, Self, TypeVar

import torch

POLITE: Final = 5  # Linux: how far the threads step back behind the window's
Item = TypeVar("Item")


class ThreadPool:
    """`count` threads, each with one core's worth of arithmetic; of one, the caller's own.

    They sleep while they wait. OpenMP's threads spin instead, and share a step in equal parts laid down before
    it: with anything else running, all of them wait for the one that was held up. Here who is free takes the
    next piece.
    """

    def __init__(self, count: int = 1) -> None:
        torch.set_num_threads(1)
        self.count = max(1, count)
        self._pool = ThreadPoolExecutor(self.count, "fit", _settle) if self.count > 1 else None

    def share(self, work: Callable[[int, Item], object], items: Iterable[Item]) -> None:
        """Do work(worker, item) for every item; a worker's number is below `count`.

        What one of them raises comes out when all have stopped.
        """
        waiting = list(items)
        left = iter(waiting)  # the interpreter hands out each item once

        def take(worker: int) -> None:
            for item in left:
                work(worker, item)

        if self._pool is None or len(waiting) < 2:
            take(0)
            return
        running = [self._pool.submit(take, worker) for worker in range(min(self.count, len(waiting)))]
        wait(running)
        for each in running:
            each.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown()


def _settle() -> None:
    torch.set_num_threads(1)
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + POLITE)
