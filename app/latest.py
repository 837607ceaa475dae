"""LatestCalls: of several calls that answer one question, only the newest is heard."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

import engine
from app.worker import Worker


class LatestCalls:
    """The workers under way, by slot: a name for the question a worker answers.

    A newer worker in a slot cancels the older one and silences it: its progress, its result and its failure come to
    nothing. A bug of ours (any exception but an EngineError) is raised all the same, in the window's thread.
    """

    def __init__(self) -> None:
        self._workers: dict[Hashable, Worker] = {}

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._workers)

    def get(self, slot: Hashable) -> Worker | None:
        """The worker of a slot, None where nothing is under way."""
        return self._workers.get(slot)

    def ask(
        self,
        slot: Hashable,
        worker: Worker,
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[engine.Progress], None] = engine.ignore,
    ) -> None:
        """Call `done(result)` or `failed(error)` when the worker ends, unless the slot was asked or cancelled again."""
        self.cancel(slot)
        self._workers[slot] = worker

        def succeed(result: object) -> None:
            if self._workers.get(slot) is worker:
                del self._workers[slot]
                done(result)

        def fail(error: Exception) -> None:
            if self._workers.get(slot) is worker:
                del self._workers[slot]
                failed(error)
            if not isinstance(error, engine.EngineError):
                raise error

        def progress(moment: engine.Progress) -> None:
            if self._workers.get(slot) is worker:
                progressed(moment)

        worker.succeeded.connect(succeed)
        worker.failed.connect(fail)
        worker.progressed.connect(progress)

    def cancel(self, slot: Hashable) -> None:
        """Stop the worker of a slot at its next report, and silence it at once."""
        worker = self._workers.pop(slot, None)
        if worker is not None:
            worker.cancel()
