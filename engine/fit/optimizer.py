"""The optimizers: Muon for the hidden matrices, Adam for all other parameters, with the paper's mask on the update.

torch.optim.Muon will not do: it runs its Newton-Schulz iteration in bfloat16 alone (170 ms for a 256 x 256 matrix on a
CPU that has no such products, 6.5 ms in float32), and it takes neither masks nor stacks of matrices.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor

from engine.device import is_compiled
from engine.fit.kernels_muon import EPSILON
from engine.fit.muon_compiled import MOMENTUM, NEWTON_SCHULZ, NEWTON_SCHULZ_STEPS, CompiledUpdate
from engine.fit.parameters import Submatrix, free_blocks
from engine.fit.thread_pool import ThreadPool

BETAS: Final = (0.9, 0.99)  # a short second moment, because the learning rate falls all the time
# Numbers of a stack that are orthogonalised at once, so that they stay in a CPU's cache: 266 matrices of width 48 take
# 29 ms of a core, and all at once 57; of width 88 they take 142 and 256.
CACHED: Final = 1 << 17


def orthogonalised(matrices: Tensor) -> Tensor:
    """A matrix (R, C), or each of a stack (L, R, C), with all singular values near one: Newton-Schulz.

    The iteration starts from the matrix over the root of the Frobenius norm of M M^T. That is a closer bound of the
    largest singular value than the norm of M, is worth one step of the iteration, and costs nothing.
    """
    if matrices.shape[-2] > matrices.shape[-1]:  # the product with the transpose is to be the small one
        return orthogonalised(matrices.mT).mT
    a, b, c = NEWTON_SCHULZ
    stack = matrices if matrices.dim() == 3 else matrices.unsqueeze(0)  # (L, R, C)
    # The bound has fourth powers in it: those of a silent tile's gradient would underflow to zero.
    stack = stack / stack.abs().amax(dim=(-2, -1), keepdim=True).add_(EPSILON)
    gram = stack @ stack.mT  # (L, R, R)
    bound = torch.linalg.matrix_norm(gram, keepdim=True).add_(EPSILON)  # (L, 1, 1)
    x: Tensor = stack / bound.sqrt()
    gram /= bound
    for steps_left in reversed(range(NEWTON_SCHULZ_STEPS)):
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
        if steps_left:
            gram = x @ x.mT
    return x.view_as(matrices)


class Muon:
    """Muon for hidden matrices: a step goes along the orthogonal matrix nearest to the momentum.

    Orthogonalisation mixes the entries, so with a masked gradient frozen weights would still move, at 63 % of the free
    ones' rate. The update is masked instead (3.3): `masks` hold one where a weight may move, None for everywhere. Where
    all that is frozen is weights between any two of the first `frozen_units`, no mask is needed: each of the two blocks
    that are left is orthogonalised by itself, which takes a third to a tenth of the time and fits as well or better.
    """

    def __init__(
        self, matrices: list[Tensor], masks: list[Tensor] | None = None, pool: ThreadPool | None = None,
        frozen_units: int = 0,
    ) -> None:  # fmt: skip
        self._matrices, self._masks, self._pool = matrices, masks, pool or ThreadPool()
        self.momenta = [torch.zeros_like(m) for m in matrices]
        self._parts = [
            (index, part)
            for block in free_blocks(frozen_units)
            for index, matrix in enumerate(matrices)
            for part in _parts(matrix, block)
        ]
        compiled = matrices[0].device.type == "cpu" and is_compiled(matrices[0].shape[-1])
        self._updates = [CompiledUpdate() for _ in range(self._pool.count)] if compiled else []  # one for each thread

    def step(self, grads: list[Tensor], lr: Tensor, low_precision: bool = False) -> None:
        """Move every matrix by `lr` times its orthogonalised Nesterov momentum, where it may move.

        In low precision the orthogonalisation uses bfloat16.
        """

        def move(worker: int, part: tuple[int, tuple[slice, ...]]) -> None:
            index, where = part
            matrix, grad, momentum = (some[index][where] for some in (self._matrices, grads, self.momenta))
            mask = None if self._masks is None else self._masks[index][where]
            if self._updates and not low_precision:
                self._updates[worker](matrix, grad, momentum, mask, lr)
                return
            momentum.lerp_(grad, 1 - MOMENTUM)
            nesterov = torch.lerp(grad, momentum, MOMENTUM)
            update = orthogonalised(nesterov.bfloat16()).float() if low_precision else orthogonalised(nesterov)
            if mask is not None:
                update *= mask
            matrix.sub_(update.mul_(lr))

        self._pool.map(move, self._parts)


def _parts(matrix: Tensor, block: Submatrix) -> list[tuple[slice, ...]]:
    """The block of a matrix, or of each of a stack (L, D, D): on a CPU some matrices after the other."""
    if matrix.dim() == 2:
        return [block]
    count = max(1, CACHED // matrix[0][block].numel()) if matrix.device.type == "cpu" else len(matrix)
    return [(slice(first, first + count), *block) for first in range(0, len(matrix), count)]


class Adam:
    """Adam without weight decay: a parameter that never had a gradient stays exactly as it is."""

    def __init__(self, tensors: list[Tensor], masks: list[Tensor] | None) -> None:
        self._tensors, self._masks = tensors, masks
        self.first_moments = [torch.zeros_like(t) for t in tensors]
        self.second_moments = [torch.zeros_like(t) for t in tensors]
        self.steps = 0

    def bias_corrected(self, lrs: Sequence[float]) -> list[float]:
        """The learning rates of the next step, with Adam's correction for moments that start at zero."""
        self.steps += 1
        first, second = (1 - beta**self.steps for beta in BETAS)
        return [lr * math.sqrt(second) / first for lr in lrs]

    def step(self, grads: list[Tensor], lrs: Sequence[float | Tensor]) -> None:
        """Move every tensor where it may move, at its bias-corrected learning rate: one number, or one per entry."""
        beta1, beta2 = BETAS
        for index, (tensor, grad) in enumerate(zip(self._tensors, grads, strict=True)):
            first = self.first_moments[index].lerp_(grad, 1 - beta1)
            second = self.second_moments[index].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
            update = first / second.sqrt().add_(EPSILON)
            if self._masks is not None:
                update *= self._masks[index]
            tensor.sub_(update.mul_(lrs[index]))
