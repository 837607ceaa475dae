"""Comparing, without widgets: two media, whether they can be compared, and how close they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.session import Item, Session, opened
from app.worker import Report, TaskQueue

Both = tuple[Item, Item]


class CompareSession(Session):
    """Two places, each for one medium; they are measured as soon as both are there and of one kind."""

    compared = Signal()

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.items: list[Item | None] = [None, None]
        self.measures: Mapping[str, float] | None = None
        self._asked = [0, 0]  # how often a file was asked for in each place: only the last one counts
        self._version = 0

    @property
    def both(self) -> Both | None:
        """The two, where both are there."""
        first, second = self.items
        return (first, second) if first is not None and second is not None else None

    @property
    def mismatch(self) -> bool:
        """Whether the two are of different kinds."""
        return self.both is not None and type(self.both[0].medium) is not type(self.both[1].medium)

    @property
    def free(self) -> int:
        """The place the next file goes to: the first that is empty, else the second."""
        return 0 if self.items[0] is None else 1

    def open(self, place: int, path: Path) -> None:
        """Read a file into a place; of an Undersong file its cover."""
        self._asked[place] += 1
        turn = self._asked[place]

        def done(item: Item) -> None:
            if turn == self._asked[place]:
                self._set(place, item)

        self.opening += 1
        self._submit(partial(_shown, path), done, self._opened, path.name)
        self.changed.emit()

    def put(self, place: int, item: Item) -> None:
        """Put a medium that is open already into a place."""
        self._asked[place] += 1
        self._set(place, item)
        self.changed.emit()

    def swap(self) -> None:
        """Exchange the two: the measures are those of the second against the first."""
        self.items.reverse()
        self._measure()
        self.changed.emit()

    def clear(self) -> None:
        """Forget both."""
        self.items, self.measures = [None, None], None
        self._asked = [turn + 1 for turn in self._asked]
        self._version += 1
        self.changed.emit()

    def _set(self, place: int, item: Item) -> None:
        self.items[place] = item
        self._measure()

    def _measure(self) -> None:
        self.measures = None
        self._version += 1
        version, both = self._version, self.both
        if both is None or self.mismatch:
            return

        def done(measures: dict[str, float]) -> None:
            if version == self._version:
                self.measures = measures
                self.compared.emit()

        self._submit(lambda _: both[0].medium.compare(both[1].medium), done, lambda: None)


def _shown(path: Path, report: Report) -> Item:
    if engine.is_stego(path):
        return Item(path.name, engine.show(engine.Stego.load(path), report=report))
    return opened(path, report)
