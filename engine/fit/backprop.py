"""Forward and backward pass of a stack of SIRENs, written out by hand, on the CPU; `backprop_cuda` has the GPU's.

Shapes: T networks of a stack (tiles), B samples of a chunk for each, I inputs, D units (the width), O outputs.
A layer's angles are the arguments of its sines: omega times its linear part.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Final

import torch
from torch import Tensor

from engine.fit.parameters import WHOLE, FlatParameters, free_blocks
from engine.fit.sincos import sincos
from engine.siren import OMEGA

MIN_FROZEN: Final = 64  # units: the products of what is left are narrow, and of fewer units they take longer than one


class Backprop(ABC):
    """Adds, since `begin`, to the gradient of the loss, and to the `squared_error` (T,) of each network.

    In low precision the products of the hidden matrices are made in `low_dtype`.
    """

    low_dtype: ClassVar[torch.dtype]

    def __init__(self, weights: list[Tensor], biases: list[Tensor]) -> None:
        self._layers, device, tiles = len(weights) - 1, weights[0].device, len(as_stack(weights, biases)[0][0])
        self.squared_error = torch.zeros(tiles, device=device)

    def begin(self, grads: FlatParameters, low_precision: bool) -> None:
        """From here on gradients are added to `grads`, and hidden matrices come in `low_dtype`, or do not."""
        self._grads, self._low_precision = as_stack(grads.weights, grads.biases), low_precision
        self.squared_error.zero_()

    @abstractmethod
    def prepared(self, weights: list[Tensor], biases: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        """The stack as `accumulate` takes it, with hidden weights in `low_dtype` where precision is low.

        The biases (T, 1, fan_out) of all layers but the last come multiplied by omega.
        """

    def accumulate(
        self, weights: list[Tensor], biases: list[Tensor], tiles: slice, x: Tensor, y: Tensor, grad_scale: float,
        outputs: Tensor | None,
    ) -> None:  # fmt: skip
        """Add the gradient of `grad_scale` / 2 times the squared error of a chunk: x (T, B, I) and y (T, B, O).

        The weights and biases are those of `tiles` alone. `outputs`, like y, receives what the networks show.
        """
        activations, has_output_bias = [x], len(biases) == len(weights)  # (T, B, I), then (T, B, D) of each layer
        for layer in range(self._layers):
            activations.append(self._forward(layer, activations[-1], weights[layer], biases[layer]))
        predicted = self._forward_output(activations[-1], weights[-1])  # (T, B, O)
        if has_output_bias:
            predicted.add_(biases[-1])
        if outputs is not None:
            outputs.copy_(predicted)
        grad = predicted.sub_(y)  # (T, B, O); from here on the gradient of what a layer gives, but for its scale
        self.squared_error[tiles].add_(grad.square().sum((-2, -1)))
        weight_grads, bias_grads = ([g[tiles] for g in some] for some in self._grads)
        if has_output_bias:
            bias_grads[-1].add_(grad.sum(-2), alpha=grad_scale)
        grad, scale = self._scale_loss(grad, grad_scale)
        grad = self._linear_backward(self._layers, grad, activations[-1], weights[-1], weight_grads[-1], scale)
        for layer in range(self._layers - 1, -1, -1):
            grad = self._sine_backward(layer, grad)  # (T, B, D)
            bias_grads[layer].add_(self._sum_over_samples(grad), alpha=scale * OMEGA)
            inputs, weight_grad = activations[layer], weight_grads[layer]
            grad = self._linear_backward(layer, grad, inputs, weights[layer], weight_grad, scale * OMEGA)

    @abstractmethod
    def _forward(self, layer: int, inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        """The sines (T, B, D) of a hidden layer, of its inputs (T, B, I or D)."""

    @abstractmethod
    def _forward_output(self, activation: Tensor, weight: Tensor) -> Tensor:
        """The linear output layer (T, B, O) without its bias, in float32."""

    def _scale_loss(self, grad: Tensor, scale: float) -> tuple[Tensor, float]:
        """The gradient (T, B, O) with a loss scale, and what gradients of parameters have to be multiplied by then."""
        return grad, scale

    @abstractmethod
    def _sine_backward(self, layer: int, grad: Tensor) -> Tensor:
        """The gradient through a layer's sines (T, B, D): times their cosines."""

    @abstractmethod
    def _sum_over_samples(self, grad: Tensor) -> Tensor:
        """The gradient of a bias (T, D), but for its scale."""

    @abstractmethod
    def _linear_backward(
        self, layer: int, grad: Tensor, inputs: Tensor, weight: Tensor, weight_grad: Tensor, scale: float
    ) -> Tensor:  # fmt: skip
        """Add to the gradient of a layer's weight, and give that of its inputs; the first layer's are not needed."""


