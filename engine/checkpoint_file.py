"""The bytes of a checkpoint: an open label, a data key that is wrapped under each key of the hide, and a ciphertext.

A checkpoint is two files that are written in turn, so that whatever becomes of one, the other is whole.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from engine.errors import CheckpointError, WrongKeyError
from engine.file.manifest import MAX_KEYS
from engine.key import SALT_BYTES, Key
from engine.media import MODALITIES

PREFIX: Final = b"undersong job "
MAGIC: Final = PREFIX + b"9\n"  # bump when HideState's bytes change: older checkpoints are then refused
UNPADDED: Final = PREFIX + b"8\n"  # of checkpoints whose length depended on what they hold
MAX_LABEL: Final = 1024  # bytes
MAX_BYTES: Final = 4 << 30  # of a file: the largest network with everything that a fit needs takes 3.2 GB
MAX_BEGAN: Final = 9e10  # seconds since 1970: a clock that is wrong, also one before 1970, damages no checkpoint
NONCE_BYTES: Final = 12
WRAPPED_BYTES: Final = 32 + 16  # of a data key: with its tag
OPEN_BYTES: Final = SALT_BYTES + MAX_KEYS * WRAPPED_BYTES + NONCE_BYTES  # between the label and the ciphertext
SECOND: Final = ".2"  # the suffix of the second file
DAMAGED: Final = "What was kept of the unfinished work is damaged."


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
        began = round(min(max(0.0, self.began), MAX_BEGAN))
        return json.dumps([began, self.modality, self.shape, round(self.seconds, 2)]).encode() + b"\n"

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


@dataclass(frozen=True, slots=True, repr=False)
class DataKey:
    """The random key that encrypts a checkpoint (32 bytes), and the same wrapped under every key of the hide.

    Each key of the hide unwraps it on its own. `wrapped` has MAX_KEYS entries in random order, random bytes where there
    are fewer keys: they all look alike, and nobody can count the keys.
    """

    secret: bytes
    salt: bytes
    wrapped: bytes

    @classmethod
    def create(cls, keys: Iterable[Key]) -> DataKey:
        """A new data key, wrapped under these keys; a passphrase takes half a second."""
        secret, salt = os.urandom(32), os.urandom(SALT_BYTES)
        entries = [_wrapping(key, salt).encrypt(bytes(NONCE_BYTES), secret, None) for key in keys]
        entries += [os.urandom(WRAPPED_BYTES) for _ in range(MAX_KEYS - len(entries))]
        secrets.SystemRandom().shuffle(entries)
        return cls(secret, salt, b"".join(entries))

    @classmethod
    def unwrap(cls, salt: bytes, wrapped: bytes, key: Key) -> DataKey | None:
        """The data key that this key unwraps; None where it unwraps none."""
        cipher, found = _wrapping(key, salt), None
        for start in range(0, len(wrapped), WRAPPED_BYTES):
            try:
                found = cipher.decrypt(bytes(NONCE_BYTES), wrapped[start : start + WRAPPED_BYTES], None)
            except InvalidTag:
                continue
        return None if found is None else cls(found, salt, wrapped)


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """The newest whole file of a checkpoint: how many saves there were up to it, its label and what it holds."""

    number: int
    label: CheckpointLabel
    data_key: DataKey
    plain: bytes


def files_of(path: Path) -> tuple[Path, Path]:
    """The two files of a checkpoint."""
    return path, path.with_name(path.name + SECOND)


def first_of(file: Path) -> Path:
    """The first of the two files of the checkpoint that a file belongs to, whether or not it is there."""
    return file.with_suffix("") if file.suffix == SECOND else file


def packed(number: int, label: CheckpointLabel, data_key: DataKey, plain: bytes, size: int) -> bytes:
    """The bytes of a file of a checkpoint; `number` counts its saves, and is encrypted with the rest.

    `plain` is padded to `size` bytes.
    """
    head, nonce = MAGIC + label.to_bytes() + data_key.salt + data_key.wrapped, os.urandom(NONCE_BYTES)
    padded = b"".join((struct.pack("<QQ", number, len(plain)), plain, bytes(size - len(plain))))
    return b"".join((head, nonce, ChaCha20Poly1305(data_key.secret).encrypt(nonce, padded, head)))


def open_newest(path: Path, key: Key) -> Opened:
    """Decrypt the newer of the two files that is whole.  Raises CheckpointError and WrongKeyError."""
    datas, problems = [], []
    for file in files_of(path):
        try:
            data = _read(file)
            split(data)
            datas.append(data)
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(_unreadable(error))
        except CheckpointError as error:
            problems.append(error)
    if not datas:
        raise problems[0] if problems else _unreadable()
    keys: dict[bytes, DataKey | None] = {}
    opened = [_opened(data, key, keys) for data in datas]
    found = [one for one in opened if one is not None]
    if not found and not any(keys.values()):
        raise WrongKeyError("This is not the key of the unfinished work, or what was kept is damaged.")
    if not found:
        raise CheckpointError(DAMAGED)
    return max(found, key=lambda one: one.number)


def label_of(path: Path) -> CheckpointLabel:
    """What a checkpoint says without its key.  Raises CheckpointError."""
    problem = _unreadable()
    for file in files_of(path):
        try:
            return split(_read(file, len(MAGIC) + MAX_LABEL + OPEN_BYTES))[0]
        except FileNotFoundError:
            continue
        except OSError as error:
            problem = _unreadable(error)
        except CheckpointError as error:
            problem = error
    raise problem


def _read(file: Path, most: int = MAX_BYTES) -> bytes:
    """The first `most` bytes of an ordinary file.  Raises OSError for what has no end, as a pipe or a device."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MAX_BYTES:
            raise OSError(errno.EINVAL, "is no ordinary file, or too large")
        return stream.read(most)


