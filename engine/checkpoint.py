"""Checkpoint: an interrupted hide on disk, encrypted under each of its keys, written about once a minute."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Final, Self

from engine.checkpoint_file import CheckpointLabel, DataKey, files_of, first_of, label_of, open_newest, packed
from engine.checkpoint_size import padded_size
from engine.clock import awake_seconds
from engine.errors import CheckpointInUseError, NotKeptError, OutOfMemoryError, SaveError
from engine.file_lock import FileLock
from engine.hide_state import HideState
from engine.key import Key
from engine.memory import memory_errors
from engine.planned import Plan
from engine.saving import save_bytes

LOCK: Final = ".lock"  # the suffix of the file that is locked
LOCK_ATTEMPTS: Final = 5
SAVE_SECONDS: Final = 60.0  # between two saves: what a crash may cost


@dataclass(slots=True)
class Checkpoint:
    """Saves a hide in two files in turn, each of them whole or not at all; the newer one that is whole counts.

    The hide never deletes it: its last state is the finished bytes, so that a crash before the file is saved loses
    nothing. Whoever saved the file, or throws the work away, calls `delete`. While a hide uses it nobody else can.

    Parameters
    ----------
    path : str or path-like
        The first file, which is made after a minute of work; the second has ".2" behind its name.
    key : Key or collection of Key
        The keys of the hide: each of them opens the checkpoint, with all that it holds for the others.

    Example
    -------
    >>> key = engine.Key.load("key.txt")
    >>> checkpoint = engine.Checkpoint("work", key)
    >>> recipe = dataclasses.replace(engine.DRAFT, seconds=1)
    >>> plan = engine.plan([engine.load("letter.png")], engine.load("cat.png"), recipe)
    >>> engine.hide(plan, key, checkpoint=checkpoint).save("cat.undersong")
    >>> checkpoint.delete()
    """

    path: str | os.PathLike[str]
    key: Key | Collection[Key] = field(repr=False)
    state: HideState | None = field(default=None, repr=False)  # what an interrupted run saved
    problem: NotKeptError | None = field(default=None, init=False, repr=False)  # why the last save failed
    noted: Mapping[str, str] = field(default_factory=dict, repr=False)  # the notes of a hide that begins with it
    _deleted: Event = field(default_factory=Event, init=False, repr=False)
    _began: float = field(default_factory=time.time, repr=False)
    _number: int = field(default=0, repr=False)  # of saves
    _data_key: DataKey | None = field(default=None, repr=False)
    _lock: FileLock | None = field(default=None, repr=False)
    _due: float = field(default_factory=lambda: awake_seconds() + SAVE_SECONDS, init=False, repr=False)

    @property
    def keys(self) -> tuple[Key, ...]:
        """Its keys, as far as they are known: the one that loaded it, or all that it was made with."""
        return (self.key,) if isinstance(self.key, Key) else tuple(self.key)

    @property
    def plan(self) -> Plan:
        """The plan of the loaded hide."""
        if self.state is None:
            raise ValueError("this checkpoint was not loaded from a file")
        return self.state.plan

    @property
    def begun(self) -> bool:
        """Whether the loaded hide has computed something that would be lost with it."""
        return self.state is not None and self.state.begun

    @property
    def notes(self) -> Mapping[str, str]:
        """What was noted beside the loaded hide when it was put off."""
        return self.state.notes if self.state is not None else {}

    @property
    def deleted(self) -> bool:
        """Whether it was deleted: nothing is saved any more."""
        return self._deleted.is_set()

    @property
    def exists(self) -> bool:
        """Whether something was saved."""
        return any(file.exists() for file in files_of(Path(self.path)))

    def due(self) -> bool:
        """Whether it is time to save."""
        return awake_seconds() >= self._due

    def make_due(self) -> None:
        """Save at the next report of the fit, however recent the last save is; may be called from any thread."""
        self._due = 0.0

    def lock(self) -> None:
        """Keep others from using it, until `delete` or `release`.  Raises CheckpointInUseError where somebody does."""
        path = Path(self.path)
        for attempt in range(LOCK_ATTEMPTS):
            try:
                self._lock = self._lock or FileLock(path.with_name(path.name + LOCK))
            except BlockingIOError as error:
                if attempt == LOCK_ATTEMPTS - 1:
                    raise CheckpointInUseError("This hide is going on already, here or in another window.") from error
                time.sleep(0.01)  # `in_use` holds it for a moment, too

    def release(self) -> None:
        """Let others use it; what is saved stays."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def __enter__(self) -> Self:
        """Lock it; a block that raises releases it. One that ends well does not: its result has yet to be saved."""
        self.lock()
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None:
            self.release()

    def save(self, state: HideState) -> None:
        """Write the state, encrypted; nothing once the checkpoint is deleted.  Raises SaveError."""
        if self._deleted.is_set():
            return
        self._data_key = self._data_key or DataKey.create(self.keys)
        cover = state.plan.cover
        label = CheckpointLabel(self._began, cover.modality, cover.grid.shape, cover.seconds)
        target, plain = files_of(Path(self.path))[self._number % 2], state.to_bytes()
        size = padded_size(state.plan, len(plain))
        save_bytes(target, packed(self._number + 1, label, self._data_key, plain, size), private=True)
        self._number += 1
        self._due = awake_seconds() + SAVE_SECONDS
        if self._deleted.is_set():  # by another thread, meanwhile
            self.delete()

    def put_off(self, plan: Plan, keys: Mapping[Hashable, Key], notes: Mapping[str, str] | None = None) -> None:
        """Save a hide that is to begin later: `load` brings it back, and `resume` carries it out.

        `keys` has one for each owner of the plan; `notes` are encrypted with the rest. It stays locked. Raises
        SaveError, and CheckpointInUseError where somebody uses it.
        """
        self.lock()
        self.save(HideState.begin(plan, dict(keys), notes))

    def save_if_possible(self, state: HideState) -> None:
        """Write the state; where that fails, `problem` says so, and the hide goes on and tries again after a minute."""
        try:
            with memory_errors():  # a save takes three times its size for a moment
                self.save(state)
            self.problem = None
        except (SaveError, OutOfMemoryError) as error:
            self.problem = NotKeptError(f"The unfinished work could not be kept: {error}")
            self._due = awake_seconds() + SAVE_SECONDS

    def delete(self) -> None:
        """Remove the files for good: the hide is saved, or somebody threw it away.  May be called from any thread."""
        self._deleted.set()
        for file in files_of(Path(self.path)):
            with suppress(OSError):
                file.unlink(missing_ok=True)
        self.release()

    @classmethod
    def load(cls, path: str | os.PathLike[str], key: Key) -> Checkpoint:
        """Read the checkpoint of an interrupted hide, for `resume`, and keep others from using it.

        Parameters
        ----------
        path : str or path-like
            Its first file, even where only the second is left.
        key : Key
            A key of that hide.

        Returns
        -------
        Checkpoint
            Its `plan` is that of the hide.

        Raises
        ------
        CheckpointError
            The file is missing, damaged, or of another version.
        CheckpointInUseError
            The hide is going on, in this process or another one.
        WrongKeyError
            The key is that of another hide.
        """
        label_of(Path(path))  # no lock is made beside what is no checkpoint
        checkpoint = cls(path, key)
        with checkpoint:
            opened = open_newest(Path(path), key)
            checkpoint.state = HideState.from_bytes(opened.plain)
        checkpoint._began, checkpoint._number, checkpoint._data_key = opened.label.began, opened.number, opened.data_key
        return checkpoint

    @classmethod
    def label(cls, path: str | os.PathLike[str]) -> CheckpointLabel:
        """What the checkpoint says without its key.

        Parameters
        ----------
        path : str or path-like

        Returns
        -------
        CheckpointLabel

        Raises
        ------
        CheckpointError
            The file is missing, damaged, or of another version.
        """
        return label_of(Path(path))

    @staticmethod
    def path_of(file: Path) -> Path:
        """The path of the checkpoint that one of its two files belongs to."""
        return first_of(file)

    @staticmethod
    def files(path: Path) -> list[Path]:
        """The files of a checkpoint that are there, one or two."""
        return [file for file in files_of(path) if file.exists()]

    @classmethod
    def remove(cls, path: str | os.PathLike[str]) -> None:
        """Delete the checkpoint of an interrupted hide without its key.

        Raises CheckpointInUseError where the hide is going on.
        """
        checkpoint = cls(path, ())
        checkpoint.lock()
        checkpoint.delete()

    @classmethod
    def in_use(cls, path: str | os.PathLike[str]) -> bool:
        """Whether its hide is going on, in this process or another one."""
        if not Path(path).with_name(Path(path).name + LOCK).exists():
            return False
        with suppress(CheckpointInUseError):
            checkpoint = cls(path, ())
            checkpoint.lock()
            checkpoint.release()
            return False
        return True