class CpuBackprop(Backprop):
    """On a CPU: buffers that stay in its cache, and sines and cosines in one pass.

    A chunk has at most `rows` samples. Hidden weights between any two of the first `frozen_units`, where these are many
    enough, get no gradient.
    """

    low_dtype = torch.bfloat16

    def __init__(self, weights: list[Tensor], biases: list[Tensor], rows: int, frozen_units: int = 0) -> None:
        super().__init__(weights, biases)
        width, n = weights[0].shape[-2], self._layers
        self._free = free_blocks(frozen_units if frozen_units >= MIN_FROZEN else 0)
        self._sines, self._cosines, self._buffers = (
            [torch.empty(rows, width) for _ in range(count)] for count in (n, n, 2)
        )
        self._low_activations: list[Tensor] = []  # allocated by the first chunk in bfloat16
        self._low_buffers: list[Tensor] = []

    def prepared(self, weights: list[Tensor], biases: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        """Weights stay as they are: omega is a factor of each product, which costs nothing."""
        if self._low_precision:
            weights = [weights[0], *(w.to(self.low_dtype) for w in weights[1:-1]), weights[-1]]
        scaled = [b * OMEGA if layer < self._layers else b for layer, b in enumerate(biases)]
        return weights, [b.unsqueeze(-2) for b in scaled]

    def _forward(self, layer: int, inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        sines, angles = _first_rows(self._sines[layer], inputs), _first_rows(self._cosines[layer], inputs)  # (T, B, D)
        if self._low_precision and layer:
            if not self._low_buffers:
                self._low_activations, self._low_buffers = (
                    [torch.empty_like(self._buffers[0], dtype=self.low_dtype) for _ in range(count)]
                    for count in (self._layers - 1, 2)
                )
            low_inputs = _first_rows(self._low_activations[layer - 1], inputs).copy_(inputs)
            product = torch.bmm(low_inputs, weight.mT, out=_first_rows(self._low_buffers[0], inputs))
            torch.add(bias, product, alpha=OMEGA, out=angles)
        else:
            torch.baddbmm(bias, inputs, weight.mT, alpha=OMEGA, out=angles)
        sincos()(angles, sines)  # validation finds values that are not finite
        return sines

    def _forward_output(self, activation: Tensor, weight: Tensor) -> Tensor:
        return activation @ weight.mT

    def _sine_backward(self, layer: int, grad: Tensor) -> Tensor:
        return grad.mul_(_first_rows(self._cosines[layer], grad))

    def _sum_over_samples(self, grad: Tensor) -> Tensor:
        return grad.sum(-2)

    def _linear_backward(
        self, layer: int, grad: Tensor, inputs: Tensor, weight: Tensor, weight_grad: Tensor, scale: float
    ) -> Tensor:  # fmt: skip
        input_grad = _first_rows(self._buffers[(self._layers - layer) % 2], grad)  # two buffers take turns
        if self._low_precision and 0 < layer < self._layers:
            low_grad, product = (_first_rows(buffer, grad) for buffer in self._low_buffers)
            low_grad.copy_(grad)
            low_inputs = _first_rows(self._low_activations[layer - 1], grad)
            for rows, columns in self._free:
                block = torch.bmm(low_grad[..., rows].mT, low_inputs[..., columns])
                weight_grad[..., rows, columns].add_(block, alpha=scale)
            return torch.mul(torch.bmm(low_grad, weight, out=product), OMEGA, out=input_grad)
        if layer == 0:  # the other way round it takes six times as long for so few inputs
            weight_grad.add_(torch.bmm(inputs.mT, grad).mT, alpha=scale)
            return grad
        for rows, columns in self._free if layer < self._layers else WHOLE:
            block = torch.bmm(grad[..., rows].mT, inputs[..., columns])
            weight_grad[..., rows, columns].add_(block, alpha=scale)
        if layer == self._layers:
            return torch.bmm(grad, weight, out=input_grad)
        return torch.baddbmm(input_grad, grad, weight, beta=0, alpha=OMEGA, out=input_grad)


def as_stack(weights: list[Tensor], biases: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    """Weights (T, fan_out, fan_in) and biases (T, fan_out); a single network is a stack of one."""
    return (
        [w if w.dim() == 3 else w.unsqueeze(0) for w in weights],
        [b if b.dim() == 2 else b.unsqueeze(0) for b in biases],
    )


def _first_rows(buffer: Tensor, x: Tensor) -> Tensor:
    """The first rows of a buffer (rows, D) as (T, B, D), for x (T, B, ...)."""
    tiles, samples, _ = x.shape
    return buffer[: tiles * samples].view(tiles, samples, -1)
