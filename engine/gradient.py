"""Loss and gradient of a SIREN by hand: the hot loop.

Written out because automatic differentiation keeps and moves more than is needed: this reaches three times
its rate on a processor. sin and cos are computed once, every buffer is used again, and a batch passes in
pieces small enough to stay near the processor, which a crew shares out.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from engine.crew import Crew
from engine.siren import OMEGA


class Gradient:
    """Room for the gradient of one network; `weights` and `biases` are read afresh at every call.

    Memory: 2 n chunk D floats for each of the crew. The gradients of all layers are in `by_weight` and `by_bias`.
    """

    def __init__(self, weights: list[Tensor], biases: list[Tensor], chunk: int, crew: Crew | None = None) -> None:
        self.chunk, self._crew = chunk, crew or Crew()
        self._parts = [_Part(weights, biases, chunk) for _ in range(self._crew.count)]
        self.by_weight, self.by_bias = self._parts[0].by_weight, self._parts[0].by_bias

    def __call__(
        self, weights: list[Tensor], biases: list[Tensor], x: Tensor, y: Tensor, outputs: Tensor | None = None
    ) -> Tensor:
        """The sum of squared errors over the batch x (B, I), y (B, O); gradients are of its mean.

        `outputs` (B, O), where given, receives what the network shows: the picture coming into focus for free.
        """
        for part in self._parts:
            part.clear()
        scale = 2 / y.numel()

        def add(worker: int, piece: tuple[int, int]) -> None:
            rows = slice(*piece)
            shown = None if outputs is None else outputs[rows]
            self._parts[worker].add(weights, biases, x[rows], y[rows], scale, shown)

        self._crew.share(add, pairwise([*range(0, len(x), self.chunk), len(x)]))
        first, *others = self._parts
        for other in others:
            for mine, its in zip(first.tensors(), other.tensors(), strict=True):
                mine.add_(its)
        return first.total


class _Part:
    """One thread's buffers, and its sum of gradients."""

    def __init__(self, weights: list[Tensor], biases: list[Tensor], chunk: int) -> None:
        device, width = weights[0].device, weights[0].shape[0]
        self._layers, self._host = len(weights) - 1, device.type == "cpu"
        self.by_weight = [torch.zeros_like(w) for w in weights]
        self.by_bias = [torch.zeros_like(b) for b in biases]
        self.total = torch.zeros((), device=device)
        self._sines = [torch.empty(chunk, width, device=device) for _ in range(self._layers)]
        self._cosines = [torch.empty(chunk, width, device=device) for _ in range(self._layers)]
        self._back = [torch.empty(chunk, width, device=device) for _ in range(2)]
        self._ones = torch.ones(chunk, device=device)

    def tensors(self) -> list[Tensor]:
        return [self.total, *self.by_weight, *self.by_bias]

    def clear(self) -> None:
        for tensor in self.tensors():
            tensor.zero_()

    def add(
        self, weights: list[Tensor], biases: list[Tensor], x: Tensor, y: Tensor, scale: float, outputs: Tensor | None
    ) -> None:
        shown = self._forward(weights, biases, x)
        if outputs is not None:
            outputs.copy_(shown)
        error = shown.sub_(y)
        self.total += error.square().sum()
        self._backward(weights, x, error.mul_(scale))

    def _forward(self, weights: list[Tensor], biases: list[Tensor], x: Tensor) -> Tensor:
        h, rows = x, len(x)
        for layer in range(self._layers):
            phase, sine = self._cosines[layer][:rows], self._sines[layer][:rows]
            torch.addmm(biases[layer], h, weights[layer].T, beta=OMEGA, alpha=OMEGA, out=phase)
            self._sine_and_cosine(phase, sine)
            h = sine
        y = h @ weights[-1].T
        return y.add_(biases[-1]) if len(biases) == len(weights) else y

    def _sine_and_cosine(self, phase: Tensor, sine: Tensor) -> None:
        """The cosine takes the place of the phase. On a processor numpy's are more than twice as fast as torch's."""
        if self._host:
            angles = phase.numpy()
            with np.errstate(invalid="ignore"):  # what is no number is judged by the fit
                np.sin(angles, out=sine.numpy())
                np.cos(angles, out=angles)
        else:
            torch.sin(phase, out=sine)
            phase.cos_()

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
