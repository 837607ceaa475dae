"""CompareSession: two media, whether they can be compared, and their measures.  No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.session import Item, OpenSlot, Session, load_item
from app.worker import TaskQueue

Both = tuple[Item, Item]
MEASURES = "measures"  # the slot of the comparison


class CompareSession(Session):
    """Two media, by index; they are measured as soon as both are there and of one modality."""

    compared = Signal()

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.items: list[Item | None] = [None, None]
        self.measures: Mapping[str, float] | None = None

    @property
    def both(self) -> Both | None:
        """Both media, None while one is missing."""
        first, second = self.items
        return (first, second) if first is not None and second is not None else None

    @property
    def mismatch(self) -> bool:
        """Whether the two are of different modalities."""
        return self.both is not None and type(self.both[0].medium) is not type(self.both[1].medium)

    @property
    def free(self) -> int:
        """The index that the next file gets: the first that is empty, else the second."""
        return 0 if self.items[0] is None else 1

    def open(self, index: int, path: Path) -> None:
        """Read a medium from a file; from an Undersong file its cover."""
        self.ask(OpenSlot(index), partial(_load_or_show, path), partial(self._set, index), name=path.name)

    def put(self, index: int, item: Item) -> None:
        """Set a medium that is in memory already."""
        self.silence(OpenSlot(index))
        self._set(index, item)
        self.changed.emit()

    def swap(self) -> None:
        """Exchange the two: the measures are those of the second against the first."""
        self.items.reverse()
        self._measure()
        self.changed.emit()

    def clear(self) -> None:
        """Forget both."""
        self.items, self.measures = [None, None], None
        for slot in (OpenSlot(0), OpenSlot(1), MEASURES):
            self.silence(slot)
        self.changed.emit()

    def _set(self, index: int, item: Item) -> None:
        self.items[index] = item
        self._measure()

    def _measure(self) -> None:
        self.measures, both = None, self.both
        self.silence(MEASURES)
        if both is not None and not self.mismatch:
            self.ask(MEASURES, lambda _: both[0].medium.compare(both[1].medium), self._measured)

    def _measured(self, measures: Mapping[str, float]) -> None:
        self.measures = measures
        self.compared.emit()


def _load_or_show(path: Path, report: engine.Report) -> Item:
    if engine.is_stego(path):
        return Item(path.name, engine.show(engine.Stego.load(path), report=report))
    return load_item(path, report)
