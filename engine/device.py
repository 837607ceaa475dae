"""The device that a fit runs on, what was measured of its type, and the number of threads."""

from __future__ import annotations

import ctypes
import math
import mmap
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import torch

from engine.errors import DeviceError

# How much faster than torch's a product in bfloat16 has to be: below 1.5 conversions cost what the product saves. Of
# narrow networks the float32 arithmetic is compiled, and takes a half to three quarters of torch's time.
MIN_SPEEDUP, MIN_SPEEDUP_COMPILED = 1.5, 2.2
COMPILED_BELOW: Final = 192  # the width from which torch's products are as fast as compiled ones
MEASURED: Final = 1 << 18  # numbers of the matrices in a measurement
DEVICES: Final = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True, slots=True)
class DeviceProfile:
    """Figures for one type of device that a fit and its forecast use; all of them were measured."""

    chunk_size: int  # samples that go through a network at once
    batch_factor: int = 1  # samples of a step, over the schedule's batch size
    warmup_steps: int = 0  # first steps, which are not timed
    step_overhead: float = 0.0  # what launching a step costs, in weights times samples
    low_precision_below: float = -math.inf  # decibels up to which gradients use bfloat16 or float16
    fixed_seconds: float = 1.5  # of a hide that are not training


PROFILES: Final[dict[str, DeviceProfile]] = {
    "cpu": DeviceProfile(chunk_size=1536, low_precision_below=45.0),  # buffers of 0.8 MB stay in the cache
    "cuda": DeviceProfile(
        chunk_size=1 << 16,
        # A GPU takes almost the same time for a batch four times as large. In 3.5 s a cover came to 61 dB with 8192
        # samples a step, to 64 with twice as many, to 66 with four times, and to 62 with eight.
        batch_factor=4,
        warmup_steps=2,  # kernels are loaded once, which takes up to a second
        step_overhead=2e10,  # half a millisecond, whatever the step has to do
        # float16 is eight times closer than bfloat16. Used up to 45 dB, up to 60 and never, a cover came to 61.6, 62.0
        # and 61.0 dB.
        low_precision_below=60.0,
        fixed_seconds=0.2,
    ),
    "mps": DeviceProfile(chunk_size=1 << 14),
}


def profile_of(device: torch.device) -> DeviceProfile:
    """The profile of a device's type."""
    return PROFILES[device.type]


_preferred: tuple[str, int] = ("auto", 0)  # device and thread count that a person chose for the whole program


def devices() -> dict[str, str]:
    """The usable devices of this computer, the fastest first, each with its maker's name for it."""
    result = {}
    if torch.cuda.is_available():
        result["cuda"] = torch.cuda.get_device_name()
    if torch.backends.mps.is_available():
        result["mps"] = "Apple GPU"
    return {**result, "cpu": platform.processor() or platform.machine()}


def prefer(device: str = "auto", threads: int = 0) -> None:
    """Set what "auto" means from now on, where that device exists, and the number of threads; 0: as many as help."""
    global _preferred
    _preferred = (device, threads)


def choose_device(name: str = "auto") -> torch.device:
    """The device of this name; "auto" is the preferred or the fastest one.  Raises DeviceError where there is none."""
    has = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        name = next(n for n in (_preferred[0], "cuda", "mps", "cpu") if has.get(n, False))
    if not has.get(name, False):
        raise DeviceError(f"This computer has no {name} device that can be used.")
    return torch.device(name)


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def thread_count() -> int:
    """How many threads a fit has: all cores on Linux, where their priority is below the window's, else one fewer."""
    return _preferred[1] or (cores() if sys.platform == "linux" else max(1, cores() - 1))


@lru_cache(maxsize=1)
def can_run_new_code() -> bool:
    """Whether memory that was written may become executable; where it may not, what LLVM compiles crashes when called.

    Hardened systems forbid it: SELinux with deny_execmem, and systemd with MemoryDenyWriteExecute.
    """
    if sys.platform == "win32":
        return True
    with mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as page:
        page[0] = 0
        first = ctypes.c_char.from_buffer(page)
        address, size = ctypes.c_void_p(ctypes.addressof(first)), ctypes.c_size_t(mmap.PAGESIZE)
        refused: int = ctypes.CDLL(None).mprotect(address, size, mmap.PROT_READ | mmap.PROT_EXEC)
        del first  # or the page could not be unmapped
    return not refused


def is_compiled(width: int) -> bool:
    """Whether the float32 arithmetic of networks of this width is compiled for this CPU."""
    return width < COMPILED_BELOW and can_run_new_code()


@lru_cache(maxsize=64)
def bfloat16_is_faster(width: int, *, square: bool = False) -> bool:
    """Whether this CPU multiplies matrices of this width in bfloat16 so much faster that conversions are worth it.

    By some hundred samples, or square ones with one another, which pays at smaller widths. Measured, which takes some
    hundredths of a second: a CPU without such products takes up to a hundred times as long for them, and the first one
    shows it.
    """
    multiply: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = torch.bmm if square else torch.mm

    def seconds(left: torch.Tensor, right: torch.Tensor, hopeless: float = math.inf) -> float:
        best = math.inf
        for _ in range(6):
            started = time.perf_counter()
            multiply(left, right)
            best = min(best, time.perf_counter() - started)
            if best > hopeless:
                break
        return best

    count, rows = max(1, min(32, MEASURED // width**2)), min(width, 64)
    right = torch.ones(count, width, width) if square else torch.ones(width, width)
    left = right[:, :rows] if square else torch.ones(max(64, min(512, 32 * MEASURED // width**2)), width)
    in_float32 = seconds(left, right)
    in_bfloat16 = seconds(left.bfloat16(), right.bfloat16(), hopeless=2 * in_float32)
    return in_float32 > (MIN_SPEEDUP_COMPILED if is_compiled(width) else MIN_SPEEDUP) * in_bfloat16
