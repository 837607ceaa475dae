"""A GPU finds the gradient that the CPU finds."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.fit import backprop_cuda, gradient
from engine.fit.backprop_cuda import CudaBackprop
from engine.fit.gradient import Gradient
from engine.siren import Architecture
from tests.engine.tiny import random_siren

CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no graphics card")


def gradient_on(tiles: int, device: str, low_precision: bool) -> list[Tensor]:
    """The sum of squared errors, the outputs, and all gradients."""
    network = random_siren(Architecture(2, 3, 64, 5, tiles=tiles)).to(device)
    random, shape = torch.Generator().manual_seed(5), (tiles, 100)[tiles == 1 :]
    x, y = (torch.rand(*shape, size, generator=random).to(device) - 0.5 for size in (2, 3))
    made, outputs = Gradient(list(network.weights), list(network.biases), 32), torch.empty_like(y)
    squared_error = made(list(network.weights), list(network.biases), x, y, outputs, low_precision)
    return [t.cpu() for t in (squared_error, outputs, *made.grads.weights, *made.grads.biases)]


def differences(left: list[Tensor], right: list[Tensor]) -> list[float]:
    return [
        float(torch.linalg.vector_norm(a - b) / torch.linalg.vector_norm(b)) for a, b in zip(left, right, strict=True)
    ]


@pytest.mark.parametrize("tiles", [1, 3])
def test_its_arithmetic_finds_the_same_gradient_on_a_cpu(monkeypatch: pytest.MonkeyPatch, tiles: int) -> None:
    expected = gradient_on(tiles, "cpu", low_precision=False)
    monkeypatch.setattr(gradient, "cpu_backprop", lambda weights, biases, *_: CudaBackprop(weights, biases))
    assert max(differences(gradient_on(tiles, "cpu", low_precision=False), expected)) < 1e-4


@CUDA
@pytest.mark.parametrize("tiles", [1, 3])
@pytest.mark.parametrize(("low_precision", "most"), [(False, 1e-4), (True, 0.02)])
def test_a_gpu_finds_the_same_gradient(tiles: int, low_precision: bool, most: float) -> None:
    errors = differences(gradient_on(tiles, "cuda", low_precision), gradient_on(tiles, "cpu", low_precision=False))
    assert max(errors) < most
    assert not low_precision or max(errors) > 1e-5


def test_what_does_not_compile_is_done_by_two_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(_: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(torch.cuda.jiterator, "_create_jit_fn", without)
    grad, angles = torch.rand(2, 4, 5)
    for device in ("cuda", "cpu"):
        assert torch.equal(
            backprop_cuda._sine_backward_on.__wrapped__(torch.device(device))(grad, angles), grad * torch.cos(angles)
        )
