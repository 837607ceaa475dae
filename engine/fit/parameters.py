"""Flat: all numbers of a network in one tensor, so that one kernel clears, copies or moves them all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.siren import Siren


@dataclass(frozen=True, slots=True, eq=False)
class FlatParameters:
    """`numbers` (P,) holds the hidden matrices first, then the first weight, the last one and the biases.

    `weights` and `biases` are views of it, each of its own shape; so are `hidden`, all hidden matrices (L, D, D), of a
    stack those of all its networks, and `vectors` (V,), which is all else.
    """

    numbers: Tensor
    weights: list[Tensor]
    biases: list[Tensor]

    @classmethod
    def like(cls, weights: Sequence[Tensor], biases: Sequence[Tensor], device: torch.device) -> FlatParameters:
        """Zeros of these shapes."""
        return cls._of(torch.zeros(sum(t.numel() for t in (*weights, *biases)), device=device), weights, biases)

    @classmethod
    def packed(cls, weights: Sequence[Tensor], biases: Sequence[Tensor]) -> FlatParameters:
        """A copy of these: one kernel."""
        first, *matrices, last = weights
        return cls._of(torch.cat([t.flatten() for t in (*matrices, first, last, *biases)]), weights, biases)

    def to(self, dtype: torch.dtype) -> FlatParameters:
        """A copy in other floats: one kernel."""
        return self._of(self.numbers.to(dtype), self.weights, self.biases)

    def clone(self) -> FlatParameters:
        """A copy on the same device: one kernel."""
        return self._of(self.numbers.clone(), self.weights, self.biases)

    def siren(self) -> Siren:
        """A copy as a network on the processor."""
        host = self._of(self.numbers.cpu(), self.weights, self.biases)
        return Siren(tuple(w.clone() for w in host.weights), tuple(b.clone() for b in host.biases))

    @property
    def hidden(self) -> Tensor:
        """All hidden matrices as one stack."""
        width = self.weights[0].shape[-2]
        return self.numbers[: self._matrices].view(-1, width, width)

    @property
    def vectors(self) -> Tensor:
        """The first weight, the last one and the biases, one after another."""
        return self.numbers[self._matrices :]

    @property
    def _matrices(self) -> int:
        return sum(w.numel() for w in self.weights[1:-1])

    @classmethod
    def _of(cls, numbers: Tensor, weights: Sequence[Tensor], biases: Sequence[Tensor]) -> FlatParameters:
        first, *matrices, last = weights
        shapes = [t.shape for t in (*matrices, first, last, *biases)]
        views = [v.view(s) for v, s in zip(torch.split(numbers, [math.prod(s) for s in shapes]), shapes, strict=True)]
        hidden, (first, last, *others) = views[: len(matrices)], views[len(matrices) :]
        return cls(numbers, [first, *hidden, last], others)
