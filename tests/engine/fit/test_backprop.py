"""A chunk's gradient is autograd's, chunks add up, and what is frozen gets none."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.fit import backprop as module
from engine.fit.backprop import CpuBackprop
from engine.fit.parameters import FlatParameters
from engine.siren import OMEGA, Architecture
from tests.engine.fit.common import seeded
from tests.engine.tiny import random_siren

STACK = random_siren(Architecture(2, 3, 16, 4, tiles=2))
X, Y = torch.rand(2, 40, 2, generator=seeded(1)) - 0.5, torch.rand(2, 40, 3, generator=seeded(2)) - 0.5
ALL = slice(0, 2)


def backprop(grads: FlatParameters, frozen_units: int = 0) -> CpuBackprop:
    new = CpuBackprop(list(STACK.weights), list(STACK.biases), 80, frozen_units)
    new.begin(grads, low_precision=False)
    return new


def no_grads() -> FlatParameters:
    return FlatParameters.zeros_like(STACK.weights, STACK.biases, torch.device("cpu"))


def prepared(mine: CpuBackprop) -> tuple[list[Tensor], list[Tensor]]:
    return mine.prepared(list(STACK.weights), list(STACK.biases))


def test_a_chunk_gives_autograds_gradient() -> None:
    grads, outputs = no_grads(), torch.empty_like(Y)
    mine = backprop(grads)
    mine.accumulate(*prepared(mine), ALL, X, Y, 2.0, outputs)
    leaves = [t.clone().requires_grad_() for t in (*STACK.weights, *STACK.biases)]
    h = X
    for weight, bias in zip(leaves[:4], leaves[5:9], strict=True):
        h = torch.sin(OMEGA * (h @ weight.mT + bias.unsqueeze(-2)))
    predicted = h @ leaves[4].mT + leaves[9].unsqueeze(-2)
    ((predicted - Y) ** 2).sum().backward()
    torch.testing.assert_close(outputs, predicted.detach(), atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(mine.squared_error, ((predicted - Y) ** 2).sum((-2, -1)).detach(), rtol=1e-4, atol=0)
    for grad, leaf in zip((*grads.weights, *grads.biases), leaves, strict=True):
        assert leaf.grad is not None
        assert float(torch.linalg.vector_norm(grad - leaf.grad)) < 1e-4 * float(torch.linalg.vector_norm(leaf.grad))


def test_the_gradients_of_chunks_add_up() -> None:
    sums = no_grads(), no_grads()
    whole, chunks = map(backprop, sums)
    weights, biases = prepared(whole)
    whole.accumulate(weights, biases, ALL, X, Y, 2.0, None)
    for tile in range(2):
        one = slice(tile, tile + 1)
        for rows in (slice(0, 15), slice(15, 40)):
            chunk = [w[one] for w in weights], [b[one] for b in biases]
            chunks.accumulate(*chunk, one, X[one, rows], Y[one, rows], 2.0, None)
    torch.testing.assert_close(sums[1].data, sums[0].data, atol=1e-3, rtol=1e-3)
    torch.testing.assert_close(chunks.squared_error, whole.squared_error)


@pytest.mark.parametrize("low_precision", [False, True])
def test_what_is_frozen_gets_no_gradient_and_all_else_its_own(
    monkeypatch: pytest.MonkeyPatch, low_precision: bool
) -> None:
    monkeypatch.setattr(module, "MIN_FROZEN", 8)
    full, part = no_grads(), no_grads()
    for grads, frozen in ((full, 0), (part, 11)):
        mine = backprop(grads, frozen)
        mine.begin(grads, low_precision)
        mine.accumulate(*prepared(mine), ALL, X, Y, 2.0, None)
    for gradient in full.weights[1:-1]:
        assert gradient[:, :11, :11].any()
        gradient[:, :11, :11] = 0
    torch.testing.assert_close(part.data, full.data, atol=1e-3, rtol=1e-3)


def test_after_begin_nothing_of_the_error_is_left() -> None:
    grads = no_grads()
    mine = backprop(grads)
    mine.accumulate(*prepared(mine), ALL, X, Y, 2.0, None)
    mine.begin(grads, low_precision=False)
    assert not mine.squared_error.any()
