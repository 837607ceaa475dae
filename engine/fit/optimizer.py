"""The optimiser of the fit: Muon for the hidden matrices, Adam for all else, with the paper's mask on the update.

Muon steps along the nearest orthogonal matrix of the momentum. It mixes entries, so masking the gradient
would still move frozen weights: the update is what is masked (3.3). Everything is float32.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor

from engine.fit.thread_pool import ThreadPool

MOMENTUM: Final = 0.95
BETAS: Final = (0.9, 0.99)  # a short second memory: the step size falls all the time
EPSILON: Final = 1e-18  # far below any gradient here; Adam's usual 1e-8 would freeze the first layer
NEWTON_SCHULZ: Final = (3.4445, -4.7750, 2.0315)  # quintic that takes singular values near one, in rounds
ROUNDS: Final = 3  # five fit no better: 33.5 and 32.6 dB either way, two photos in 350 steps


def orthogonalised(matrix: Tensor) -> Tensor:
    """The matrix, or each of a stack, with all singular values near one, by Newton-Schulz: 9 D^3 multiply-adds.

    It begins at a root of the Frobenius norm of M M^T, a closer bound of the largest singular value than the
    norm of M itself is: worth a round, and free.
    """
    a, b, c = NEWTON_SCHULZ
    stack = matrix if matrix.dim() == 3 else matrix.unsqueeze(0)
    # The gradient of a silent tile is so small that its fourth power, which the norm is of, would be nothing.
    stack = stack / stack.abs().amax(dim=(-2, -1), keepdim=True).add_(EPSILON)
    square = stack @ stack.mT
    bound = torch.linalg.matrix_norm(square, keepdim=True).add_(EPSILON)
    x: Tensor = stack / bound.sqrt()
    square /= bound
    for left in reversed(range(ROUNDS)):
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
        if left:
            square = x @ x.mT
    return x.view_as(matrix)


class Muon:
    """Steps for square hidden matrices; `masks` hold one where a weight may move, None for everywhere."""

    def __init__(self, matrices: list[Tensor], masks: list[Tensor] | None, crew: ThreadPool | None = None) -> None:
        self._matrices, self._masks, self._crew = matrices, masks, crew or ThreadPool()
        self._momenta = [torch.zeros_like(m) for m in matrices]

    def step(self, gradients: list[Tensor], rate: float | Tensor, coarse: bool = False) -> None:
        """Move every matrix by `rate` times an orthogonal matrix (Nesterov momentum), where it may move.

        A coarse step finds it by products of bfloat16.
        """

        def move(_: int, index: int) -> None:
            gradient = gradients[index]
            momentum = self._momenta[index].lerp_(gradient, 1 - MOMENTUM)
            ahead = torch.lerp(gradient, momentum, MOMENTUM)
            update = orthogonalised(ahead.bfloat16()).float() if coarse else orthogonalised(ahead)
            if self._masks is not None:
                update *= self._masks[index]
            self._matrices[index].sub_(update.mul_(rate))

        self._crew.share(move, range(len(self._matrices)))


class Adam:
    """Adam without weight decay, which leaves what never had a gradient exactly alone."""

    def __init__(self, tensors: list[Tensor], masks: list[Tensor] | None) -> None:
        self._tensors, self._masks = tensors, masks
        self._first = [torch.zeros_like(t) for t in tensors]
        self._second = [torch.zeros_like(t) for t in tensors]
        self._steps = 0

    def corrected(self, rates: Sequence[float]) -> list[float]:
        """The rates of the next step, by which memories that began with nothing are made up for."""
        self._steps += 1
        fast, slow = (1 - beta**self._steps for beta in BETAS)
        return [rate * math.sqrt(slow) / fast for rate in rates]

    def step(self, gradients: list[Tensor], rates: Sequence[float | Tensor]) -> None:
        """Move every tensor at its corrected rate, or each of its numbers at one of its own, where it may move."""
        fast, slow = BETAS
        for index, (tensor, gradient) in enumerate(zip(self._tensors, gradients, strict=True)):
            first = self._first[index].lerp_(gradient, 1 - fast)
            second = self._second[index].mul_(slow).addcmul_(gradient, gradient, value=1 - slow)
            update = first / second.sqrt().add_(EPSILON)
            if self._masks is not None:
                update *= self._masks[index]
            tensor.sub_(update.mul_(rates[index]))
