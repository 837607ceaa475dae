"""Session: what the pages' sessions share: questions to the engine, files being opened, one long call.  No widgets."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Signal

import engine
from app.dropping import load_dropped, sort_files
from app.latest import LatestCalls
from app.worker import TaskQueue, Worker

T = TypeVar("T")
LONG_CALL = "long call"  # the slot of `run`
KEY_FILE = "key file"  # the slot of a key file being read: the one dropped last counts


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A medium that was chosen, and its name on the screen."""

    name: str
    medium: engine.Medium


@dataclass(frozen=True, slots=True, eq=False)
class FileItem:
    """A file that is kept byte for byte, its name on the screen, and the medium that can be shown of it, if any."""

    name: str
    file: engine.ExactFile
    medium: engine.Medium | None


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """The slot of a file being opened: a newer file for the same `target` silences the older one.

    `name` is that of a file that will be one more on the page; "" where it takes the place of something.
    """

    target: Hashable
    name: str = ""


class Session(QObject):
    """State and verbs of one page; `changed` tells the widgets to refresh."""

    changed = Signal()
    failed = Signal(object, str)  # an EngineError, and the name of the file it concerns or ""
    retrying = Signal(object)  # an EngineError type: the action that failed is tried again, earlier errors are obsolete
    progressed = Signal(object)  # of the long call

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self._calls = LatestCalls()
        self._files = count()

    def ask(
        self,
        slot: Hashable,
        call: Callable[[engine.Report], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        name: str = "",
        fit: bool = False,
    ) -> Worker:
        """Run `call` in the background; `done(result)` is called in the window's thread.

        A newer question in the slot, or `silence(slot)`, silences this one. If it fails, `failed(error)` is called;
        without `failed` an EngineError is emitted, with `name`, the file it concerns. A bug of ours goes to the crash
        dialog in any case. `fit` queues the call with the fits.
        """
        worker = self._ask(slot, call, done, failed=failed, name=name, fit=fit)
        self.changed.emit()
        return worker

    def _ask(
        self, slot: Hashable, call: Callable[[engine.Report], T], done: Callable[[T], None], *,
        failed: Callable[[Exception], None] | None = None, name: str = "", fit: bool = False,
    ) -> Worker:  # fmt: skip
        worker = self.tasks.submit(call, fit=fit)

        def succeed(result: object) -> None:
            done(cast(T, result))
            self.changed.emit()

        def fail(error: Exception) -> None:
            if failed is not None:
                failed(error)
            self.changed.emit()
            if failed is None and isinstance(error, engine.EngineError):
                self.failed.emit(error, name)

        self._calls.ask(slot, worker, succeed, fail, self.progressed.emit if slot == LONG_CALL else engine.ignore)
        return worker

    def run(
        self,
        call: Callable[[engine.Report], T],
        done: Callable[[T], None],
        name: str = "",
        *,
        failed: Callable[[Exception], None] | None = None,
        fit: bool = False,
    ) -> None:
        """Start the session's long call, with its progress emitted; ignored while there is one."""
        if not self.running:
            self.retrying.emit(engine.EngineError)
            self.ask(LONG_CALL, call, done, failed=failed, name=name, fit=fit)

    @property
    def running(self) -> bool:
        """Whether the long call is under way."""
        return self._calls.get(LONG_CALL) is not None

    def cancel(self) -> None:
        """Stop the long call; the session goes on at once."""
        self.silence(LONG_CALL)

    def silence(self, slot: Hashable) -> None:
        """Stop the call of a slot, and ignore whatever it still brings."""
        if self._calls.get(slot) is not None:
            self._calls.cancel(slot)
            self.changed.emit()

    @property
    def opening(self) -> int:
        """How many files are being opened."""
        return sum(isinstance(slot, OpenSlot) for slot in self._calls)

    @property
    def arriving(self) -> list[str]:
        """The names of the files being opened that will be one more on the page, in their order."""
        return [slot.name for slot in self._calls if isinstance(slot, OpenSlot) and slot.name]

    def stop_opening(self) -> None:
        """Open none of the files that are being opened."""
        for slot in [slot for slot in self._calls if isinstance(slot, OpenSlot)]:
            self.silence(slot)

    def sort(self, paths: list[Path], done: Callable[[list[Path], list[Path]], None]) -> None:
        """Find out which files are Undersong files; `done` gets these and the others."""
        self.ask(OpenSlot(next(self._files)), lambda _: sort_files(paths), lambda both: done(*both))

    def load_key(self, path: Path, done: Callable[[engine.Key], None], failed: Callable[[Exception], None]) -> None:
        """Read a key file, which may be anything a person drops; `failed` gets an InvalidKeyError."""

        def call(_: engine.Report) -> engine.Key:
            if not path.is_file():  # reading a pipe would never end
                raise engine.InvalidKeyError("This is no file.")
            return engine.Key.load(path)

        self.ask(KEY_FILE, call, done, failed=failed)

    def open_media(self, paths: list[Path], done: Callable[[Item], None]) -> None:
        """Read the medium in each file in the background and hand it to `done`."""
        self.open_with(load_item, paths, done)

    def open_with(
        self, load: Callable[[Path, engine.Report], T], paths: list[Path], done: Callable[[T], None], *,
        arrives: bool = False,
    ) -> None:  # fmt: skip
        """Call `load` for each path in the background and hand what it returns to `done`; see `OpenSlot` for names."""
        if not self.opening:
            self.retrying.emit(engine.UnreadableFileError)
        for path in paths:
            slot = OpenSlot(next(self._files), path.name if arrives else "")
            self._ask(slot, partial(load, path), done, name=path.name)
        self.changed.emit()  # once for all of them


def load_item(path: Path, report: engine.Report) -> Item:  # noqa: ARG001  one signature for every call
    """Read the medium in a file."""
    return Item(path.name, load_dropped(path))
