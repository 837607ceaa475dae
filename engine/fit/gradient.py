"""Loss and gradient of a SIREN by hand: where a fit spends its time.

Written out because autograd keeps and moves more than is needed: this reaches three times its rate on a CPU. A batch is
cut into chunks, on a CPU small enough for its cache, which the threads of a pool share.

In low precision the hidden products use bfloat16 (CPU) or float16 (GPU). The bfloat16 gradient is off by 5 % of its
norm, well below mini-batch noise; float16 is eight times closer.
"""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor

from engine.fit.backprop import Backprop, CpuBackprop, as_stack
from engine.fit.backprop_cuda import CudaBackprop
from engine.fit.parameters import FlatParameters
from engine.fit.thread_pool import ThreadPool
from engine.siren import OMEGA


class Gradient:
    """Buffers for the gradient of a network or a stack; after a call `grads` holds it.

    The weights and biases are arguments of every call. Memory: 3 n chunk_size D floats for each thread.
    """

    def __init__(
        self, weights: list[Tensor], biases: list[Tensor], chunk_size: int, pool: ThreadPool | None = None
    ) -> None:
        self.chunk_size, self._pool = chunk_size, pool or ThreadPool()
        self._on_cpu = weights[0].device.type == "cpu"
        rows = chunk_size + chunk_size // 2  # no chunk is larger
        self._backprops: list[Backprop] = [  # one for each thread
            CpuBackprop(weights, biases, rows) if self._on_cpu else CudaBackprop(weights, biases)
            for _ in range(self._pool.count)
        ]
        self.grads = self._backprops[0].grads

    def __call__(
        self, weights: list[Tensor], biases: list[Tensor], x: Tensor, y: Tensor, outputs: Tensor | None = None,
        low_precision: bool = False,
    ) -> Tensor:  # fmt: skip
        """Each network's sum of squared errors (T,) over a batch x (B, I), y (B, O); the gradient is that of its mean.

        For a stack x is (T, B, I) and y (T, B, O). `outputs`, like y, receives what the network shows: the preview of a
        fit, for free.
        """
        network = self._times_omega(weights, biases, low_precision)
        x, y = (t if t.dim() == 3 else t.unsqueeze(0) for t in (x, y))  # (T, B, I), (T, B, O)
        outputs = None if outputs is None else outputs.view_as(y)
        grad_scale = 2 / y[0].numel()  # of each network's own mean: no network takes part in another's gradient
        for backprop in self._backprops:
            backprop.zero_grad(low_precision)

        def accumulate(worker: int, chunk: tuple[slice, slice]) -> None:
            tiles, chunk_outputs = chunk[0], None if outputs is None else outputs[chunk]
            chunk_weights, chunk_biases = ([t[tiles] for t in tensors] for tensors in network)
            backprop = self._backprops[worker]
            backprop.accumulate(chunk_weights, chunk_biases, tiles, x[chunk], y[chunk], grad_scale, chunk_outputs)

        self._pool.map(accumulate, self._chunks(len(x), x.shape[1]))
        first, *others = self._backprops
        for other in others:
            first.grads.data.add_(other.grads.data)
            first.squared_error += other.squared_error
        return first.squared_error

    def _times_omega(
        self, weights: list[Tensor], biases: list[Tensor], low_precision: bool
    ) -> tuple[list[Tensor], list[Tensor]]:
        """The network as Backprop takes it: all layers but the last times omega, hidden ones in the low dtype."""
        scaled, last = FlatParameters.copy_of(weights, biases), len(weights) - 1
        scaled.data.mul_(OMEGA)
        low = scaled.to(self._backprops[0].low_dtype) if low_precision else scaled
        scaled_biases = [*scaled.biases[:last], *biases[last:]]
        if not self._on_cpu:
            scaled_biases[1:last] = low.biases[1:last]
        matrices, scaled_biases = as_stack([scaled.weights[0], *low.weights[1:-1], weights[-1]], scaled_biases)
        return matrices, [b.unsqueeze(-2) for b in scaled_biases]  # (T, fan_out, fan_in), (T, 1, fan_out)

    def _chunks(self, tiles: int, rows: int) -> list[tuple[slice, slice]]:
        """The tiles and the rows of each chunk of a batch: about `chunk_size` samples, all of nearly one size.

        Chunks of whole tiles come in a multiple of the pool's threads, where there are tiles enough: otherwise some of
        the threads would wait for the last chunk.
        """
        row_parts = max(1, round(rows / self.chunk_size))
        tile_parts = -(-tiles // max(1, self.chunk_size // rows))
        if row_parts == 1:
            tile_parts = min(tiles, -(-tile_parts // self._pool.count) * self._pool.count)
        tile_ends, row_ends = (
            [size * part // parts for part in range(parts + 1)]
            for size, parts in ((tiles, tile_parts), (rows, row_parts))
        )
        return [
            (slice(*tile_span), slice(*row_span))
            for tile_span in pairwise(tile_ends)
            for row_span in pairwise(row_ends)
        ]
