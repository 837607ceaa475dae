"""A step that was captured reads its new batch; what cannot be captured runs without a graph."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.fit.cuda_graph import CudaGraphs

CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no graphics card")


def test_what_cannot_be_captured_runs_without_a_graph() -> None:
    if torch.cuda.is_available():
        pytest.skip("here it can")
    done: list[float] = []
    graphs = CudaGraphs()
    for number in range(5):
        graphs(lambda variant, given: done.append(variant + float(given)), 10, torch.tensor(float(number)))
    assert done == [10.0, 11.0, 12.0, 13.0, 14.0]


@CUDA
def test_a_replayed_graph_reads_the_batch_it_is_given() -> None:
    total = torch.zeros(3, device="cuda")

    def work(variant: int, given: Tensor) -> None:
        total.add_(given * variant)

    graphs = CudaGraphs()
    for number in range(6):
        graphs(work, 2, torch.full((3,), float(number), device="cuda"))
    assert graphs._graphs
    assert total.tolist() == [30.0] * 3


@CUDA
def test_a_replayed_graph_fills_the_last_tensor_that_it_is_given() -> None:
    def work(_: int, given: Tensor, results: Tensor) -> None:
        results.copy_(given * 2)

    graphs, places = CudaGraphs(), torch.zeros(3, 4, device="cuda")
    for number in range(4):
        graphs(work, 0, torch.full((3,), float(number), device="cuda"), places[:, number])
    assert graphs._graphs
    assert places.tolist() == [[0.0, 2.0, 4.0, 6.0]] * 3
