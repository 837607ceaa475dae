"""Checkpoint: an interrupted hide in one file, encrypted under its key, written about once a minute."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from engine.errors import CheckpointError, SaveError, WrongKeyError
from engine.hide_state import HideState
from engine.key import SALT_BYTES, DerivedKey, Key
from engine.media import MODALITIES
from engine.planned import Plan
from engine.saving import save_bytes

PREFIX: Final = b"undersong job "
MAGIC: Final = PREFIX + b"7\n"  # bump when HideState's bytes change: older checkpoints are then refused
MAX_LABEL: Final = 1024  # bytes
NONCE_BYTES: Final = 12
SAVE_SECONDS: Final = 60.0  # between two saves: what a crash may cost


@dataclass(frozen=True, slots=True)
class CheckpointLabel:
    """What a checkpoint says without its key, so that a person can tell one unfinished hide from another.

    `began` is when the hide was started, in seconds since 1970. `modality`, `shape` (points along each axis) and
    `seconds` are those of the cover as it is kept, which the finished file shows to everybody. Nothing in it depends
    on what is hidden, or on the names of files.
    """

    began: float
    modality: str
    shape: tuple[int, ...]
    seconds: float

    def to_bytes(self) -> bytes:
        """One line of JSON."""
        return json.dumps([round(self.began), self.modality, self.shape, round(self.seconds, 2)]).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> CheckpointLabel:
        """The label in a line that `to_bytes` wrote.  Raises ValueError."""
        try:
            began, modality, shape, seconds = json.loads(line)
            label = cls(float(began), str(modality), tuple(int(points) for points in shape), float(seconds))
        except (TypeError, RecursionError, OverflowError) as error:
            raise ValueError("this is no label") from error
        if modality not in MODALITIES or not 0 <= label.began < 1e11 or not 0 <= label.seconds < 1e9:
            raise ValueError("this is no label")
        return label


@dataclass(slots=True)
class Checkpoint:
    """Saves a hide in one file, whole or not at all.

    The hide never deletes it: its last state is the finished bytes, so that a crash before the file is saved loses
    nothing. Whoever saved the file, or throws the work away, calls `delete`.

    Parameters
    ----------
    path : str or path-like
        The file, which is made after a minute of work.
    key : Key
        The key of the hide; the file is encrypted under it.

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
    key: Key
    state: HideState | None = None  # what an interrupted run saved
    _deleted: Event = field(default_factory=Event, init=False, repr=False)
    _began: float = field(default_factory=time.time, repr=False)
    _salt: bytes = field(default_factory=lambda: os.urandom(SALT_BYTES), repr=False)
    _derived: DerivedKey | None = field(default=None, repr=False)
    _due: float = field(default_factory=lambda: time.monotonic() + SAVE_SECONDS, repr=False)

    @property
    def plan(self) -> Plan:
        """The plan of the loaded hide."""
        if self.state is None:
            raise ValueError("this checkpoint was not loaded from a file")
        return self.state.plan

    @property
    def deleted(self) -> bool:
        """Whether it was deleted: nothing is saved any more."""
        return self._deleted.is_set()

    def due(self) -> bool:
        """Whether it is time to save."""
        return time.monotonic() >= self._due

    def make_due(self) -> None:
        """Save at the next report of the fit, however recent the last save is; may be called from any thread."""
        self._due = 0.0

    def save(self, state: HideState) -> None:
        """Write the state, encrypted; nothing once the checkpoint is deleted.  Raises SaveError."""
        if self._deleted.is_set():
            return
        self._derived = self._derived or self.key.derive(self._salt)
        cover, nonce = state.plan.cover, os.urandom(NONCE_BYTES)
        label = CheckpointLabel(self._began, cover.modality, cover.grid.shape, cover.seconds)
        head = MAGIC + label.to_bytes()
        encrypted = ChaCha20Poly1305(self._derived.subkey("job")).encrypt(nonce, state.to_bytes(), head)
        save_bytes(self.path, head + self._salt + nonce + encrypted, private=True)
        self._due = time.monotonic() + SAVE_SECONDS
        if self._deleted.is_set():  # by another thread, meanwhile
            self.delete()

    def save_if_possible(self, state: HideState) -> None:
        """Write the state; where that fails the hide goes on and tries again after a minute."""
        try:
            self.save(state)
        except SaveError:
            self._due = time.monotonic() + SAVE_SECONDS

    def delete(self) -> None:
        """Remove the file for good: the hide is saved, or somebody threw it away.  May be called from any thread."""
        self._deleted.set()
        with suppress(OSError):
            Path(self.path).unlink(missing_ok=True)

    @classmethod
    def load(cls, path: str | os.PathLike[str], key: Key) -> Checkpoint:
        """Read the checkpoint of an interrupted hide, for `resume`.

        Parameters
        ----------
        path : str or path-like
        key : Key
            The key of that hide.

        Returns
        -------
        Checkpoint
            Its `plan` is that of the hide.

        Raises
        ------
        CheckpointError
            The file is missing, damaged, or of another version.
        WrongKeyError
            The key is that of another hide.
        """
        head, label, rest = _split(path)
        salt, nonce, encrypted = rest[:SALT_BYTES], rest[SALT_BYTES:][:NONCE_BYTES], rest[SALT_BYTES + NONCE_BYTES :]
        derived = key.derive(salt)
        try:
            plain = ChaCha20Poly1305(derived.subkey("job")).decrypt(nonce, encrypted, head)
        except InvalidTag as error:
            raise WrongKeyError("This is not the key of the unfinished work, or what was kept is damaged.") from error
        return cls(path, key, HideState.from_bytes(plain), label.began)

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
        return _split(path, whole=False)[1]


def _split(path: str | os.PathLike[str], *, whole: bool = True) -> tuple[bytes, CheckpointLabel, bytes]:
    """The open part of a checkpoint, the label in it, and what follows.  Raises CheckpointError."""
    try:
        with Path(path).open("rb") as file:
            data = file.read() if whole else file.read(len(MAGIC) + MAX_LABEL)
    except OSError as error:
        raise CheckpointError("What was kept of the unfinished work cannot be read.") from error
    if data.startswith(PREFIX) and not data.startswith(MAGIC):
        raise CheckpointError("Another version of Undersong began this work, so this one cannot go on with it.")
    end = data.find(b"\n", len(MAGIC), len(MAGIC) + MAX_LABEL) + 1
    if not data.startswith(MAGIC) or not end or len(data) < end + SALT_BYTES + NONCE_BYTES:
        raise CheckpointError("What was kept of the unfinished work is damaged.")
    try:
        return data[:end], CheckpointLabel.from_bytes(data[len(MAGIC) : end]), data[end:]
    except ValueError as error:
        raise CheckpointError("What was kept of the unfinished work is damaged.") from error
