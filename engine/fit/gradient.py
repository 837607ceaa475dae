"""Loss and gradient of a SIREN by hand: where a fit spends its time.

Written out because autograd keeps and moves more than is needed: this reaches three times its rate on a CPU. A batch is
cut into chunks, on a CPU small enough for its cache, which the threads of a pool share.

In low precision the hidden products use bfloat16 (CPU) or float16 (GPU). The bfloat16 gradient is off by 5 % of its
norm, well below mini-batch noise; float16 is eight times closer.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor

from engine.fit.backprop import Backprop, as_stack
from engine.fit.backprop_compiled import cpu_backprop
from engine.fit.backprop_cuda import CudaBackprop
from engine.fit.parameters import FlatParameters
from engine.fit.thread_pool import ThreadPool


class Gradient:
    """Buffers for the gradient of a network or a stack; after a call `grads` holds it.

    The weights and biases are arguments of every call. Hidden weights between any two of the first `frozen_units` may
    get no gradient, where that saves time. Memory: 3 n chunk_size D floats for each thread.
    """

    def __init__(
        self, weights: list[Tensor], biases: list[Tensor], chunk_size: int, pool: ThreadPool | None = None,
        frozen_units: int = 0,
    ) -> None:  # fmt: skip
        self.chunk_size, self._pool, device = chunk_size, pool or ThreadPool(), weights[0].device
        rows = chunk_size + chunk_size // 2  # no chunk is larger
        self._backprops: list[Backprop] = [  # one for each thread
            cpu_backprop(weights, biases, rows, frozen_units) if device.type == "cpu" else CudaBackprop(weights, biases)
            for _ in range(self._pool.count)
        ]
        self.grads = FlatParameters.zeros_like(weights, biases, device)
        self._sums = [self.grads]

    def __call__(
        self, weights: list[Tensor], biases: list[Tensor], x: Tensor, y: Tensor, outputs: Tensor | None = None,
        low_precision: bool = False,
    ) -> Tensor:  # fmt: skip
        """Each network's sum of squared errors (T,) over a batch x (B, I), y (B, O); the gradient is that of its mean.

        For a stack x is (T, B, I) and y (T, B, O). `outputs`, like y, receives what the network shows: the preview of a
        fit, for free.
        """
        x, y = (t if t.dim() == 3 else t.unsqueeze(0) for t in (x, y))  # (T, B, I), (T, B, O)
        outputs = None if outputs is None else outputs.view_as(y)
        grad_scale = 2 / y[0].numel()  # of each network's own mean: no network takes part in another's gradient
        chunks = self._chunks(len(x), x.shape[1])
        self._begin(low_precision, whole_tiles=all(samples == slice(0, x.shape[1]) for _, samples in chunks))
        network = self._backprops[0].prepared(*as_stack(weights, biases))

        def accumulate(worker: int, chunk: tuple[slice, slice]) -> None:
            tiles, chunk_outputs = chunk[0], None if outputs is None else outputs[chunk]
            chunk_weights, chunk_biases = ([t[tiles] for t in tensors] for tensors in network)
            backprop = self._backprops[worker]
            backprop.accumulate(chunk_weights, chunk_biases, tiles, x[chunk], y[chunk], grad_scale, chunk_outputs)

        self._pool.map(accumulate, chunks)
        for other in self._sums[1:]:
            self.grads.data.add_(other.data)
        return torch.stack([backprop.squared_error for backprop in self._backprops]).sum(0)

    def _begin(self, low_precision: bool, *, whole_tiles: bool) -> None:
        """Set all sums to zero.  Threads whose chunks are whole tiles share one: they write to different parts of it.

        To clear and add up one for each thread takes a tenth of a step of a wide stack.
        """
        count = 1 if whole_tiles else len(self._backprops)
        if len(self._sums) != count:
            others = (
                FlatParameters.zeros_like(self.grads.weights, self.grads.biases, self.grads.data.device)
                for _ in range(count - 1)
            )
            self._sums = [self.grads, *others]
        for grads in self._sums:
            grads.data.zero_()
        for index, backprop in enumerate(self._backprops):
            backprop.begin(self._sums[index % count], low_precision)

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
