"""Card: a pass on a graphics card, which waits for its memory: every number is read and written as seldom as can be."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import torch
from torch import Tensor

from engine.fit.backprop import Backprop

# Errors go back through half floats so many times larger: the smallest of these is 6e-8, and at 60 dB an error 1e-3.
BOOST: Final = 64.0
FALL: Final = "template <typename T> T fall(T error, T angle) { return error * ::cosf(angle); }"


class CardPass(Backprop):
    """Of batches in large pieces; memory is torch's to hand out and to use again.

    Angles are kept instead of cosines, and one kernel finds these and multiplies by them. Weights in half floats have
    all of their layer in them: as many digits as TF32 looks at, and half of what is to be read.
    """

    rough = torch.float16

    def __init__(self, weights: list[Tensor], biases: list[Tensor]) -> None:
        super().__init__(weights, biases)
        self._angles = [self.total] * self._layers  # of this piece

    def _rise(self, layer: int, below: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        if len(weight) == 1:  # then a bias, as a vector, costs nothing
            angles = torch.addmm(bias[0, 0], below[0], weight[0].mT)[None]
        else:
            angles = torch.baddbmm(bias, below, weight.mT)
        self._angles[layer] = angles
        return self._kept(torch.sin(angles))

    def _kept(self, tensor: Tensor) -> Tensor:
        return tensor.to(self.rough) if self._coarse else tensor

    def _shown(self, sines: Tensor, weight: Tensor) -> Tensor:
        return _product(sines, self._kept(weight).mT)

    def _entering(self, error: Tensor, scale: float) -> tuple[Tensor, float]:
        return ((error * BOOST).to(self.rough), scale / BOOST) if self._coarse else (error, scale)

    def _fall(self, layer: int, error: Tensor) -> Tensor:
        return _fall(error.device)(error, self._angles[layer])

    def _summed(self, error: Tensor) -> Tensor:
        tiles, rows, _ = error.shape  # as a product it takes a quarter of the time
        return _product(error.new_ones(tiles, 1, rows), error).squeeze(-2)

    def _down(
        self, layer: int, error: Tensor, below: Tensor, weight: Tensor, gradient: Tensor, scale: float
    ) -> Tensor:  # fmt: skip
        gradient.add_(_product(error.mT, below), alpha=scale)
        if layer < 2:  # the first layer's angles are too large for half floats
            return _product(error, weight) if layer else error
        return error @ self._kept(weight)


def _product(left: Tensor, right: Tensor) -> Tensor:
    """In float32, also of half floats: sums over all samples are too large for these."""
    return torch.bmm(left, right) if left.dtype == torch.float32 else torch.bmm(left, right, out_dtype=torch.float32)


@cache
def _fall(device: torch.device) -> Callable[[Tensor, Tensor], Tensor]:
    """An error times cosines: by one kernel where what comes with torch compiles it, else by two."""
    plain = lambda error, angles: error * torch.cos(angles)  # noqa: E731
    if device.type != "cuda":
        return plain
    try:
        kernel: Callable[[Tensor, Tensor], Tensor] = torch.cuda.jiterator._create_jit_fn(FALL)
        kernel(*torch.ones(2, 1, device=device))
    except RuntimeError:
        return plain
    return kernel
