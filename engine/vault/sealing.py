"""Sealing: a secret's numbers as cells that are uniform without the key (SECURITY: sealing).

A secret *is* its quantised self: `quantise` first, then `seal` under a keyed one-time pad. Each number
becomes one or more digits modulo L; a guard band at both ends turns outside noise that would wrap
around into a small error. Where one digit is too coarse, several numbers share another for their parts of it.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from engine.siren import Architecture, Siren
from engine.vault.keystream import Cells, Keystream
from engine.vault.storage import Storage

GUARD: Final = 0.02
MAC_BYTES: Final = 16
PACKING: Final = 2  # how files are made now; in 1 first layers had OTHER_BITS, and no numbers shared a cell
# A sound's coordinates are scaled by hundreds, and so is an error of the weights they meet.
FIRST_BITS: Final = 23
OTHER_BITS: Final = 15
Ranges = tuple[float, ...]  # one R = max|w| for each tensor of a secret, in the order of Siren.tensors()


def ranges(secret: Siren) -> Ranges:
    """R = max|w| of each tensor, as the float32 numbers they are."""
    return tuple(float(t.abs().max()) for t in secret.tensors())


@dataclass(frozen=True, slots=True)
class CellFormat:
    """The cells of one tensor: `digits` modulo `base` for each number, then those that `sharing` numbers share.

    A number's level is `parts` times what its digits say, plus its part of the cell it shares.
    """

    shape: tuple[int, ...]
    base: int
    digits: int
    parts: int

    @property
    def levels(self) -> int:
        """How finely a number is told."""
        return int(self.base**self.digits) * self.parts

    @property
    def sharing(self) -> int:
        """How many numbers' parts go into one cell; 0 where there are none."""
        return int(math.log(self.base, self.parts)) if self.parts > 1 else 0

    @property
    def cells(self) -> int:
        """All cells of the tensor."""
        count = math.prod(self.shape)
        return count * self.digits + (math.ceil(count / self.sharing) if self.sharing else 0)


def layout(architecture: Architecture, storage: Storage, packing: int = PACKING) -> list[CellFormat]:
    """The room of each tensor of a secret, in the order of Siren.tensors()."""
    rooms: list[CellFormat] = []
    levels, parts = storage.levels, storage.parts if packing > 1 else 1
    fine = storage.digits(OTHER_BITS)
    for layer, shape in enumerate(architecture.weight_shapes):
        if 0 < layer < architecture.hidden:
            rooms.append(CellFormat(shape, levels, 1, parts))
        else:
            bits = FIRST_BITS if layer == 0 and packing > 1 else OTHER_BITS
            rooms.append(CellFormat(shape, levels, storage.digits(bits), 1))
        if layer < len(architecture.bias_shapes):
            rooms.append(CellFormat(architecture.bias_shapes[layer], levels, fine, 1))
    return rooms


def cells_needed(architecture: Architecture, storage: Storage, packing: int = PACKING) -> int:
    """How many cells of the vault a secret takes."""
    return sum(room.cells for room in layout(architecture, storage, packing))


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


def spread(code: npt.NDArray[np.int64], room: CellFormat) -> npt.NDArray[np.int64]:
    """The digits of one tensor's codes (n,), each number's lowest first."""
    whole, part = code // room.parts, code % room.parts
    own = (whole[:, None] // room.base ** np.arange(room.digits) % room.base).ravel()
    if not room.sharing:
        return own
    shared = np.pad(part, (0, -len(part) % room.sharing)).reshape(-1, room.sharing)
    return np.concatenate([own, (shared * room.parts ** np.arange(room.sharing)).sum(axis=1)])


def gathered(digits: npt.NDArray[np.int64], room: CellFormat) -> npt.NDArray[np.int64]:
    """The inverse of `spread`."""
    count = math.prod(room.shape)
    own, shared = digits[: count * room.digits].reshape(-1, room.digits), digits[count * room.digits :]
    whole: npt.NDArray[np.int64] = (own * room.base ** np.arange(room.digits)).sum(axis=1)
    if not room.sharing:
        return whole
    parts = shared[:, None] // room.parts ** np.arange(room.sharing) % room.parts
    return whole * room.parts + parts.ravel()[:count]


def to_digits(secret: Siren, reaches: Ranges, storage: Storage) -> Cells:
    """All numbers of a secret in one row of digits modulo L."""
    rooms = layout(secret.architecture, storage)
    row = [
        spread(codes(tensor.numpy().ravel(), reach, room.levels), room)
        for tensor, reach, room in zip(secret.tensors(), reaches, rooms, strict=True)
    ]
    return np.concatenate(row).astype(np.uint32)


def from_digits(
    digits: Cells, architecture: Architecture, reaches: Ranges, storage: Storage, packing: int = PACKING
) -> Siren:
    """The inverse of `to_digits`, also of what was packed in an earlier way."""
    tensors, start = [], 0
    for reach, room in zip(reaches, layout(architecture, storage, packing), strict=True):
        code = gathered(digits[start : start + room.cells].astype(np.int64), room)
        tensors.append(torch.from_numpy(values(code, reach, room.levels).reshape(room.shape)))
        start += room.cells
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
