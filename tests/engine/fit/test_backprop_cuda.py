"""Card: a graphics card's arithmetic gives what a processor's does."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.fit import backprop_cuda, gradient
from engine.fit.backprop_cuda import CardPass
from engine.fit.gradient import Gradient
from engine.siren import Architecture
from tests.engine.tiny import random_siren

CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no graphics card")


def found(tiles: int, device: str, coarse: bool) -> list[Tensor]:
    """The sum of squared errors, what is shown, and all gradients."""
    network = random_siren(Architecture(2, 3, 64, 5, tiles=tiles)).to(device)
    random, shape = torch.Generator().manual_seed(5), (tiles, 100)[tiles == 1 :]
    x, y = (torch.rand(*shape, size, generator=random).to(device) - 0.5 for size in (2, 3))
    made, shown = Gradient(list(network.weights), list(network.biases), 32), torch.empty_like(y)
    total = made(list(network.weights), list(network.biases), x, y, shown, coarse)
    return [t.cpu() for t in (total, shown, *made.by_weight, *made.by_bias)]


def differences(left: list[Tensor], right: list[Tensor]) -> list[float]:
    return [
        float(torch.linalg.vector_norm(a - b) / torch.linalg.vector_norm(b)) for a, b in zip(left, right, strict=True)
    ]


@pytest.mark.parametrize("tiles", [1, 3])
def test_a_card_finds_the_same_gradient(monkeypatch: pytest.MonkeyPatch, tiles: int) -> None:
    expected = found(tiles, "cpu", coarse=False)
    monkeypatch.setattr(gradient, "HostPass", lambda weights, biases, _: CardPass(weights, biases))
    assert max(differences(found(tiles, "cpu", coarse=False), expected)) < 1e-4


@CUDA
@pytest.mark.parametrize("tiles", [1, 3])
@pytest.mark.parametrize(("coarse", "most"), [(False, 1e-4), (True, 0.02)])
def test_a_card_does_on_its_own_chip(tiles: int, coarse: bool, most: float) -> None:
    unstack = differences(found(tiles, "cuda", coarse), found(tiles, "cpu", coarse=False))
    assert max(unstack) < most
    assert not coarse or max(unstack) > 1e-5


def test_what_does_not_compile_is_done_by_two_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(_: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(torch.cuda.jiterator, "_create_jit_fn", without)
    error, angles = torch.rand(2, 4, 5)
    for device in ("cuda", "cpu"):
        assert torch.equal(
            backprop_cuda._fall.__wrapped__(torch.device(device))(error, angles), error * torch.cos(angles)
        )
