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


@pytest.mark.parametrize(("seconds", "faster"), [(0.5, True), (0.9, False), (4.0, False)])
def test_bfloat16_is_used_where_its_products_are_much_faster(
    seconds: float, faster: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, products = 0.0, 0

    def timed_product(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        nonlocal now, products
        now, products = now + (seconds if left.dtype == right.dtype == torch.bfloat16 else 1.0), products + 1
        return left

    monkeypatch.setattr(torch, "mm", timed_product)
    monkeypatch.setattr(time, "perf_counter", lambda: now)
    assert bfloat16_is_faster(48) is faster
    before = products
    assert bfloat16_is_faster(48) is faster
    assert products == before


def test_this_cpu_can_be_measured() -> None:
    assert bfloat16_is_faster(64) in {True, False}
