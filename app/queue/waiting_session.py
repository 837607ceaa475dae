"""WaitingSession: the hides of a queue in their order, each kept from the moment it is added.  No widgets."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject

import engine
from app.hide.choices import Choices
from app.hide.outcome import HideTask
from app.hide.queue_order import read_order, write_order
from app.hide.runner import HideRunner
from app.hide.unfinished import new_path
from app.queue.entry import Entry, forecast, unlocked
from app.worker import TaskQueue

UNLOCK = "unlock"  # the slot of a key being tried
MOST = 100  # hides in a queue: their media are in memory


class WaitingSession(HideRunner):
    """What can be done with hides that wait: add, move, remove, and open those of an earlier run with their keys.

    With a folder for checkpoints each is on disk, encrypted with its keys, until its file is saved.
    """

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.entries: list[Entry] = []
        self.current: Entry | None = None  # the one that is being made
        self.checkpoints: Path | None = None
        self._last: engine.Progress | None = None  # of the current one
        self._numbers = count()

    @property
    def waiting(self) -> list[Entry]:
        """The hides whose turn is still to come."""
        return [entry for entry in self.entries if entry.state == "waiting"]

    @property
    def locked(self) -> list[Entry]:
        """The hides of an earlier run of the program, whose keys are not known yet."""
        return [entry for entry in self.entries if entry.state == "locked"]

    @property
    def progress(self) -> engine.Progress | None:
        """The last report of the current hide."""
        return self._last

    @property
    def full(self) -> bool:
        """Whether no more hides can be added."""
        return len(self.entries) >= MOST

    def forecast(self) -> tuple[float, bool]:
        """Seconds that the whole queue still takes, and whether the time of every hide is known."""
        return forecast(self.entries, self._last.seconds_left if self._last is not None else None)

    def free_target(self, path: Path) -> Path:
        """The path, or one with a number behind its name, at which there is no file and no hide will put one."""
        taken = {os.path.realpath(entry.target) for entry in self.entries if entry.state not in ("done", "locked")}
        for candidate in (path, *(path.with_name(engine.numbered(path.name, n)) for n in range(2, 2 + MOST))):
            if not os.path.lexists(candidate) and os.path.realpath(candidate) not in taken:
                return candidate
        return path  # it is saved under a number of its own then

    def add(self, task: HideTask, choices: Choices, target: Path, seconds: float | None) -> Entry:
        """Append a hide, and keep it; it begins when its turn comes in a queue that was started."""
        entry = Entry(target, task, choices, seconds)
        self.entries.append(entry)
        if self.checkpoints is not None:
            entry.path, entry.keeping = new_path(self.checkpoints), True
            self._keep_entry(entry, entry.path)
        self.changed.emit()
        self._next()
        return entry

    def move(self, index: int, to: int) -> None:
        """Move a hide to another place in the order."""
        to = min(max(to, 0), len(self.entries) - 1)
        if index != to:
            self.entries.insert(to, self.entries.pop(index))
            self._write_order()
            self.changed.emit()

    def remove(self, entry: Entry) -> None:
        """Take a hide out of the queue, and delete what is kept of it; a file that is saved stays."""
        self.entries.remove(entry)
        if entry.lock is not None:
            entry.lock.delete()
        elif entry.path is not None and entry is not self.current:
            try:
                engine.Checkpoint.remove(entry.path)
            except engine.CheckpointInUseError as error:
                self.failed.emit(error, "")
        self._write_order()
        self.changed.emit()

    def clear_done(self) -> None:
        """Take the finished hides out of the list; their files stay."""
        self.entries = [entry for entry in self.entries if entry.state != "done"]
        self.changed.emit()

    def keep_in(self, folder: Path | None) -> None:
        """Keep the hides in a folder, and list those that an earlier run of the program left there."""
        self.checkpoints = folder
        if folder is not None:
            known = {entry.path for entry in self.entries}
            found = [path for path in read_order(folder) if path not in known and not engine.Checkpoint.in_use(path)]
            self.entries += [Entry(Path(), path=path, state="locked") for path in found]
        self.changed.emit()

    def unlock(self, key: engine.Key, done: Callable[[int], None], refused: Callable[[Exception], None]) -> None:
        """Open every locked hide that this key opens; `done` gets their number, `refused` why there is none."""
        locked, home = self.locked, self.folder or Path.home()

        def call(_: engine.Report) -> list[tuple[Entry, Entry]]:
            opened: list[tuple[Entry, Entry]] = []
            problem: engine.EngineError = engine.WrongKeyError("This is the key of none of these hides.")
            for entry in locked:
                assert entry.path is not None
                try:
                    opened.append((entry, unlocked(entry.path, engine.Checkpoint.load(entry.path, key), home)))
                except engine.WrongKeyError:
                    continue
                except engine.EngineError as error:
                    problem = error
            if not opened:
                raise problem
            return opened

        def succeed(opened: list[tuple[Entry, Entry]]) -> None:
            for before, after in opened:
                if before in self.entries:
                    self.entries[self.entries.index(before)] = after
                else:  # removed meanwhile
                    after.release()
            done(len(opened))
            self._next()

        self.ask(UNLOCK, call, succeed, failed=refused)

    def settle(self) -> None:
        """Wait until all that was added just now, and a file that is being saved, are on disk: at most a second."""
        flags = QEventLoop.ProcessEventsFlag
        while any(entry.keeping for entry in self.entries) or (self.outcome is not None and self.running):
            QCoreApplication.processEvents(flags.WaitForMoreEvents | flags.ExcludeUserInputEvents)

    def adopt(self, other: WaitingSession) -> None:
        """Take over the hides of a session that has ended, with their media and keys."""
        self.entries, other.entries = other.entries, []
        self.changed.emit()

    def _next(self) -> None:
        """Begin with the next hide, where there is somebody to carry it out."""

    def _keep_entry(self, entry: Entry, path: Path) -> None:
        checkpoint, task, notes = engine.Checkpoint(path, entry.keys), entry.task, entry.notes()
        assert task is not None
        entry.lock = checkpoint

        def call(_: engine.Report) -> None:
            checkpoint.put_off(task.plan, task.keys, notes)

        def kept(_: None) -> None:
            entry.keeping = False
            if checkpoint.deleted:  # the hide was removed meanwhile
                checkpoint.delete()
            self._write_order()
            self._next()

        def failed(error: Exception) -> None:
            checkpoint.delete()
            entry.keeping, entry.path, entry.lock = False, None, None
            self.failed.emit(engine.NotKeptError(f"The unfinished work could not be kept: {error}"), "")
            self._next()

        self.ask(("keep", next(self._numbers)), call, kept, failed=failed)

    def _write_order(self) -> None:
        if self.checkpoints is not None:
            paths = [entry.path for entry in self.entries if entry.path is not None and not entry.keeping]
            try:
                write_order(self.checkpoints, paths)
            except engine.SaveError as error:
                self.failed.emit(error, "")
