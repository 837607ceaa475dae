"""Loss and gradient of a SIREN by hand: the hot loop.

Written out because automatic differentiation keeps and moves more than is needed: this reaches three times
its rate on a processor. A batch passes in pieces, on a processor small enough to stay near it, which a crew shares out.
A coarse gradient has the products of its hidden matrices in bfloat16, off by 5 % of its length, far less than a batch
is from the whole medium; on a graphics card in half floats, eight times as close.
"""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor

from engine.fit.backprop import Backprop, HostPass, stacked
from engine.fit.backprop_cuda import CardPass
from engine.fit.parameters import FlatParameters
from engine.fit.thread_pool import ThreadPool
from engine.siren import OMEGA


class Gradient:
    """Room for the gradient of a network or a stack; `weights` and `biases` are read afresh at every call.

    Memory: 3 n chunk D floats for each of the crew. The gradients of all layers are in `flat`, and `by_weight` and
    `by_bias` are its parts.
    """

    def __init__(self, weights: list[Tensor], biases: list[Tensor], chunk: int, crew: ThreadPool | None = None) -> None:
        self.chunk, self._crew = chunk, crew or ThreadPool()
        self._host = weights[0].device.type == "cpu"
        rows = chunk + chunk // 2  # a piece is no more than that
        self._passes: list[Backprop] = [
            HostPass(weights, biases, rows) if self._host else CardPass(weights, biases)
            for _ in range(self._crew.count)
        ]
        self.flat = self._passes[0].flat
        self.by_weight, self.by_bias = self.flat.weights, self.flat.biases

    def __call__(
        self, weights: list[Tensor], biases: list[Tensor], x: Tensor, y: Tensor, outputs: Tensor | None = None,
        coarse: bool = False,
    ) -> Tensor:  # fmt: skip
        """Each network's sum of squared errors (T,) over the batch x (B, I), y (B, O); gradients are of its mean.

        For a stack of networks x is (T, B, I) and y (T, B, O). `outputs`, like y, receives what the network
        shows where it is given: the picture coming into focus for free.
        """
        network = self._angled(weights, biases, coarse)
        x, y = (t if t.dim() == 3 else t.unsqueeze(0) for t in (x, y))
        shown = None if outputs is None else outputs.view_as(y)
        scale = 2 / y[0].numel()  # of each network's own mean: none waits for another
        for each in self._passes:
            each.begin(coarse)

        def add(worker: int, piece: tuple[slice, slice]) -> None:
            tiles, into = piece[0], None if shown is None else shown[piece]
            those, their = ([t[tiles] for t in tensors] for tensors in network)
            self._passes[worker].add(those, their, tiles, x[piece], y[piece], scale, into)

        self._crew.share(add, self._pieces(len(x), x.shape[1]))
        first, *others = self._passes
        for other in others:
            first.flat.numbers.add_(other.flat.numbers)
            first.total += other.total
        return first.total

    def _angled(self, weights: list[Tensor], biases: list[Tensor], coarse: bool) -> tuple[list[Tensor], list[Tensor]]:
        """All layers but the last times omega, so that their products are angles; hidden matrices coarse."""
        angled = FlatParameters.packed(weights, biases)
        angled.numbers.mul_(OMEGA)
        rough, last = angled.to(self._passes[0].rough) if coarse else angled, len(weights) - 1
        vectors = [*angled.biases[:last], *biases[last:]]
        if not self._host:
            vectors[1:last] = rough.biases[1:last]
        matrices, vectors = stacked([angled.weights[0], *rough.weights[1:-1], weights[-1]], vectors)
        return matrices, [b.unsqueeze(-2) for b in vectors]

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
