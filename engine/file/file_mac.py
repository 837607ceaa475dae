"""The MAC of a file: HMAC over the public settings and all tensors, which tells a changed cover from changed secrets.

Each key's manifest holds one, under a subkey of that key: it is inside the box, and nothing open depends on it.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterable, Iterator

from engine.file.stego import Stego
from engine.key import DerivedKey
from engine.siren import OMEGA
from engine.vault.sealing import MAC_BYTES


def file_mac(stego: Stego, key: DerivedKey) -> bytes:
    """The MAC of a file, 16 bytes: HMAC-SHA256 of its settings and of its tensors as they are stored.

    The salt enters by the key. The boxes are left out: they hold this MAC, and each has a tag of its own.
    """
    mac = hmac.new(key.subkey("file"), digestmod=hashlib.sha256)
    for field in _fields(stego):
        mac.update(struct.pack("<Q", len(field)))  # without the lengths two files could give one row of bytes
        mac.update(field)
    return mac.digest()[:MAC_BYTES]


def is_intact(stego: Stego, key: DerivedKey, mac: bytes | None) -> bool | None:
    """Whether settings and tensors are those that `mac` is of; None where the manifest has none."""
    return None if mac is None else hmac.compare_digest(file_mac(stego, key), mac)


def _fields(stego: Stego) -> Iterator[bytes]:
    """The fields in FORMAT.md's order: numbers and not their text, which programs write in more than one way."""
    settings = stego.settings
    grid, constants = settings.grid, sorted(settings.grid.constants.items())
    yield settings.modality.encode()
    yield settings.storage.encode()
    yield _numbers((*grid.shape, grid.channels))
    yield ",".join(name for name, _ in constants).encode()
    yield _numbers(value for _, value in constants)
    yield _numbers(settings.tiling.counts)
    yield _numbers(settings.frequency)
    yield _numbers((OMEGA, settings.vault, settings.gain))
    yield _numbers(settings.scales)
    for tensor in stego.stored_tensors().values():
        yield _numbers(tensor.shape)
        yield tensor.numpy().tobytes()


def _numbers(values: Iterable[float]) -> bytes:
    """Numbers as little-endian float64, which holds each of them exactly."""
    row = tuple(values)
    return struct.pack(f"<{len(row)}d", *row)
