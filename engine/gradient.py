"""Loss and gradient of a SIREN by hand: the hot loop.

Written out because automatic differentiation keeps and moves more than is needed: this reaches three times
its rate on a processor. sin and cos are computed once, every buffer is used again, and a batch passes in
pieces small enough to stay near the processor, which a crew shares out. A coarse gradient has the products of its
hidden matrices in bfloat16, off by 5 % of its length, far less than a batch is from the whole medium; on a graphics
card in TF32, eight times as close.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from engine.crew import Crew
from engine.siren import OMEGA


class Gradient:
    """Room for the gradient of a network or a stack; `weights` and `biases` are read afresh at every call.

    Memory: 3 n chunk D floats for each of the crew. The gradients of all layers are in `by_weight` and `by_bias`.
    """

    def __init__(self, weights: list[Tensor], biases: list[Tensor], chunk: int, crew: Crew | None = None) -> None:
        self.chunk, self._crew = chunk, crew or Crew()
        self._parts = [_Part(weights, biases, chunk) for _ in range(self._crew.count)]
        self.by_weight, self.by_bias = self._parts[0].by_weight, self._parts[0].by_bias

    def __call__(
        self, weights: list[Tensor], biases: list[Tensor], x: Tensor, y: Tensor, outputs: Tensor | None = None,
        coarse: bool = False,
    ) -> Tensor:  # fmt: skip
        """The sum of squared errors over the batch x (B, I), y (B, O); gradients are of its mean.

        For a stack of networks x is (T, B, I) and y (T, B, O). `outputs`, like y, receives what the network
        shows where it is given: the picture coming into focus for free.
        """
        for part in self._parts:
            part.clear()
            part.coarse = coarse
        stack = [_stacked(w, 3) for w in weights], [_stacked(b, 2) for b in biases]
        host = x.device.type == "cpu"
        rough = [(w * OMEGA).bfloat16() for w in stack[0][1:-1]] if coarse and host else []  # of the hidden matrices
        x, y = _stacked(x, 3), _stacked(y, 3)
        shown = None if outputs is None else _stacked(outputs, 3)
        scale = 2 / y[0].numel()  # of each network's own mean: none waits for another

        def add(worker: int, piece: tuple[slice, slice]) -> None:
            into = None if shown is None else shown[piece]
            self._parts[worker].add((*stack, rough), piece, x[piece], y[piece], scale, into)

        self._crew.share(add, self._pieces(len(x), x.shape[1]))
        first, *others = self._parts
        for other in others:
            for mine, its in zip(first.tensors(), other.tensors(), strict=True):
                mine.add_(its)
        return first.total

    def _pieces(self, tiles: int, rows: int) -> list[tuple[slice, slice]]:
        """Networks and rows of a batch, equally many at once, so that there are about `chunk` samples."""
        parts = max(1, round(rows / self.chunk))
        ends = [rows * part // parts for part in range(parts + 1)]
        together = max(1, self.chunk // rows)
        return [
            (slice(first, min(first + together, tiles)), slice(start, stop))
            for first in range(0, tiles, together)
            for start, stop in pairwise(ends)
        ]


class _Part:
    """One thread's buffers, and its sum of gradients; all of it for a stack, if only of one network."""

    def __init__(self, weights: list[Tensor], biases: list[Tensor], chunk: int) -> None:
        device, width = weights[0].device, weights[0].shape[-2]
        self._layers, self._host = len(weights) - 1, device.type == "cpu"
        self.coarse = False
        self.by_weight = [torch.zeros_like(w) for w in weights]
        self.by_bias = [torch.zeros_like(b) for b in biases]
        self.total = torch.zeros((), device=device)
        room = chunk + chunk // 2  # a piece is no more than that
        self._sines = [torch.empty(room, width, device=device) for _ in range(self._layers)]
        self._cosines = [torch.empty(room, width, device=device) for _ in range(self._layers)]
        self._back = [torch.empty(room, width, device=device) for _ in range(2)]
        self._rough_sines: list[Tensor] = []  # room for them is made by the first coarse gradient
        self._rough: list[Tensor] = []

    def tensors(self) -> list[Tensor]:
        return [self.total, *self.by_weight, *self.by_bias]

    def clear(self) -> None:
        for tensor in self.tensors():
            tensor.zero_()

    def add(
        self, stack: tuple[list[Tensor], ...], piece: tuple[slice, slice], x: Tensor, y: Tensor, scale: float,
        outputs: Tensor | None,
    ) -> None:  # fmt: skip
        tiles = piece[0]
        weights, biases, rough = ([t[tiles] for t in tensors] for tensors in stack)
        if rough and not self._rough:
            self._rough_sines, self._rough = (
                [torch.empty_like(self._back[0], dtype=torch.bfloat16) for _ in range(count)]
                for count in (self._layers - 1, 2)
            )
        shown = self._forward(weights, [b.unsqueeze(-2) for b in biases], rough, x)
        if outputs is not None:
            outputs.copy_(shown)
        error = shown.sub_(y)
        self.total += error.square().sum()
        self._backward(tiles, weights, rough, x, error.mul_(scale))

    def _room(self, buffer: Tensor, x: Tensor) -> Tensor:
        """The part of a buffer for the samples x (T, B, I): (T, B, D)."""
        tiles, rows, _ = x.shape
        return buffer[: tiles * rows].view(tiles, rows, -1)

    def _forward(self, weights: list[Tensor], biases: list[Tensor], rough: list[Tensor], x: Tensor) -> Tensor:
        h = x
        for layer in range(self._layers):
            phase, sine = self._room(self._cosines[layer], x), self._room(self._sines[layer], x)
            if rough and layer:
                below = self._room(self._rough_sines[layer - 1], x).copy_(h)
                product = torch.bmm(below, rough[layer - 1].mT, out=self._room(self._rough[0], x))
                phase.copy_(product).add_(biases[layer], alpha=OMEGA)
            else:
                self._choose_products(layer)
                torch.baddbmm(biases[layer], h, weights[layer].mT, beta=OMEGA, alpha=OMEGA, out=phase)
            self._sine_and_cosine(phase, sine)
            h = sine
        self._choose_products(self._layers)
        y = h @ weights[-1].mT
        return y.add_(biases[-1]) if len(biases) == len(weights) else y

    def _choose_products(self, layer: int) -> None:
        """How a graphics card makes a layer's: coarse ones of hidden matrices, the first layer's angles are too large.

        A gradient ends with the first layer, and so leaves float32 behind.
        """
        if not self._host:
            between = 0 < layer < self._layers
            torch.backends.cuda.matmul.fp32_precision = "tf32" if self.coarse and between else "ieee"

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

    def _backward(
        self, tiles: slice, weights: list[Tensor], rough: list[Tensor], x: Tensor, error: Tensor
    ) -> None:  # fmt: skip
        last = self._layers
        by_weight, by_bias = (
            [_stacked(g, 3)[tiles] for g in self.by_weight],
            [_stacked(g, 2)[tiles] for g in self.by_bias],
        )
        by_weight[last].baddbmm_(error.mT, self._room(self._sines[last - 1], x))
        if len(by_bias) == len(by_weight):
            by_bias[last].add_(error.sum(-2))
        back = torch.bmm(error, weights[last], out=self._room(self._back[0], x))
        for layer in range(last - 1, -1, -1):
            back.mul_(self._room(self._cosines[layer], x))
            by_bias[layer].add_(back.sum(-2), alpha=OMEGA)
            room = self._room(self._back[(last - layer) % 2], x)
            if rough and layer:
                half, product = (self._room(buffer, x) for buffer in self._rough)
                half.copy_(back)
                by_weight[layer].add_(torch.bmm(half.mT, self._room(self._rough_sines[layer - 1], x)), alpha=OMEGA)
                back = room.copy_(torch.bmm(half, rough[layer - 1], out=product))
                continue
            below = self._room(self._sines[layer - 1], x) if layer else x
            self._choose_products(layer)
            by_weight[layer].baddbmm_(back.mT, below, alpha=OMEGA)
            if layer:
                back = torch.baddbmm(room, back, weights[layer], beta=0, alpha=OMEGA, out=room)


def _stacked(tensor: Tensor, axes: int) -> Tensor:
    """The tensor with a first axis for the networks of a stack: of one, where it has none."""
    return tensor if tensor.dim() == axes else tensor.unsqueeze(0)
