"""Sealing: a secret's numbers as cells that are uniform without the key (SECURITY: sealing).

A secret *is* its quantised self: `quantise` first, then `seal` under a keyed one-time pad. Each number
becomes one or more digits modulo L; a guard band at both ends turns outside noise that would wrap
around into a small error.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from engine.keystream import Cells, Keystream
from engine.siren import Architecture, Siren
from engine.storage import Storage

GUARD: Final = 0.02
MAC_BYTES: Final = 16
Ranges = tuple[float, ...]  # one R = max|w| for each tensor of a secret, in the order of Siren.tensors()


def ranges(secret: Siren) -> Ranges:
    """R = max|w| of each tensor, as the float32 numbers they are."""
    return tuple(float(t.abs().max()) for t in secret.tensors())


def layout(architecture: Architecture, storage: Storage) -> list[tuple[tuple[int, ...], int, int]]:
    """For each tensor of a secret its shape, the digits of one number, and the levels these make together."""
    tensors: list[tuple[tuple[int, ...], int, int]] = []
    biases = architecture.bias_shapes
    for layer, shape in enumerate(architecture.weight_shapes):
        matrix = 0 < layer < architecture.hidden
        digits = storage.digits(matrix)
        tensors.append((shape, digits, storage.levels**digits))
        if layer < len(biases):
            fine = storage.digits(matrix=False)
            tensors.append((biases[layer], fine, storage.levels**fine))
    return tensors


def cells_needed(architecture: Architecture, storage: Storage) -> int:
    """How many cells of the vault a secret takes."""
    return sum(int(np.prod(shape)) * digits for shape, digits, _ in layout(architecture, storage))


def codes(values: npt.NDArray[np.float32], reach: float, levels: int) -> npt.NDArray[np.int64]:
    """k = round(((w/R)(1-2g) + 1)/2 (L-1)), in [0, L)."""
    unit = values.astype(np.float64) / reach if reach > 0 else np.zeros(values.shape)
    return np.rint((np.clip(unit, -1, 1) * (1 - 2 * GUARD) + 1) / 2 * (levels - 1)).astype(np.int64)


def values(code: npt.NDArray[np.int64], reach: float, levels: int) -> npt.NDArray[np.float32]:
    """The number a code stands for; computed in float64, so the same on every machine."""
    return ((2 * code / (levels - 1) - 1) * reach / (1 - 2 * GUARD)).astype(np.float32)


def quantised(secret: Siren, reaches: Ranges, storage: Storage) -> Siren:
    """The secret as the receiver will have it, bit for bit."""
    return from_digits(to_digits(secret, reaches, storage), secret.architecture, reaches, storage)


def to_digits(secret: Siren, reaches: Ranges, storage: Storage) -> Cells:
    """All numbers of a secret in one row of digits modulo L, the lowest digit first."""
    row = []
    for tensor, reach, (_, digits, levels) in zip(
        secret.tensors(), reaches, layout(secret.architecture, storage), strict=True
    ):
        code = codes(tensor.numpy().ravel(), reach, levels)
        row.append(np.stack([code // storage.levels**d % storage.levels for d in range(digits)], axis=1).ravel())
    return np.concatenate(row).astype(np.uint32)


def from_digits(cells: Cells, architecture: Architecture, reaches: Ranges, storage: Storage) -> Siren:
    """The inverse of `to_digits`."""
    tensors, start = [], 0
    for reach, (shape, digits, levels) in zip(reaches, layout(architecture, storage), strict=True):
        count = int(np.prod(shape)) * digits
        parts = cells[start : start + count].reshape(-1, digits).astype(np.int64)
        code = (parts * storage.levels ** np.arange(digits)).sum(axis=1)
        tensors.append(torch.from_numpy(values(code, reach, levels).reshape(shape)))
        start += count
    return Siren.from_tensors(architecture, tensors)


def seal(digits: Cells, key: bytes, storage: Storage) -> Cells:
    """k' = (k + u) mod L with u from the key's stream: uniform for whoever lacks the key."""
    pad = Keystream(key).uniform(len(digits), storage.levels)
    return ((digits.astype(np.uint64) + pad) % storage.levels).astype(np.uint32)


def unseal(cells: Cells, key: bytes, storage: Storage) -> Cells:
    """The inverse of `seal`."""
    pad = Keystream(key).uniform(len(cells), storage.levels)
    return ((cells.astype(np.uint64) + storage.levels - pad) % storage.levels).astype(np.uint32)


def authenticate(content: bytes, key: bytes) -> bytes:
    """HMAC-SHA256 over a secret's cells (or, unsealed, its numbers), cut to 16 bytes."""
    return hmac.new(key, content, hashlib.sha256).digest()[:MAC_BYTES]
