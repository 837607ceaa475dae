"""Checkpoint: an interrupted hide in one file, encrypted under its key, written about once a minute."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from engine.errors import CheckpointError, SaveError, WrongKeyError
from engine.hide_state import HideState
from engine.key import SALT_BYTES, DerivedKey, Key
from engine.planned import Plan
from engine.saving import save_bytes

PREFIX: Final = b"undersong job "
MAGIC: Final = PREFIX + b"6\n"  # bump when HideState's bytes change: older checkpoints are then refused
NONCE_BYTES: Final = 12
SAVE_SECONDS: Final = 60.0  # between two saves: what a crash may cost


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
    _salt: bytes = field(default_factory=lambda: os.urandom(SALT_BYTES), repr=False)
    _derived: DerivedKey | None = field(default=None, repr=False)
    _due: float = field(default_factory=lambda: time.monotonic() + SAVE_SECONDS, repr=False)

    @property
    def plan(self) -> Plan:
        """The plan of the loaded hide."""
        if self.state is None:
            raise ValueError("this checkpoint was not loaded from a file")
        return self.state.plan

    def due(self) -> bool:
        """Whether it is time to save."""
        return time.monotonic() >= self._due

    def make_due(self) -> None:
        """Save at the next report of the fit, however recent the last save is; may be called from any thread."""
        self._due = 0.0

    def save(self, state: HideState) -> None:
        """Write the state, encrypted.  Raises SaveError."""
        self._derived = self._derived or self.key.derive(self._salt)
        nonce = os.urandom(NONCE_BYTES)
        encrypted = ChaCha20Poly1305(self._derived.subkey("job")).encrypt(nonce, state.to_bytes(), MAGIC)
        save_bytes(self.path, MAGIC + self._salt + nonce + encrypted)
        self._due = time.monotonic() + SAVE_SECONDS

    def save_if_possible(self, state: HideState) -> None:
        """Write the state; where that fails the hide goes on and tries again after a minute."""
        try:
            self.save(state)
        except SaveError:
            self._due = time.monotonic() + SAVE_SECONDS

    def delete(self) -> None:
        """Remove the file: the hide is saved, or somebody threw it away."""
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
        path = Path(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CheckpointError("What was kept of the unfinished work cannot be read.") from error
        start = len(MAGIC) + SALT_BYTES
        if data.startswith(PREFIX) and not data.startswith(MAGIC):
            raise CheckpointError("Another version of Undersong began this work, so this one cannot go on with it.")
        if not data.startswith(MAGIC) or len(data) < start + NONCE_BYTES:
            raise CheckpointError("What was kept of the unfinished work is damaged.")
        derived = key.derive(data[len(MAGIC) : start])
        try:
            cipher = ChaCha20Poly1305(derived.subkey("job"))
            plain = cipher.decrypt(data[start : start + NONCE_BYTES], data[start + NONCE_BYTES :], MAGIC)
        except InvalidTag as error:
            raise WrongKeyError("This is not the key of the unfinished work, or what was kept is damaged.") from error
        return cls(path, key, HideState.from_bytes(plain))
