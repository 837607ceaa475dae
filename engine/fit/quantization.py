"""Quantization-aware training: the forward pass uses quantized weights, their gradients go straight through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from torch import Tensor


class QuantGrid(NamedTuple):
    """The values that a hidden matrix can be stored in: whole numbers from -max_level to max_level, times `scale`."""

    scale: float
    max_level: float


def clamp_(matrices: Sequence[Tensor], grids: Sequence[QuantGrid]) -> None:
    """Clamp every matrix in place to the range of its grid: beyond it a weight could not be stored."""
    for matrix, (scale, max_level) in zip(matrices, grids, strict=True):
        matrix.clamp_(-max_level * scale, max_level * scale)


def quantized(matrices: Sequence[Tensor], grids: Sequence[QuantGrid]) -> list[Tensor]:
    """Copies of the matrices with every weight at the nearest value of its grid."""
    return [(m / grid.scale).round_().mul_(grid.scale) for m, grid in zip(matrices, grids, strict=True)]
