"""What a processor is asked before it fits."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import torch

from engine.device import bfloat16_is_faster


@pytest.fixture(autouse=True)
def unasked() -> Iterator[None]:
    """Each test asks anew, and leaves no answer behind."""
    bfloat16_is_faster.cache_clear()
    yield
    bfloat16_is_faster.cache_clear()


@pytest.mark.parametrize(("seconds", "pays"), [(0.5, True), (0.9, False), (4.0, False)])
def test_bfloat16_is_for_processors_that_are_faster_by_it(
    seconds: float, pays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, asked = 0.0, 0

    def multiplied(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        nonlocal now, asked
        now, asked = now + (seconds if left.dtype == right.dtype == torch.bfloat16 else 1.0), asked + 1
        return left

    monkeypatch.setattr(torch, "mm", multiplied)
    monkeypatch.setattr(time, "perf_counter", lambda: now)
    assert bfloat16_is_faster(48) is pays
    before = asked
    assert bfloat16_is_faster(48) is pays
    assert asked == before


def test_this_processor_says_one_of_the_two() -> None:
    assert bfloat16_is_faster(64) in {True, False}
