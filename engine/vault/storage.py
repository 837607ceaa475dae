"""Storage: how finely a file keeps its numbers, and so how much one cell of the vault holds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import torch
from torch import Tensor

StorageName = Literal["exact", "half", "quarter"]


@dataclass(frozen=True, slots=True)
class Storage:
    """The dtype of the hidden matrices and the levels of a cell.  All else is F32: few, and they steer the rest."""

    name: StorageName
    dtype: torch.dtype
    levels: int
    parts: int = 1  # of a cell's level, that a secret's number in a hidden matrix is told to

    def digits(self, bits: int) -> int:
        """Cells that tell so many bits of a number."""
        return math.ceil(bits / math.log2(self.levels))

    def scale(self, amplitude: float) -> float:
        """What a stored integer is multiplied by in quarter storage, so that cells fall on the integers."""
        return 2 * amplitude / self.levels

    def rounded(self, weight: Tensor, scale: float) -> Tensor:
        """What is read back of a hidden matrix once it was stored; `scale` counts in quarter storage only."""
        if self.dtype == torch.int8:
            return (weight / scale).round().clamp(-127, 127) * scale + 0.0  # whole numbers have no negative zero
        return weight.to(self.dtype).to(torch.float32)


STORAGES: Final[dict[str, Storage]] = {
    "exact": Storage("exact", torch.float32, 1 << 20),  # float32 tells 2^23 apart near the ends of a cell's range
    "half": Storage("half", torch.float16, 1 << 11),  # float16 tells 2^11 apart there
    "quarter": Storage("quarter", torch.int8, 255, parts=6),  # every integer a cell can be
}
