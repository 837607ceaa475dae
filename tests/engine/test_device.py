"""What this CPU is asked: whether bfloat16 is faster, once for each width, and whether it runs what is compiled."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from engine.device import bfloat16_is_faster, can_run_new_code


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


# PR_SET_MDWE with PR_MDWE_REFUSE_EXEC_GAIN: what systemd's MemoryDenyWriteExecute asks of newer kernels.
HARDENED = """
import ctypes, sys
if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0):
    sys.exit("unknown to this system")
import engine
from engine.device import can_run_new_code
from tests.engine.tiny import picture, tiny
assert not can_run_new_code()
key = engine.Key.generate()
data = engine.hide(engine.plan([picture()], picture(20, phase=3), tiny(8)), key).to_bytes()
assert engine.reveal(engine.Stego.from_bytes(data), key)[0].intact
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked to forbid it")
def test_a_system_that_runs_nothing_compiled_hides_and_reveals_all_the_same() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", HARDENED], cwd=root, capture_output=True, text=True, check=False)
    if "unknown to this system" in done.stderr:
        pytest.skip("this kernel cannot forbid it")
    assert done.returncode == 0, done.stderr


def test_this_system_runs_what_is_compiled() -> None:
    assert can_run_new_code()