def split(data: bytes) -> tuple[CheckpointLabel, bytes, bytes]:
    """The label, the open part it is in, and what follows.  Raises CheckpointError."""
    if data.startswith(PREFIX) and not data.startswith((MAGIC, UNPADDED)):
        raise CheckpointError("Another version of Undersong began this work, so this one cannot go on with it.")
    end = data.find(b"\n", len(MAGIC), len(MAGIC) + MAX_LABEL) + 1
    if not data.startswith((MAGIC, UNPADDED)) or not end or len(data) < end + OPEN_BYTES:
        raise CheckpointError(DAMAGED)
    try:
        label = CheckpointLabel.from_bytes(data[len(MAGIC) : end])
    except ValueError as error:
        raise CheckpointError(DAMAGED) from error
    return label, data[:end], data[end:]


def _opened(data: bytes, key: Key, keys: dict[bytes, DataKey | None]) -> Opened | None:
    """What a file holds; None if it is damaged or the key is wrong. `keys` are the data keys unwrapped so far."""
    label, head, rest = split(data)
    wrapping, nonce, encrypted = rest[: OPEN_BYTES - NONCE_BYTES], rest[:OPEN_BYTES][-NONCE_BYTES:], rest[OPEN_BYTES:]
    if wrapping not in keys:
        keys[wrapping] = DataKey.unwrap(wrapping[:SALT_BYTES], wrapping[SALT_BYTES:], key)
    data_key = keys[wrapping]
    if data_key is None:
        return None
    try:
        plain = ChaCha20Poly1305(data_key.secret).decrypt(nonce, encrypted, head + wrapping)
    except InvalidTag:
        return None
    if len(plain) < 16:  # two numbers: whoever has a key may have written it
        return None
    if data.startswith(UNPADDED):
        (number,) = struct.unpack_from("<Q", plain)
        return Opened(number, label, data_key, plain[8:])
    number, length = struct.unpack_from("<QQ", plain)
    return Opened(number, label, data_key, plain[16 : 16 + length])


def _wrapping(key: Key, salt: bytes) -> ChaCha20Poly1305:
    """The cipher that wraps the one data key of this salt, so that its nonce may be zero."""
    return ChaCha20Poly1305(key.derive(salt).subkey("job"))


def _unreadable(error: OSError | None = None) -> CheckpointError:
    problem = CheckpointError("What was kept of the unfinished work cannot be read.")
    problem.__cause__ = error
    return problem
