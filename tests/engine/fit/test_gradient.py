"""The gradient of a batch, whatever its chunks and its precision."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from engine.fit.gradient import Gradient
from engine.fit.thread_pool import ThreadPool
from engine.siren import Architecture, Siren
from tests.engine.fit.common import ARCHITECTURE, SAMPLES, seeded
from tests.engine.tiny import random_siren


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("chunk", [7, 64, 1000])
def test_the_gradient_is_the_one_autograd_finds(bias: bool, chunk: int) -> None:
    network = random_siren(replace(ARCHITECTURE, output_bias=bias))
    weights, biases = [list(part) for part in (network.weights, network.biases)]
    x, y = torch.from_numpy(SAMPLES.coordinates[:100]), torch.from_numpy(SAMPLES.values[:100])
    outputs = torch.empty_like(y)
    gradient = Gradient(weights, biases, chunk)
    gradient(weights, biases, x[::2].contiguous(), y[::2].contiguous())  # nothing of an earlier call stays
    squared_error = gradient(weights, biases, x, y, outputs)
    leaves = [t.clone().requires_grad_() for t in (*weights, *biases)]
    h = x
    for weight, b in zip(leaves[: len(weights) - 1], leaves[len(weights) :], strict=False):
        h = torch.sin(30 * (h @ weight.T + b))
    predicted = h @ leaves[len(weights) - 1].T + (leaves[-1] if bias else 0)
    loss = ((predicted - y) ** 2).mean()
    loss.backward()
    assert float(squared_error) / y.numel() == pytest.approx(loss.item(), rel=1e-4)
    torch.testing.assert_close(outputs, predicted.detach(), atol=1e-4, rtol=1e-4)
    for mine, leaf in zip((*gradient.grads.weights, *gradient.grads.biases), leaves, strict=True):
        assert leaf.grad is not None
        difference = torch.linalg.vector_norm(mine - leaf.grad) / torch.linalg.vector_norm(leaf.grad)
        assert float(difference) < 1e-4


@pytest.mark.parametrize("chunk", [7, 64, 1000])
def test_the_gradient_of_a_stack_is_that_of_each_of_its_networks(chunk: int) -> None:
    stack = random_siren(replace(ARCHITECTURE, tiles=3, output_bias=False))
    x, y = torch.rand(3, 50, 2, generator=seeded(1)) - 0.5, torch.rand(3, 50, 3, generator=seeded(2)) - 0.5
    outputs = torch.empty_like(y)
    together = Gradient(list(stack.weights), list(stack.biases), chunk)
    squared_errors = together(list(stack.weights), list(stack.biases), x, y, outputs)
    for tile in range(3):
        one = stack.tile(tile)
        alone = Gradient(list(one.weights), list(one.biases), chunk)
        its_outputs = torch.empty_like(y[tile])
        squared_error = alone(list(one.weights), list(one.biases), x[tile], y[tile], its_outputs)
        torch.testing.assert_close(squared_errors[tile], squared_error[0], rtol=1e-4, atol=0)
        torch.testing.assert_close(outputs[tile], its_outputs)
        pairs = zip(
            (*together.grads.weights, *together.grads.biases), (*alone.grads.weights, *alone.grads.biases), strict=True
        )
        for mine, its in pairs:
            torch.testing.assert_close(mine[tile], its, atol=1e-6, rtol=1e-3)


def test_threads_find_the_gradient_that_one_finds_whether_they_share_tiles_or_not() -> None:
    stack = random_siren(replace(ARCHITECTURE, tiles=3))
    weights, biases = list(stack.weights), list(stack.biases)
    alone = Gradient(weights, biases, 64)
    with ThreadPool(2) as pool:
        together = Gradient(weights, biases, 64, pool)
        for rows in (30, 200, 31, 150):  # whole tiles, parts of tiles, whole ones again
            x, y = torch.rand(3, rows, 2, generator=seeded(1)) - 0.5, torch.rand(3, rows, 3, generator=seeded(2)) - 0.5
            torch.testing.assert_close(together(weights, biases, x, y), alone(weights, biases, x, y))
            torch.testing.assert_close(together.grads.data, alone.grads.data, atol=1e-6, rtol=1e-3)


@pytest.mark.parametrize("tiles", [1, 3])
def test_a_low_precision_gradient_is_near_the_full_one_and_is_another(tiles: int) -> None:
    networks = [random_siren(Architecture(2, 3, 64, 5), seed=seed) for seed in range(tiles)]
    weights = [torch.stack(same) for same in zip(*(n.weights for n in networks), strict=True)]
    biases = [torch.stack(same) for same in zip(*(n.biases for n in networks), strict=True)]
    x, y = torch.rand(tiles, 100, 2), torch.rand(tiles, 100, 3)
    full, low = Gradient(weights, biases, 32), Gradient(weights, biases, 32)
    outputs, near = torch.empty_like(y), torch.empty_like(y)
    squared_error = full(weights, biases, x, y, outputs)
    torch.testing.assert_close(low(weights, biases, x, y, near, True), squared_error, rtol=0.02, atol=0)
    assert 0 < float((outputs - near).abs().mean()) < 0.02 * float(outputs.abs().mean() + 1)
    pairs = zip((*low.grads.weights, *low.grads.biases), (*full.grads.weights, *full.grads.biases), strict=True)
    for mine, its in pairs:
        assert float(torch.linalg.vector_norm(mine - its)) < 0.12 * float(torch.linalg.vector_norm(its))


@pytest.mark.parametrize("rows", [1, 511, 516, 767, 769, 4130])
def test_a_batch_is_cut_into_equal_chunks_that_fit_the_buffers(rows: int) -> None:
    network = Siren.random(Architecture(1, 1, 8, 3))
    chunks = Gradient(list(network.weights), list(network.biases), 512)._chunks(1, rows)
    sizes = [chunk[1].stop - chunk[1].start for chunk in chunks]
    assert sum(sizes) == rows
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= 768
