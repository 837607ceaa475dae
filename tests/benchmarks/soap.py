"""SOAP, for comparison: Adam in the axes of Shampoo's preconditioner, which are found anew every few steps."""

from __future__ import annotations

import torch
from torch import Tensor

BETAS = (0.9, 0.99)
SHAMPOO = 0.95  # memory of the preconditioner
EVERY = 10  # steps between new axes
EPSILON = 1e-18


class Soap:
    """Steps for square matrices or stacks of them; `masks` as Muon has them. No step before the first axes."""

    def __init__(self, matrices: list[Tensor], masks: list[Tensor] | None) -> None:
        self._matrices, self._masks, self._steps = matrices, masks, 0
        self._sides = [(torch.zeros_like(m @ m.mT), torch.zeros_like(m @ m.mT)) for m in matrices]
        self._axes: list[tuple[Tensor, Tensor]] = []
        self._first = [torch.zeros_like(m) for m in matrices]
        self._second = [torch.zeros_like(m) for m in matrices]

    def step(self, gradients: list[Tensor], rate: float, coarse: bool = False) -> None:
        """Move every matrix."""
        for gradient, (left, right) in zip(gradients, self._sides, strict=True):
            left.lerp_(gradient @ gradient.mT, 1 - SHAMPOO)
            right.lerp_(gradient.mT @ gradient, 1 - SHAMPOO)
        if not self._axes:
            self._axes = [(torch.linalg.eigh(left)[1], torch.linalg.eigh(right)[1]) for left, right in self._sides]
            return
        self._steps += 1
        fast, slow = BETAS
        for i, gradient in enumerate(gradients):
            left, right = self._axes[i]
            turned = left.mT @ gradient @ right
            first = self._first[i].lerp_(gradient, 1 - fast)
            second = self._second[i].mul_(slow).addcmul_(turned, turned, value=1 - slow)
            ahead = left.mT @ first @ right / (1 - fast**self._steps)
            update = left @ (ahead / (second / (1 - slow**self._steps)).sqrt().add_(EPSILON)) @ right.mT
            if self._masks is not None:
                update *= self._masks[i]
            self._matrices[i].add_(update, alpha=-rate)
        if self._steps % EVERY == 0:  # one round of orthogonal iteration, as its authors do
            self._axes = [
                (torch.linalg.qr(left @ a)[0], torch.linalg.qr(right @ b)[0])
                for (left, right), (a, b) in zip(self._sides, self._axes, strict=True)
            ]
