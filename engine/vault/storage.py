"""Storage: the precision in which a file keeps its hidden matrices, and how much one cell of the vault holds in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import torch
from torch import Tensor

StorageName = Literal["exact", "half", "quarter"]


@dataclass(frozen=True, slots=True)
class Storage:
    """The dtype of the hidden matrices, and L, the number of levels of a cell.

    The other tensors are float32: they are small, and an error in them moves everything else.
    """

    name: StorageName
    dtype: torch.dtype
    levels: int
    sublevels: int = 1  # into which a level is divided for a secret's weight in a hidden matrix (`sealing.CellFormat`)

    def digits(self, bits: int) -> int:
        """How many digits modulo L hold this many bits."""
        return math.ceil(bits / math.log2(self.levels))

    def scale(self, amplitude: float) -> float:
        """The step of a stored integer in quarter storage, chosen so that every cell is an integer."""
        return 2 * amplitude / self.levels

    def rounded(self, weight: Tensor, scale: float) -> Tensor:
        """A hidden matrix as it will be read back from a file, in float32; `scale` counts in quarter storage only."""
        if self.dtype == torch.int8:
            return (weight / scale).round().clamp(-127, 127) * scale + 0.0  # an integer has no negative zero
        return weight.to(self.dtype).to(torch.float32)


STORAGES: Final[dict[str, Storage]] = {
    "exact": Storage("exact", torch.float32, 1 << 20),  # near its ends a cell's range has 2^23 values of float32
    "half": Storage("half", torch.float16, 1 << 11),  # and 2^11 of float16
    "quarter": Storage("quarter", torch.int8, 255, sublevels=6),  # every integer from -127 to 127
}
