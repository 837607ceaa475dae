"""Whether bfloat16 is faster on this CPU is measured, once for each width."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import torch

from engine.device import bfloat16_is_faster


@pytest.fixture(autouse=True)
def not_measured_yet() -> Iterator[None]:
    """Each test measures anew, and leaves no result behind."""
    bfloat16_is_faster.cache_clear()
    yield
    bfloat16_is_faster.cache_clear()


@pytest.mark.parametrize(
    ("width", "seconds", "faster"),
    [(48, 0.4, True), (48, 0.5, False), (48, 4.0, False), (256, 0.6, True), (256, 0.7, False), (256, 4.0, False)],
)
def test_bfloat16_is_used_where_its_products_are_much_faster(
    width: int, seconds: float, faster: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, products = 0.0, 0

    def timed_product(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        nonlocal now, products
        now, products = now + (seconds if left.dtype == right.dtype == torch.bfloat16 else 1.0), products + 1
        return left

    monkeypatch.setattr(torch, "mm", timed_product)
    monkeypatch.setattr(time, "perf_counter", lambda: now)
    assert bfloat16_is_faster(width) is faster
    before = products
    assert bfloat16_is_faster(width) is faster
    assert products == before
    assert products == (7 if seconds > 2 else 12)  # one of them shows that a CPU has no such products


def test_this_cpu_can_be_measured() -> None:
    assert bfloat16_is_faster(64) in {True, False}


@pytest.mark.parametrize("square", [False, True])
def test_no_width_takes_long_to_measure(square: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without such products 32 matrices of width 512 took 80 s."""
    products = []
    for name in ("mm", "bmm"):
        monkeypatch.setattr(torch, name, lambda left, right: products.append(left.numel() * right.shape[-1]))
    for width in (16, 128, 512, 1000, 4096):
        bfloat16_is_faster(width, square=square)
        limit = max(1 << 24, 64 * width**2)  # multiplications: 64 rows at the least
        assert 0 < max(products) <= 2 * limit, width
        products.clear()
