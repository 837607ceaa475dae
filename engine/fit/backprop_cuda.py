"""Forward and backward pass on a GPU, which waits for its memory: every number is read and written as rarely as can be.

What each part of a layer takes, 65,536 samples at a width of 256, in microseconds: a product in float32 190, in TF32
42, in float16 23; a bias within the product 1, added before it 60; sine 34; sum over the samples 95, as a product 20.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import torch
from torch import Tensor

from engine.fit.backprop import Backprop
from engine.fit.parameters import FlatParameters
from engine.siren import OMEGA

# Gradients are multiplied by this in float16: its smallest number is 6e-8, and at 60 dB an error is 1e-3.
LOSS_SCALE: Final = 64.0
SINE_BACKWARD: Final = "template <typename T> T sine_backward(T grad, T angle) { return grad * ::cosf(angle); }"


class CudaBackprop(Backprop):
    """On a GPU: large chunks, and torch's own memory allocator.

    Angles are kept instead of cosines, and one kernel takes the cosine and multiplies by it. In low precision weights
    and activations are float16: as many digits as TF32 looks at, and half as much to be read.
    """

    low_dtype = torch.float16

    def __init__(self, weights: list[Tensor], biases: list[Tensor]) -> None:
        super().__init__(weights, biases)
        self._angles = [self.squared_error] * self._layers  # (T, B, D) of each hidden layer, of the latest chunk

    def prepared(self, weights: list[Tensor], biases: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        """All layers but the last are multiplied by omega, by one kernel; hidden biases are in the low dtype, too."""
        scaled, last = FlatParameters.copy_of(weights, biases), self._layers
        scaled.data.mul_(OMEGA)
        low = scaled.to(self.low_dtype) if self._low_precision else scaled
        scaled_biases = [scaled.biases[0], *low.biases[1:last], *biases[last:]]
        return [scaled.weights[0], *low.weights[1:-1], weights[-1]], [b.unsqueeze(-2) for b in scaled_biases]

    def _forward(self, layer: int, inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        if len(weight) == 1:  # a bias that is a vector costs nothing
            angles = torch.addmm(bias[0, 0], inputs[0], weight[0].mT)[None]
        else:
            angles = torch.baddbmm(bias, inputs, weight.mT)
        self._angles[layer] = angles
        return self._to_low(torch.sin(angles))

    def _to_low(self, tensor: Tensor) -> Tensor:
        return tensor.to(self.low_dtype) if self._low_precision else tensor

    def _forward_output(self, activation: Tensor, weight: Tensor) -> Tensor:
        return _matmul_float32(activation, self._to_low(weight).mT)

    def _scale_loss(self, grad: Tensor, scale: float) -> tuple[Tensor, float]:
        return ((grad * LOSS_SCALE).to(self.low_dtype), scale / LOSS_SCALE) if self._low_precision else (grad, scale)

    def _sine_backward(self, layer: int, grad: Tensor) -> Tensor:
        return _sine_backward_on(grad.device)(grad, self._angles[layer])

    def _sum_over_samples(self, grad: Tensor) -> Tensor:
        tiles, samples, _ = grad.shape  # as a product with ones it takes a quarter of the time
        return _matmul_float32(grad.new_ones(tiles, 1, samples), grad).squeeze(-2)

    def _linear_backward(
        self, layer: int, grad: Tensor, inputs: Tensor, weight: Tensor, weight_grad: Tensor, scale: float
    ) -> Tensor:  # fmt: skip
        weight_grad.add_(_matmul_float32(grad.mT, inputs), alpha=scale)
        if layer < 2:  # the first layer stays in float32: its angles are too large for float16
            return _matmul_float32(grad, weight) if layer else grad
        return grad @ self._to_low(weight)


def _matmul_float32(left: Tensor, right: Tensor) -> Tensor:
    """The product in float32, also of float16 tensors: sums over all samples are too large for that."""
    return torch.bmm(left, right) if left.dtype == torch.float32 else torch.bmm(left, right, out_dtype=torch.float32)


@cache
def _sine_backward_on(device: torch.device) -> Callable[[Tensor, Tensor], Tensor]:
    """A function grad * cos(angles): one kernel where torch's own compiler for CUDA is available, else two."""
    two_kernels = lambda grad, angles: grad * torch.cos(angles)  # noqa: E731
    if device.type != "cuda":
        return two_kernels
    try:
        kernel: Callable[[Tensor, Tensor], Tensor] = torch.cuda.jiterator._create_jit_fn(SINE_BACKWARD)
        kernel(*torch.ones(2, 1, device=device))
    except RuntimeError:
        return two_kernels
    return kernel
