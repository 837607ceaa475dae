"""All parameters of a network in one flat tensor, so that one kernel clears, copies or adds them all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.siren import Siren

Submatrix = tuple[slice, slice]  # its rows and columns
WHOLE: Final[Sequence[Submatrix]] = [(slice(None), slice(None))]


def free_blocks(frozen_units: int) -> Sequence[Submatrix]:
    """The parts of a hidden matrix that may move, where the weights between any two of its first units are frozen."""
    frozen, free = slice(frozen_units), slice(frozen_units, None)
    return [(free, slice(None)), (frozen, free)] if frozen_units else WHOLE


@dataclass(frozen=True, slots=True, eq=False)
class FlatParameters:
    """Parameters, or their gradients, in one tensor `data` (P,): hidden matrices, first weight, last weight, biases.

    `weights` and `biases` are views of `data`, each in its own shape. So are `matrices`, all hidden matrices as one
    stack, and `rest`, everything else.
    """

    data: Tensor
    weights: list[Tensor]
    biases: list[Tensor]

    @classmethod
    def zeros_like(cls, weights: Sequence[Tensor], biases: Sequence[Tensor], device: torch.device) -> FlatParameters:
        """Zeros in these shapes."""
        return cls._with_views(torch.zeros(sum(t.numel() for t in (*weights, *biases)), device=device), weights, biases)

    @classmethod
    def copy_of(cls, weights: Sequence[Tensor], biases: Sequence[Tensor]) -> FlatParameters:
        """A copy of these tensors: one kernel."""
        first, *matrices, last = weights
        return cls._with_views(torch.cat([t.flatten() for t in (*matrices, first, last, *biases)]), weights, biases)

    def to(self, dtype: torch.dtype) -> FlatParameters:
        """A copy in another dtype: one kernel."""
        return self._with_views(self.data.to(dtype), self.weights, self.biases)

    def clone(self) -> FlatParameters:
        """A copy on the same device: one kernel."""
        return self._with_views(self.data.clone(), self.weights, self.biases)

    def siren(self) -> Siren:
        """A copy as a network on the CPU."""
        on_cpu = self._with_views(self.data.cpu(), self.weights, self.biases)
        return Siren(tuple(w.clone() for w in on_cpu.weights), tuple(b.clone() for b in on_cpu.biases))

    @property
    def matrices(self) -> Tensor:
        """All hidden matrices of all tiles: (L, D, D)."""
        width = self.weights[0].shape[-2]
        return self.data[: self._matrices_numel].view(-1, width, width)

    @property
    def rest(self) -> Tensor:
        """The first weight, the last weight and the biases, one after another: (R,)."""
        return self.data[self._matrices_numel :]

    @property
    def _matrices_numel(self) -> int:
        return sum(w.numel() for w in self.weights[1:-1])

    @classmethod
    def _with_views(cls, data: Tensor, weights: Sequence[Tensor], biases: Sequence[Tensor]) -> FlatParameters:
        first, *matrices, last = weights
        shapes = [t.shape for t in (*matrices, first, last, *biases)]
        views = [v.view(s) for v, s in zip(torch.split(data, [math.prod(s) for s in shapes]), shapes, strict=True)]
        hidden, (first, last, *bias_views) = views[: len(matrices)], views[len(matrices) :]
        return cls(data, [first, *hidden, last], bias_views)
