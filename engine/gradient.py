"""Loss and gradient of a SIREN by hand: the hot loop.

Written out because automatic differentiation keeps and moves more than is needed: this reaches twice
its rate on a processor. sin and cos are computed once, every buffer is used again, and a batch passes in
pieces small enough to stay near the processor.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor

from engine.siren import OMEGA


class Gradient:
    """Room for the gradient of one network; `weights` and `biases` are read afresh at every call.

    Memory: 2 n chunk D floats. The gradients of all layers are in `by_weight` and `by_bias`.
    """

    def __init__(self, weights: list[Tensor], biases: list[Tensor], chunk: int) -> None:
        device, width = weights[0].device, weights[0].shape[0]
        self.chunk, self._layers = chunk, len(weights) - 1
        self.by_weight = [torch.zeros_like(w) for w in weights]
        self.by_bias = [torch.zeros_like(b) for b in biases]
        self._sines = [torch.empty(chunk, width, device=device) for _ in range(self._layers)]
        self._cosines = [torch.empty(chunk, width, device=device) for _ in range(self._layers)]
        self._back = [torch.empty(chunk, width, device=device) for _ in range(2)]
        self._ones = torch.ones(chunk, device=device)

    def __call__(
        self, weights: list[Tensor], biases: list[Tensor], x: Tensor, y: Tensor, outputs: Tensor | None = None
    ) -> Tensor:
        """The sum of squared errors over the batch x (B, I), y (B, O); gradients are of its mean.

        `outputs` (B, O), where given, receives what the network shows: the picture coming into focus for free.
        """
        for gradient in (*self.by_weight, *self.by_bias):
            gradient.zero_()
        total = torch.zeros((), device=x.device)
        for start, stop in pairwise([*range(0, len(x), self.chunk), len(x)]):
            shown = self._forward(weights, biases, x[start:stop])
            if outputs is not None:
                outputs[start:stop] = shown
            error = shown.sub_(y[start:stop])
            total += error.square().sum()
            self._backward(weights, x[start:stop], error.mul_(2 / y.numel()))
        return total

    def _forward(self, weights: list[Tensor], biases: list[Tensor], x: Tensor) -> Tensor:
        h, rows = x, len(x)
        for layer in range(self._layers):
            phase = self._cosines[layer][:rows]
            torch.addmm(biases[layer], h, weights[layer].T, beta=OMEGA, alpha=OMEGA, out=phase)
            h = torch.sin(phase, out=self._sines[layer][:rows])
            phase.cos_()
        y = h @ weights[-1].T
        return y.add_(biases[-1]) if len(biases) == len(weights) else y

    def _backward(self, weights: list[Tensor], x: Tensor, error: Tensor) -> None:
        rows, last = len(x), self._layers
        ones = self._ones[:rows]
        self.by_weight[last].addmm_(error.T, self._sines[last - 1][:rows])
        if len(self.by_bias) == len(self.by_weight):
            self.by_bias[last].addmv_(error.T, ones)
        back = torch.mm(error, weights[last], out=self._back[0][:rows])
        for layer in range(last - 1, -1, -1):
            back.mul_(self._cosines[layer][:rows])
            below = self._sines[layer - 1][:rows] if layer else x
            self.by_weight[layer].addmm_(back.T, below, alpha=OMEGA)
            self.by_bias[layer].addmv_(back.T, ones, alpha=OMEGA)
            if layer:
                room = self._back[(last - layer) % 2][:rows]
                back = torch.addmm(room, back, weights[layer], beta=0, alpha=OMEGA, out=room)
