"""Replay: the hundreds of kernels of a step, recorded once as a CUDA graph and started by one call from then on.

A graphics card is done with each of them sooner than the next one can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class _Recording:
    graph: torch.cuda.CUDAGraph
    batch: tuple[Tensor, ...]  # where the graph looks for what it is given


class CudaGraphs:
    """Does `work(kind, *batch)`, and from the second time that kind comes with tensors of these shapes by replaying it.

    The work is always the same one; it reads and changes tensors that stay where they are, and never asks the card for
    a number. Where it cannot be recorded it is done as it is.
    """

    def __init__(self) -> None:
        self._met: set[Hashable] = set()
        self._recordings: dict[Hashable, _Recording] = {}
        self._refused = False
        self._pool: torch.cuda._POOL_HANDLE | None = None  # memory for all of them: no two are at work at once

    # Whose work it is owns the recordings: were it kept here, they would live on until a later one is disturbed by it.
    def __call__(self, work: Callable[..., None], kind: Hashable, *batch: Tensor) -> None:
        """Do it once."""
        key = kind, *(tuple(tensor.shape) for tensor in batch)
        if self._refused or key not in self._met:  # the first time libraries make room, which no recording may
            self._met.add(key)
            work(kind, *batch)
            return
        if key not in self._recordings:
            try:
                self._recordings[key] = self._recorded(work, kind, batch)
            except RuntimeError:
                self._refused = True
                work(kind, *batch)
                return
        recording = self._recordings[key]
        for place, given in zip(recording.batch, batch, strict=True):
            place.copy_(given)
        recording.graph.replay()

    def _recorded(self, work: Callable[..., None], kind: Hashable, batch: tuple[Tensor, ...]) -> _Recording:
        graph, places = torch.cuda.CUDAGraph(), tuple(tensor.clone() for tensor in batch)
        self._pool = self._pool or torch.cuda.graph_pool_handle()
        with torch.cuda.graph(graph, pool=self._pool):  # which notes everything down and does none of it
            work(kind, *places)
        return _Recording(graph, places)
