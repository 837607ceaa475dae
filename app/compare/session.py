"""CompareSession: two media or files, whether they can be compared, the verdict and their measures.  No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.session import FileItem, Item, OpenSlot, Session, load_item
from app.worker import TaskQueue

Both = tuple[Item | FileItem, Item | FileItem]
MEASURES = "measures"  # the slot of the comparison
NO_FILE = ("missing", "folder", "not-a-file", "not-allowed")  # reasons for which its bytes cannot be had either


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What was read from a file: a medium, or its bytes where there is none in it; `path` is None for a cover."""

    item: Item | FileItem
    path: Path | None


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The verdict on two media with their measures, or on two `files`."""

    judgement: engine.Judgement
    measures: Mapping[str, float] = field(default_factory=dict)
    files: tuple[engine.ExactFile, engine.ExactFile] | None = None


class CompareSession(Session):
    """Two media or files, by index; they are compared as soon as both are there and of one kind."""

    compared = Signal()

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.items: list[Item | FileItem | None] = [None, None]
        self._paths: list[Path | None] = [None, None]
        self.result: Compared | None = None

    @property
    def both(self) -> Both | None:
        """Both media or files, None while one is missing."""
        first, second = self.items
        return (first, second) if first is not None and second is not None else None

    @property
    def measures(self) -> Mapping[str, float] | None:
        """The measures of the two, empty for files that are no media; None until they are known."""
        return self.result.measures if self.result is not None else None

    @property
    def mismatch(self) -> bool:
        """Whether the two cannot be compared: media of different modalities, or a medium in memory and a file."""
        if self.both is None:
            return False
        first, second = self.both
        if isinstance(first, Item) and isinstance(second, Item):
            return type(first.medium) is not type(second.medium)
        files = [isinstance(item, FileItem) or path for item, path in zip(self.both, self._paths, strict=True)]
        return not all(files)

    @property
    def free(self) -> int:
        """The index that the next file gets: the first that is empty, else the second."""
        return 0 if self.items[0] is None else 1

    def open(self, index: int, path: Path) -> None:
        """Read the medium in a file, or its bytes where there is none; from an Undersong file its cover."""
        self.ask(OpenSlot(index), partial(_open, path), partial(self._set, index), name=path.name)

    def put(self, index: int, item: Item | FileItem) -> None:
        """Set a medium or a file that is in memory already."""
        self.silence(OpenSlot(index))
        self._set(index, Opened(item, None))
        self.changed.emit()

    def swap(self) -> None:
        """Exchange the two: the second is judged against the first."""
        self.items.reverse()
        self._paths.reverse()
        self._compare()
        self.changed.emit()

    def clear(self) -> None:
        """Forget both."""
        self.items, self._paths, self.result = [None, None], [None, None], None
        for slot in (OpenSlot(0), OpenSlot(1), MEASURES):
            self.silence(slot)
        self.changed.emit()

    def _set(self, index: int, opened: Opened) -> None:
        self.items[index], self._paths[index] = opened.item, opened.path
        self._compare()

    def _compare(self) -> None:
        self.result, both, paths = None, self.both, (self._paths[0], self._paths[1])
        self.silence(MEASURES)
        if both is not None and not self.mismatch:
            self.ask(MEASURES, lambda _: _compared(both, paths), self._finish)

    def _finish(self, result: Compared) -> None:
        self.result = result
        self.compared.emit()


def _open(path: Path, report: engine.Report) -> Opened:
    if engine.is_stego(path):
        return Opened(Item(path.name, engine.show(engine.Stego.load(path), report=report)), None)
    try:
        return Opened(load_item(path, report), path)
    except engine.UnreadableFileError as error:
        if error.reason in NO_FILE or path.is_dir():
            raise
        return Opened(FileItem(path.name, engine.ExactFile.load(path), None), path)


def _compared(both: Both, paths: tuple[Path | None, Path | None]) -> Compared:
    """Two media are compared as such, unless their files have the same bytes; anything else byte for byte."""
    first, second = both
    if isinstance(first, Item) and isinstance(second, Item):
        measures = first.medium.compare(second.medium)
        if paths[0] is not None and paths[1] is not None:
            of_files = engine.judge_files(paths[0], paths[1])
            if of_files.verdict == engine.Verdict.SAME:
                return Compared(of_files, measures)
        return Compared(engine.judge(first.medium, second.medium), measures)
    files = _bytes_of(first, paths[0]), _bytes_of(second, paths[1])
    return Compared(engine.judge(*files), files=files)


def _bytes_of(item: Item | FileItem, path: Path | None) -> engine.ExactFile:
    if isinstance(item, FileItem):
        return item.file
    assert path is not None  # otherwise the two would not be compared
    return engine.ExactFile.load(path)
