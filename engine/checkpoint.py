"""A job: a hide that survives a crash.  About once a minute everything it needs is kept, encrypted under its key."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from engine.errors import InvalidStegoError, NothingRevealedError, SaveError
from engine.hide_state import HideState, packed, state_from_bytes
from engine.key import SALT_BYTES, DerivedKey, Key
from engine.saving import save_bytes

KIND: Final = b"undersong job "
# The number grows whenever the same choices are planned otherwise: what was fitted so far would be told of wrongly.
MAGIC: Final = KIND + b"3\n"
NONCE_BYTES: Final = 12
EVERY: Final = 60.0  # seconds between two keepings: what a crash may cost


@dataclass(slots=True)
class Checkpoint:
    """Keeps a hide in one file, whole or not at all; the file is gone when the hide is over, well or not."""

    path: Path
    key: Key
    state: HideState | None = None  # what an interrupted run kept
    _salt: bytes = field(default_factory=lambda: os.urandom(SALT_BYTES), repr=False)
    _derived: DerivedKey | None = field(default=None, repr=False)
    _due: float = field(default_factory=lambda: time.monotonic() + EVERY, repr=False)

    def due(self) -> bool:
        """Whether a minute has passed."""
        return time.monotonic() >= self._due

    def keep(self, state: HideState) -> None:
        """Write the state, encrypted.  Raises SaveError."""
        self._derived = self._derived or self.key.derive(self._salt)
        nonce = os.urandom(NONCE_BYTES)
        sealed = ChaCha20Poly1305(self._derived.subkey("job")).encrypt(nonce, packed(state), MAGIC)
        save_bytes(self.path, MAGIC + self._salt + nonce + sealed)
        self._due = time.monotonic() + EVERY

    def keep_if_possible(self, state: HideState) -> None:
        """Write the state; where that fails the hide goes on, and it is tried again a minute later."""
        try:
            self.keep(state)
        except SaveError:
            self._due = time.monotonic() + EVERY

    def over(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path, key: Key) -> Checkpoint:
        """The job an interrupted hide left.  Raises NothingRevealedError where the key is not its own."""
        data = path.read_bytes()
        start = len(MAGIC) + SALT_BYTES
        if data.startswith(KIND) and not data.startswith(MAGIC):
            raise InvalidStegoError("Another version of Undersong began this work. Throw it away, and hide anew.")
        if not data.startswith(MAGIC) or len(data) < start + NONCE_BYTES:
            raise InvalidStegoError("What was kept of the interrupted work is damaged.")
        derived = key.derive(data[len(MAGIC) : start])
        try:
            cipher = ChaCha20Poly1305(derived.subkey("job"))
            plain = cipher.decrypt(data[start : start + NONCE_BYTES], data[start + NONCE_BYTES :], MAGIC)
        except InvalidTag as error:
            raise NothingRevealedError from error
        return cls(path, key, state_from_bytes(plain))
