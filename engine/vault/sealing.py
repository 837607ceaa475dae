"""Sealing: a secret's weights, quantized, as cells that are uniform to anybody without the key.

Every weight becomes an integer k (`quantize`), k becomes digits modulo L (`to_digits`), and each digit is added to a
keyed one-time pad modulo L (`seal`). The receiver gets back exactly the quantized weights. A guard band at both ends of
the integers turns a cell that was changed by one into a small error, where it would otherwise wrap around.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch

from engine.arrays import Cells, Floats, Indices
from engine.siren import Architecture, Siren
from engine.vault.keystream import Keystream
from engine.vault.storage import Storage

GUARD: Final = 0.02  # the part of the integers that is left free at each end
MAC_BYTES: Final = 16
PIECE: Final = 1 << 18  # cells that are sealed at once, so that long files take little memory
# The version of the cell formats. In version 1 first layers had OTHER_BITS, and no weights shared a digit.
PACKING: Final = 2
# A sound's coordinates are scaled by hundreds, and so is an error of the weights that multiply them.
FIRST_LAYER_BITS: Final = 23
OTHER_BITS: Final = 15
Ranges = tuple[float, ...]  # R = max|w| of each tensor of a secret, in the order of Siren.tensors()


def ranges(secret: Siren) -> Ranges:
    """R = max|w| of each tensor, exact in float32."""
    return tuple(float(t.abs().max()) for t in secret.tensors())


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How one tensor of a secret lies in cells: each weight is an integer k below `levels`, written in digits.

    k = sublevels * q + r. The quotient q has `digits` digits modulo `base` of its own. The remainders r of
    `group_size` weights share one more digit, so that finer levels cost a third of a cell for each weight.
    """

    shape: tuple[int, ...]
    base: int
    digits: int
    sublevels: int

    @property
    def levels(self) -> int:
        """The number of integers that a weight is quantized to."""
        return int(self.base**self.digits) * self.sublevels

    @property
    def group_size(self) -> int:
        """How many remainders one digit holds; 0 where there are no remainders."""
        return int(math.log(self.base, self.sublevels)) if self.sublevels > 1 else 0

    @property
    def cells(self) -> int:
        """The number of cells of the tensor."""
        count = math.prod(self.shape)
        return count * self.digits + (math.ceil(count / self.group_size) if self.group_size else 0)

    def to_digits(self, quantized: Indices) -> Indices:
        """The digits of a flat tensor: those of every quotient, lowest first, then those of the remainders."""
        quotients, remainders = quantized // self.sublevels, quantized % self.sublevels
        digits = (quotients[:, None] // self.base ** np.arange(self.digits) % self.base).ravel()
        if not self.group_size:
            return digits
        groups = np.pad(remainders, (0, -len(remainders) % self.group_size)).reshape(-1, self.group_size)
        return np.concatenate([digits, (groups * self.sublevels ** np.arange(self.group_size)).sum(axis=1)])

    def from_digits(self, digits: Indices) -> Indices:
        """The inverse of `to_digits`."""
        count = math.prod(self.shape)
        own, shared = digits[: count * self.digits].reshape(-1, self.digits), digits[count * self.digits :]
        quotients: Indices = (own * self.base ** np.arange(self.digits)).sum(axis=1)
        if not self.group_size:
            return quotients
        remainders = shared[:, None] // self.sublevels ** np.arange(self.group_size) % self.sublevels
        return quotients * self.sublevels + remainders.ravel()[:count]


def cell_formats(architecture: Architecture, storage: Storage, packing: int = PACKING) -> list[CellFormat]:
    """The cell format of each tensor of a secret, in the order of Siren.tensors()."""
    formats: list[CellFormat] = []
    levels, sublevels = storage.levels, storage.sublevels if packing > 1 else 1
    other_digits = storage.digits(OTHER_BITS)
    for layer, shape in enumerate(architecture.weight_shapes):
        if 0 < layer < architecture.hidden:
            formats.append(CellFormat(shape, levels, 1, sublevels))
        else:
            bits = FIRST_LAYER_BITS if layer == 0 and packing > 1 else OTHER_BITS
            formats.append(CellFormat(shape, levels, storage.digits(bits), 1))
        if layer < len(architecture.bias_shapes):
            formats.append(CellFormat(architecture.bias_shapes[layer], levels, other_digits, 1))
    return formats


def cells_needed(architecture: Architecture, storage: Storage, packing: int = PACKING) -> int:
    """How many cells of the vault a secret takes."""
    return sum(cell_format.cells for cell_format in cell_formats(architecture, storage, packing))


def quantize(values: Floats, value_range: float, levels: int) -> Indices:
    """k = round(((w/R)(1-2g) + 1)/2 (L-1)), integers in [0, levels)."""
    unit = values.astype(np.float64) / value_range if value_range > 0 else np.zeros(values.shape)
    return np.rint((np.clip(unit, -1, 1) * (1 - 2 * GUARD) + 1) / 2 * (levels - 1)).astype(np.int64)


def dequantize(quantized: Indices, value_range: float, levels: int) -> Floats:
    """The float32 value of each integer; computed in float64, so that every machine gives the same bits."""
    return ((2 * quantized / (levels - 1) - 1) * value_range / (1 - 2 * GUARD)).astype(np.float32)


def to_digits(secret: Siren, ranges: Ranges, storage: Storage) -> Cells:
    """All weights and biases of a secret, quantized, as one row of digits modulo L."""
    formats = cell_formats(secret.architecture, storage)
    row = [
        cell_format.to_digits(quantize(tensor.numpy().ravel(), value_range, cell_format.levels))
        for tensor, value_range, cell_format in zip(secret.tensors(), ranges, formats, strict=True)
    ]
    return np.concatenate(row).astype(np.uint32)


def from_digits(
    digits: Cells, architecture: Architecture, ranges: Ranges, storage: Storage, packing: int = PACKING
) -> Siren:
    """The secret of a row of digits, as the receiver has it; of an earlier packing too."""
    tensors, start = [], 0
    for value_range, cell_format in zip(ranges, cell_formats(architecture, storage, packing), strict=True):
        quantized = cell_format.from_digits(digits[start : start + cell_format.cells].astype(np.int64))
        values = dequantize(quantized, value_range, cell_format.levels)
        tensors.append(torch.from_numpy(values.reshape(cell_format.shape)))
        start += cell_format.cells
    return Siren.from_tensors(architecture, tensors)


def seal(digits: Cells, key: bytes, storage: Storage, *, out: Cells | None = None) -> Cells:
    """Cells (digit + u) mod L, where u is uniform from the key's stream: uniform to anybody without the key.

    They are written to `out`, which may be the digits themselves.
    """
    stream, cells = Keystream(key), np.empty_like(digits) if out is None else out
    for start in range(0, len(digits), PIECE):
        part = digits[start : start + PIECE]
        cells[start : start + PIECE] = (part + stream.uniform(len(part), storage.levels)) % np.uint32(storage.levels)
    return cells


def unseal(cells: Cells, key: bytes, storage: Storage, *, out: Cells | None = None) -> Cells:
    """The inverse of `seal`."""
    stream, digits = Keystream(key), np.empty_like(cells) if out is None else out
    for start in range(0, len(cells), PIECE):
        part = cells[start : start + PIECE] + np.uint32(storage.levels)
        digits[start : start + PIECE] = (part - stream.uniform(len(part), storage.levels)) % np.uint32(storage.levels)
    return digits


def authenticate(content: bytes, key: bytes) -> bytes:
    """The MAC of a secret: the first 16 bytes of HMAC-SHA256.

    The content is its cells; without a vault its weights; of an exact secret its bytes.
    """
    return hmac.new(key, content, hashlib.sha256).digest()[:MAC_BYTES]
