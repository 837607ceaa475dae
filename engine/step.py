"""Step: all arithmetic of one step of a fit, on one device: what is shown, the gradient, and the masked update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.crew import Crew
from engine.gradient import Gradient
from engine.optimizer import Adam, Muon
from engine.replay import Replay
from engine.schedule import Lattices, rounded
from engine.siren import Siren


@dataclass(frozen=True, slots=True)
class Kind:
    """What the steps of one recording have in common: whether their products are coarse, and their weights rounded."""

    coarse: bool = False
    rounds: bool = False


class Step:
    """`weights` and `biases` are the network's own, changed in place; where the mask is zero they never are.

    `shown` is what the network last showed at each sample, and `total` the sum of squared errors since it was set to
    zero. `lattices` are what the hidden matrices are rounded to, in steps that round.
    """

    def __init__(
        self, network: Siren, mask: Siren | None, lattices: Lattices | None, shown: Tensor, chunk: int, crew: Crew
    ) -> None:
        device = shown.device
        self.weights = [w.to(device, copy=True) for w in network.weights]
        self.biases = [b.to(device, copy=True) for b in network.biases]
        self.shown, self.total = shown, torch.zeros((), device=device)
        self._lattices, self._crew = lattices, crew
        masks = None if mask is None else mask.to(device)
        vectors = [self.weights[0], self.weights[-1], *self.biases]
        vector_masks = None if masks is None else [masks.weights[0], masks.weights[-1], *masks.biases]
        self._muon = Muon(self.weights[1:-1], None if masks is None else list(masks.weights[1:-1]), crew)
        self._adam = Adam(vectors, vector_masks)
        self._rates = torch.zeros(1 + len(vectors), device=device)  # Muon's, then Adam's
        self.make_room(chunk)

    def make_room(self, chunk: int) -> None:
        """From now on a batch passes in pieces of so many samples."""
        self._gradient = Gradient(self.weights, self.biases, chunk, self._crew)
        self._do = Replay(self._work) if self.shown.device.type == "cuda" else self._work

    def __call__(self, batch: tuple[Tensor, Tensor, Tensor], rate: float, rates: Sequence[float], kind: Kind) -> None:
        """Take a step with this batch: which samples they are, inputs (T, B, I) and targets (T, B, O).

        The hidden matrices move at `rate`; the first weight, the last and the biases at `rates`.
        """
        self._rates.copy_(torch.tensor([rate, *self._adam.corrected(rates)]))
        self._do(kind, *batch)

    def _work(self, kind: Kind, members: Tensor, x: Tensor, y: Tensor) -> None:
        shown, gradient = torch.empty_like(y), self._gradient
        self.total += gradient(self._used(kind), self.biases, x, y, shown, kind.coarse)
        self.shown[members] = shown
        self._muon.step(gradient.by_weight[1:-1], self._rates[0], kind.coarse)
        self._adam.step([gradient.by_weight[0], gradient.by_weight[-1], *gradient.by_bias], self._rates[1:])

    def network(self, rounds: bool) -> Siren:
        """A copy on the processor, with the hidden matrices rounded where the steps round."""
        weights = [w.to("cpu", copy=True) for w in (self._rounded() if rounds else self.weights)]
        return Siren(tuple(weights), tuple(b.to("cpu", copy=True) for b in self.biases))

    def _used(self, kind: Kind) -> list[Tensor]:
        """The weights as the network is to use them: rounded, where rounding is in the loop (straight-through)."""
        if not kind.rounds or self._lattices is None:
            return self.weights
        for weight, (spacing, most) in zip(self.weights[1:-1], self._lattices, strict=True):
            weight.clamp_(-most * spacing, most * spacing)
        return self._rounded()

    def _rounded(self) -> list[Tensor]:
        return [self.weights[0], *rounded(self.weights[1:-1], self._lattices or []), self.weights[-1]]
