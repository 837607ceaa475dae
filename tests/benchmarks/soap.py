"""The SOAP optimizer, for comparison: Adam in the eigenbasis of Shampoo's preconditioner, updated every few steps."""

from __future__ import annotations

import torch
from torch import Tensor

BETAS = (0.9, 0.99)
SHAMPOO_BETA = 0.95  # decay of the preconditioner's average
UPDATE_EVERY = 10  # steps between updates of the eigenbasis
EPSILON = 1e-18


class Soap:
    """Updates square matrices or stacks of them; `masks` are as in Muon. The first call only sets up the eigenbasis."""

    def __init__(self, matrices: list[Tensor], masks: list[Tensor] | None) -> None:
        self._matrices, self._masks, self._steps = matrices, masks, 0
        self._preconditioners = [(torch.zeros_like(m @ m.mT), torch.zeros_like(m @ m.mT)) for m in matrices]
        self._bases: list[tuple[Tensor, Tensor]] = []
        self._first = [torch.zeros_like(m) for m in matrices]
        self._second = [torch.zeros_like(m) for m in matrices]

    def step(self, grads: list[Tensor], lr: float, low_precision: bool = False) -> None:
        """Update every matrix."""
        for grad, (left, right) in zip(grads, self._preconditioners, strict=True):
            left.lerp_(grad @ grad.mT, 1 - SHAMPOO_BETA)
            right.lerp_(grad.mT @ grad, 1 - SHAMPOO_BETA)
        if not self._bases:
            self._bases = [
                (torch.linalg.eigh(left)[1], torch.linalg.eigh(right)[1]) for left, right in self._preconditioners
            ]
            return
        self._steps += 1
        beta1, beta2 = BETAS
        for i, grad in enumerate(grads):
            left, right = self._bases[i]
            rotated = left.mT @ grad @ right
            first = self._first[i].lerp_(grad, 1 - beta1)
            second = self._second[i].mul_(beta2).addcmul_(rotated, rotated, value=1 - beta2)
            numerator = left.mT @ first @ right / (1 - beta1**self._steps)
            update = left @ (numerator / (second / (1 - beta2**self._steps)).sqrt().add_(EPSILON)) @ right.mT
            if self._masks is not None:
                update *= self._masks[i]
            self._matrices[i].add_(update, alpha=-lr)
        if self._steps % UPDATE_EVERY == 0:  # one round of orthogonal iteration, as in the paper
            self._bases = [
                (torch.linalg.qr(left @ a)[0], torch.linalg.qr(right @ b)[0])
                for (left, right), (a, b) in zip(self._preconditioners, self._bases, strict=True)
            ]
