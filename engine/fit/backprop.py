"""Passes: a piece of a batch forward and back through a stack of networks, and the sum of its gradients.

Weights and biases of all layers but the last come times omega, so that a layer's product is the angle of its sines.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor

from engine.fit.parameters import FlatParameters
from engine.siren import OMEGA


class Backprop(ABC):
    """`flat` is the sum of the gradients and `total` (T,) that of each network's squared errors, since `begin`.

    `rough` are the floats that products of coarse gradients are made of.
    """

    rough: ClassVar[torch.dtype]

    def __init__(self, weights: list[Tensor], biases: list[Tensor]) -> None:
        self._layers, device, tiles = len(weights) - 1, weights[0].device, len(stacked(weights, biases)[0][0])
        self.flat, self.total = FlatParameters.like(weights, biases, device), torch.zeros(tiles, device=device)

    def begin(self, coarse: bool) -> None:
        """Sums are nothing again; hidden matrices come in rough floats from here on, or do not."""
        self._coarse = coarse
        self.total.zero_()
        self.flat.numbers.zero_()

    def add(
        self, weights: list[Tensor], biases: list[Tensor], tiles: slice, x: Tensor, y: Tensor, scale: float,
        outputs: Tensor | None,
    ) -> None:  # fmt: skip
        """Add the gradient of samples x (T, B, I), y (T, B, O) of these tiles, errors times `scale`.

        `outputs`, like y, gets what is shown.
        """
        sines, full = [x], len(biases) == len(weights)
        for layer in range(self._layers):
            sines.append(self._rise(layer, sines[-1], weights[layer], biases[layer]))
        shown = self._shown(sines[-1], weights[-1])
        if full:
            shown.add_(biases[-1])
        if outputs is not None:
            outputs.copy_(shown)
        error = shown.sub_(y)
        self.total[tiles].add_(error.square().sum((-2, -1)))
        by_weight, by_bias = ([g[tiles] for g in some] for some in stacked(self.flat.weights, self.flat.biases))
        if full:
            by_bias[-1].add_(error.sum(-2), alpha=scale)
        error, scale = self._entering(error, scale)
        error = self._down(self._layers, error, sines[-1], weights[-1], by_weight[-1], scale)
        for layer in range(self._layers - 1, -1, -1):
            error = self._fall(layer, error)
            by_bias[layer].add_(self._summed(error), alpha=scale * OMEGA)
            error = self._down(layer, error, sines[layer], weights[layer], by_weight[layer], scale * OMEGA)

    @abstractmethod
    def _rise(self, layer: int, below: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        """The sines of a layer (T, B, D), over what is below it (T, B, I)."""

    @abstractmethod
    def _shown(self, sines: Tensor, weight: Tensor) -> Tensor:
        """The product of the last layer (T, B, O), in float32."""

    def _entering(self, error: Tensor, scale: float) -> tuple[Tensor, float]:
        """The error (T, B, O) as it is to go back, and what its marks are to be multiplied by."""
        return error, scale

    @abstractmethod
    def _fall(self, layer: int, error: Tensor) -> Tensor:
        """The error times the cosines of the layer."""

    @abstractmethod
    def _summed(self, error: Tensor) -> Tensor:
        """Over all samples: (T, D)."""

    @abstractmethod
    def _down(
        self, layer: int, error: Tensor, below: Tensor, weight: Tensor, gradient: Tensor, scale: float
    ) -> Tensor:  # fmt: skip
        """The error through the layer's weight, whose gradient it adds to; of the first layer nobody asks for it."""


class HostPass(Backprop):
    """On a processor: buffers stay in its cache, and numpy's sines take less than half the time of torch's.

    Weights in bfloat16 have their products made in it. A piece has no more than `rows` samples.
    """

    rough = torch.bfloat16

    def __init__(self, weights: list[Tensor], biases: list[Tensor], rows: int) -> None:
        super().__init__(weights, biases)
        width, n = weights[0].shape[-2], self._layers
        self._sines, self._cosines, self._errors = (
            [torch.empty(rows, width) for _ in range(count)] for count in (n, n, 2)
        )
        self._rough_sines: list[Tensor] = []  # room for them is made by the first product in bfloat16
        self._rough: list[Tensor] = []

    def _rise(self, layer: int, below: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        sines, angles = _room(self._sines[layer], below), _room(self._cosines[layer], below)
        if self._coarse and layer:
            if not self._rough:
                self._rough_sines, self._rough = (
                    [torch.empty_like(self._errors[0], dtype=self.rough) for _ in range(count)]
                    for count in (self._layers - 1, 2)
                )
            rough = _room(self._rough_sines[layer - 1], below).copy_(below)
            angles.copy_(torch.bmm(rough, weight.mT, out=_room(self._rough[0], below))).add_(bias)
        else:
            torch.baddbmm(bias, below, weight.mT, out=angles)
        turned = angles.numpy()
        with np.errstate(invalid="ignore"):  # what is no number is judged by the fit
            np.sin(turned, out=sines.numpy())
            np.cos(turned, out=turned)
        return sines

    def _shown(self, sines: Tensor, weight: Tensor) -> Tensor:
        return sines @ weight.mT

    def _fall(self, layer: int, error: Tensor) -> Tensor:
        return error.mul_(_room(self._cosines[layer], error))

    def _summed(self, error: Tensor) -> Tensor:
        return error.sum(-2)

    def _down(
        self, layer: int, error: Tensor, below: Tensor, weight: Tensor, gradient: Tensor, scale: float
    ) -> Tensor:  # fmt: skip
        room = _room(self._errors[(self._layers - layer) % 2], error)
        if self._coarse and 0 < layer < self._layers:
            rough, product = (_room(buffer, error) for buffer in self._rough)
            rough.copy_(error)
            gradient.add_(torch.bmm(rough.mT, _room(self._rough_sines[layer - 1], error)), alpha=scale)
            return room.copy_(torch.bmm(rough, weight, out=product))
        gradient.baddbmm_(error.mT, below, alpha=scale)
        return torch.bmm(error, weight, out=room) if layer else error


def stacked(weights: list[Tensor], biases: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    """Each with a first axis for the networks of a stack: of one, where it has none."""
    return (
        [w if w.dim() == 3 else w.unsqueeze(0) for w in weights],
        [b if b.dim() == 2 else b.unsqueeze(0) for b in biases],
    )


def _room(buffer: Tensor, x: Tensor) -> Tensor:
    """The part of a buffer for as many samples as in x (T, B, ...): (T, B, D)."""
    tiles, rows, _ = x.shape
    return buffer[: tiles * rows].view(tiles, rows, -1)
