"""Muon's update of a stack of narrow matrices on the CPU in float32: one call of compiled kernels."""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor

from engine.fit.llvm import whole_vectors
from engine.fit.tape import Tape, shared_buffers

MOMENTUM: Final = 0.95
NEWTON_SCHULZ: Final = (3.4445, -4.7750, 2.0315)  # coefficients of the quintic that takes singular values near one
NEWTON_SCHULZ_STEPS: Final = 3  # five fit no better: 33.5 and 32.6 dB either way, two photos in 350 steps


class CompiledUpdate:
    """Moves matrices one after another, each along the orthogonal one nearest to its momentum; for one thread."""

    def __init__(self) -> None:
        self._tapes: dict[tuple[object, ...], tuple[Tape, dict[str, Tensor]]] = {}

    def __call__(self, matrix: Tensor, grad: Tensor, momentum: Tensor, mask: Tensor | None, lr: Tensor) -> None:
        """All of them are (L, R, C) or (R, C), in any strides; the mask may be None, `lr` is one number."""
        tensors = {"matrix": matrix, "grad": grad, "momentum": momentum}
        tensors["mask"] = torch.ones(()).expand_as(matrix) if mask is None else mask
        if matrix.dim() == 2:
            tensors = {name: tensor.unsqueeze(0) for name, tensor in tensors.items()}
        if matrix.shape[-2] > matrix.shape[-1]:  # the product with the transpose is to be the small one
            tensors = {name: tensor.mT for name, tensor in tensors.items()}
        tensors["lr"] = lr.expand(len(tensors["matrix"]))
        key = tuple((tensor.shape[1:], tensor.stride()) for tensor in tensors.values())
        if key not in self._tapes:
            buffers = _buffers(*tensors["matrix"].shape[1:])
            self._tapes[key] = _tape({**tensors, **buffers}), buffers
        tape, buffers = self._tapes[key]
        tape.run({**tensors, **buffers}, len(tensors["matrix"]))


def _buffers(rows: int, columns: int) -> dict[str, Tensor]:
    """What every matrix in turn uses; rows are filled up to whole vectors with zeros, which stay."""
    wide, square = ((rows, whole_vectors(size)) for size in (columns, rows))
    return shared_buffers({"update": wide, "next": wide, "gram": square, "polynomial": square})


def _tape(tensors: dict[str, Tensor]) -> Tape:
    """Record the momentum, Newton-Schulz as in `orthogonalised`, and the step."""
    tape = Tape(tensors)
    matrix, grad, momentum, update, following, gram, polynomial = (
        tape[name] for name in ("matrix", "grad", "momentum", "update", "next", "gram", "polynomial")
    )
    (rows, columns), (_, width), (a, b, c) = matrix.shape, update.shape, NEWTON_SCHULZ
    strides = *grad.strides, *momentum.strides
    tape.record("nesterov", (grad, momentum, update), (rows, columns, width, *strides), 1 - MOMENTUM, MOMENTUM)
    tape.record("normalise", (update,), (rows * width,))
    tape.record("inner_products", (gram, update, update), (rows, rows, width, gram.strides[0]), 1.0)
    tape.record("bound", (gram, update), (rows * gram.shape[1], rows * width))
    for steps_left in reversed(range(NEWTON_SCHULZ_STEPS)):
        square, wide = ((rows, rows, out.shape[1], *gram.strides) for out in (gram, update))
        tape.record("product_and_sum", (polynomial, gram, gram, gram), square, c, b / c)
        tape.record("product_and_sum", (following, polynomial, update, update), wide, 1.0, a)
        update, following = following, update
        if steps_left:
            tape.record("inner_products", (gram, update, update), (rows, rows, width, gram.strides[0]), 1.0)
    strides = *matrix.strides, *tape["mask"].strides
    tape.record("descend", (matrix, update, tape["mask"], tape["lr"]), (rows, columns, width, *strides))
    return tape
