"""Sine and cosine in one pass: against torch's in float64."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from engine.fit.sincos import sincos


@pytest.fixture(autouse=True, params=[True, False], ids=["compiled", "as where nothing may be compiled"])
def compiled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("engine.fit.sincos.can_run_new_code", lambda: request.param)
    sincos.cache_clear()
    yield
    sincos.cache_clear()


def both(angles: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The sines and the cosines of some angles."""
    cosines, sines = angles.clone(), torch.full_like(angles, torch.nan)
    sincos()(cosines, sines)
    return sines, cosines


@pytest.mark.parametrize("size", [0, 1, 7, 8, 33, 100_003])
@pytest.mark.parametrize("largest", [0.1, 30.0, 1000.0])
def test_is_as_close_as_a_float32_can_be(size: int, largest: float) -> None:
    angles = torch.empty(size).uniform_(-largest, largest)
    sines, cosines = both(angles)
    assert torch.allclose(sines.double(), angles.double().sin(), rtol=0, atol=1.2e-7)
    assert torch.allclose(cosines.double(), angles.double().cos(), rtol=0, atol=1.2e-7)


def test_is_right_next_to_every_multiple_of_a_quarter_turn() -> None:
    quarters = torch.arange(-400, 401, dtype=torch.float64) * math.pi / 2
    angles = torch.cat([(quarters + offset).float() for offset in (-math.pi / 4, -1e-4, 0.0, 1e-4, math.pi / 4)])
    sines, cosines = both(angles)
    assert torch.allclose(sines.double(), angles.double().sin(), rtol=0, atol=1.2e-7)
    assert torch.allclose(cosines.double(), angles.double().cos(), rtol=0, atol=1.2e-7)


def test_of_nothing_finite_is_nothing_finite() -> None:
    sines, cosines = both(torch.tensor([math.nan, math.inf, -math.inf] * 9))
    assert not sines.isfinite().any()
    assert not cosines.isfinite().any()


def test_threads_share_it() -> None:
    angles = torch.linspace(-50, 50, 64 * 1000).view(64, 1000)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(both, angles))
    expected = both(angles)
    assert torch.equal(torch.stack([sines for sines, _ in results]), expected[0])
    assert torch.equal(torch.stack([cosines for _, cosines in results]), expected[1])
