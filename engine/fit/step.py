"""Step: all arithmetic of one step of a fit, on one device: what is shown, the gradient, and the masked update."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.fit.cuda_graph import CudaGraphs
from engine.fit.gradient import Gradient
from engine.fit.optimizer import Adam, Muon
from engine.fit.parameters import FlatParameters
from engine.fit.schedule import QuantGrid, rounded
from engine.fit.thread_pool import ThreadPool
from engine.siren import Siren


@dataclass(frozen=True, slots=True)
class Kind:
    """What the steps of one recording have in common: whether their products are coarse, and their weights rounded."""

    coarse: bool = False
    rounds: bool = False


class Step:
    """`weights` and `biases` are the network's own, changed in place; where the mask is zero they never are.

    `shown` is what the network last showed at each sample, and `total` (T,) the sum of squared errors of each network
    of a stack since it was set to zero. `lattices` are what the hidden matrices are rounded to, in steps that round.
    The first weights of each medium's networks move `first` (M,) times as far as all else that is no hidden matrix.
    """

    def __init__(
        self, network: Siren, mask: Siren | None, lattices: QuantGrid | None, shown: Tensor, first: Tensor, chunk: int,
        crew: ThreadPool,
    ) -> None:  # fmt: skip
        device = shown.device
        network, mask = network.to(device), None if mask is None else mask.to(device)
        self._flat = FlatParameters.packed(network.weights, network.biases)
        self.weights, self.biases = self._flat.weights, self._flat.biases
        self.shown, self.total = shown, torch.zeros(network.architecture.tiles, device=device)
        self._lattices, self._crew = lattices, crew
        masks = None if mask is None else FlatParameters.packed(mask.weights, mask.biases)
        self._muon = Muon(self._matrices(self._flat), None if masks is None else self._matrices(masks), crew)
        self._adam = Adam([self._flat.vectors], None if masks is None else [masks.vectors])
        scale = FlatParameters.like(self.weights, self.biases, device)
        scale.vectors.fill_(1)
        scale.weights[0].view(len(first), -1).copy_(first[:, None])
        self._scale, self._rates = scale.vectors, torch.zeros(2, device=device)  # Muon's rate, then Adam's
        self.make_room(chunk)

    def _matrices(self, flat: FlatParameters) -> list[Tensor]:
        """What Muon moves at once: on a processor each of its threads another, elsewhere all hidden matrices."""
        return flat.weights[1:-1] if self.shown.device.type == "cpu" else [flat.hidden]

    def make_room(self, chunk: int) -> None:
        """From now on a batch passes in pieces of so many samples."""
        self._gradient = Gradient(self.weights, self.biases, chunk, self._crew)
        self._replay = CudaGraphs() if self.shown.device.type == "cuda" else None

    def __call__(self, batch: tuple[Tensor, Tensor, Tensor], rate: float, adam_lr: float, kind: Kind) -> None:
        """Take a step with this batch: which samples they are, inputs (T, B, I) and targets (T, B, O).

        The hidden matrices move at `rate`; the first weight, the last and the biases at `vector_rate`.
        """
        self._rates.copy_(torch.tensor([rate, *self._adam.corrected([adam_lr])]))
        if self._replay is None:
            self._work(kind, *batch)
        else:
            self._replay(self._work, kind, *batch)

    def _work(self, kind: Kind, members: Tensor, x: Tensor, y: Tensor) -> None:
        shown, gradient = torch.empty_like(y), self._gradient
        self.total += gradient(self._used(kind), self.biases, x, y, shown, kind.coarse)
        self.shown[members] = shown
        self._muon.step(self._matrices(gradient.flat), self._rates[0], kind.coarse)
        self._adam.step([gradient.flat.vectors], [self._scale * self._rates[1]])

    def snapshot(self, rounds: bool) -> Callable[[], Siren]:
        """The network as it is now, for later: a copy, with the hidden matrices rounded where the steps round."""
        kept = self._flat.clone()
        if rounds:
            matrices = kept.weights[1:-1]
            for matrix, nearest in zip(matrices, rounded(matrices, self._lattices or []), strict=True):
                matrix.copy_(nearest)
        return kept.siren

    def _used(self, kind: Kind) -> list[Tensor]:
        """The weights as the network is to use them: rounded, where rounding is in the loop (straight-through)."""
        if not kind.rounds or self._lattices is None:
            return self.weights
        for weight, (spacing, most) in zip(self.weights[1:-1], self._lattices, strict=True):
            weight.clamp_(-most * spacing, most * spacing)
        return [self.weights[0], *rounded(self.weights[1:-1], self._lattices), self.weights[-1]]
