"""Entry: one hide of the queue, from the moment it is put off to the result that can be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import engine
from app.dropping import SUFFIX
from app.hide.choices import Choices
from app.hide.outcome import HideTask, Outcome
from app.hide.unfinished import notes_of, restore

# locked: kept by an earlier run of the program, and its key is not known yet.
State = Literal["locked", "waiting", "fitting", "done", "failed"]


@dataclass(slots=True, eq=False)
class Entry:
    """A hide, the file it becomes, and how far it has come.

    `task` and `choices` are None while it is locked. `seconds` are those of its forecast, None where there is none.
    `path` is that of its checkpoint, None where nothing can be kept; `lock` keeps other windows away from it while
    nobody computes. `saved` is where the finished file is.
    """

    target: Path
    task: HideTask | None = None
    choices: Choices | None = field(default=None, repr=False)
    seconds: float | None = None
    path: Path | None = None
    lock: engine.Checkpoint | None = field(default=None, repr=False)
    state: State = "waiting"
    keeping: bool = False  # its checkpoint is being written
    begun: bool = False  # something of it was computed
    error: engine.EngineError | None = None
    outcome: Outcome | None = None
    saved: Path | None = None
    ended_early: bool = False

    @property
    def keys(self) -> list[engine.Key]:
        """The keys that open what is kept of it: those of its secrets, or the one that opens none."""
        if self.task is None or self.choices is None:
            return []
        return list(self.task.keys.values()) or self.choices.complete_keys()[:1]

    @property
    def open(self) -> bool:
        """Whether it can be carried out: now, later or once more."""
        return self.state in ("waiting", "failed")

    def release(self) -> None:
        """Let another run have what is kept of it."""
        lock, self.lock = self.lock, None
        if lock is not None:
            lock.release()

    def notes(self) -> dict[str, str]:
        """What is kept, encrypted, beside the hide itself."""
        assert self.task is not None
        assert self.choices is not None
        seconds = "" if self.seconds is None else f"{self.seconds:.1f}"
        return {**notes_of(self.task, self.choices), "target": str(self.target), "seconds": seconds}


def unlocked(path: Path, checkpoint: engine.Checkpoint, folder: Path) -> Entry:
    """The entry that a loaded checkpoint holds; where it does not say where its file goes, it goes into `folder`."""
    choices, task = restore(checkpoint)
    notes = checkpoint.notes
    usual = folder / f"{engine.safe_stem(task.cover.name, 'undersong')}{SUFFIX}"
    target = Path(notes["target"]) if notes.get("target") else usual
    entry = Entry(target, task, choices, _number(notes.get("seconds", "")), path, begun=checkpoint.begun)
    checkpoint.state = None  # a hide of a megapixel takes tens of megabytes, and is read again when its turn comes
    entry.lock = checkpoint
    return entry


def forecast(entries: Iterable[Entry], left: float | None) -> tuple[float, bool]:
    """Seconds that the hides still take, and whether that is all of them.

    `left` are those of the hide that is being made, as it says itself; None where it does not say yet.
    """
    total, complete = 0.0, True
    for entry in entries:
        if entry.state not in ("waiting", "fitting"):
            continue
        seconds = left if entry.state == "fitting" and left is not None else entry.seconds
        complete = complete and seconds is not None
        total += seconds or 0.0
    return total, complete


def _number(text: str) -> float | None:
    with suppress(ValueError):
        return float(text)
    return None
