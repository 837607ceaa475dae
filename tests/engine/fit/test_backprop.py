"""A chunk's gradient is autograd's, chunks add up, and nothing stays of what was before."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.fit.backprop import CpuBackprop, as_stack
from engine.siren import OMEGA, Architecture, Siren
from tests.engine.fit.common import seeded
from tests.engine.tiny import random_siren

STACK = random_siren(Architecture(2, 3, 16, 4, tiles=2))
X, Y = torch.rand(2, 40, 2, generator=seeded(1)) - 0.5, torch.rand(2, 40, 3, generator=seeded(2)) - 0.5
ALL = slice(0, 2)


def times_omega(network: Siren, last: int = 4) -> tuple[list[Tensor], list[Tensor]]:
    weights, biases = as_stack(list(network.weights), list(network.biases))
    weights = [w * OMEGA if layer < last else w for layer, w in enumerate(weights)]
    return weights, [(b * OMEGA if layer < last else b).unsqueeze(-2) for layer, b in enumerate(biases)]


def backprop() -> CpuBackprop:
    new = CpuBackprop(list(STACK.weights), list(STACK.biases), 80)
    new.zero_grad(low_precision=False)
    return new


def test_a_chunk_gives_autograds_gradient() -> None:
    mine, outputs = backprop(), torch.empty_like(Y)
    mine.accumulate(*times_omega(STACK), ALL, X, Y, 2.0, outputs)
    leaves = [t.clone().requires_grad_() for t in (*STACK.weights, *STACK.biases)]
    h = X
    for weight, bias in zip(leaves[:4], leaves[5:9], strict=True):
        h = torch.sin(OMEGA * (h @ weight.mT + bias.unsqueeze(-2)))
    predicted = h @ leaves[4].mT + leaves[9].unsqueeze(-2)
    ((predicted - Y) ** 2).sum().backward()
    torch.testing.assert_close(outputs, predicted.detach(), atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(mine.squared_error, ((predicted - Y) ** 2).sum((-2, -1)).detach(), rtol=1e-4, atol=0)
    for grad, leaf in zip((*mine.grads.weights, *mine.grads.biases), leaves, strict=True):
        assert leaf.grad is not None
        assert float(torch.linalg.vector_norm(grad - leaf.grad)) < 1e-4 * float(torch.linalg.vector_norm(leaf.grad))


def test_the_gradients_of_chunks_add_up() -> None:
    whole, chunks = backprop(), backprop()
    weights, biases = times_omega(STACK)
    whole.accumulate(weights, biases, ALL, X, Y, 2.0, None)
    for tile in range(2):
        one = slice(tile, tile + 1)
        for rows in (slice(0, 15), slice(15, 40)):
            chunk = [w[one] for w in weights], [b[one] for b in biases]
            chunks.accumulate(*chunk, one, X[one, rows], Y[one, rows], 2.0, None)
    torch.testing.assert_close(chunks.grads.data, whole.grads.data, atol=1e-3, rtol=1e-3)
    torch.testing.assert_close(chunks.squared_error, whole.squared_error)


@pytest.mark.parametrize("low_precision", [False, True])
def test_after_zero_grad_nothing_is_left(low_precision: bool) -> None:
    mine = backprop()
    mine.accumulate(*times_omega(STACK), ALL, X, Y, 2.0, None)
    mine.zero_grad(low_precision)
    assert not mine.grads.data.any()
    assert not mine.squared_error.any()
