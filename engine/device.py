"""Which processor fits, and on how many threads."""

from __future__ import annotations

import math
import os
import platform
import sys
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import torch

from engine.errors import DeviceError

MIN_SPEEDUP: Final = 1.5  # of a bfloat16 product: below it the conversions take what is won
DEVICES = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True, slots=True)
class DeviceProfile:
    """What the fit and its forecast have to know of one type of device; all figures were measured.

    `chunk` is how many rows go through a network at once, and `batch_factor` how many times the schedule's batch one
    step takes. `warmup_steps` are not timed. `step_overhead` is what starting one step costs, in weights times samples.
    Low-precision gradients are used below `low_precision_below` decibels. `fixed_seconds` of a hide are no fitting.
    """

    chunk: int
    batch_factor: int = 1
    warmup_steps: int = 0
    step_overhead: float = 0.0
    low_precision_below: float = -math.inf
    fixed_seconds: float = 1.5


PROFILES: Final[dict[str, DeviceProfile]] = {
    "cpu": DeviceProfile(chunk=512, low_precision_below=45.0),  # so many rows stay in the cache
    "cuda": DeviceProfile(
        chunk=1 << 16,
        # A GPU takes almost the same time for a batch four times as large. In 3.5 s a cover came to 61 dB with 8192
        # samples a step, to 64 with twice as many, to 66 with four times, and to 62 with eight.
        batch_factor=4,
        warmup_steps=2,  # kernels are loaded once, which takes up to a second
        step_overhead=2e10,  # half a millisecond, whatever the step has to do
        # float16 is eight times as close as bfloat16: used up to 45, up to 60 and never, a cover came to 61.6, 62.0 and
        # 61.0 dB.
        low_precision_below=60.0,
        fixed_seconds=0.2,
    ),
    "mps": DeviceProfile(chunk=1 << 14),
}


def profile_of(device: torch.device) -> DeviceProfile:
    """The profile of a device's type."""
    return PROFILES[device.type]


_preferred: tuple[str, int] = ("auto", 0)  # a device, and threads: what a person chose for the whole program


def devices() -> dict[str, str]:
    """The devices of this computer that can be used, the best first, each with the name its maker gave it."""
    result = {}
    if torch.cuda.is_available():
        result["cuda"] = torch.cuda.get_device_name()
    if torch.backends.mps.is_available():
        result["mps"] = "Apple GPU"
    return {**result, "cpu": platform.processor() or platform.machine()}


def prefer(device: str = "auto", threads: int = 0) -> None:
    """From now on "auto" means this device where it is there, and this many threads are used; 0: as many as help."""
    global _preferred
    _preferred = (device, threads)


def choose_device(name: str = "auto") -> torch.device:
    """The device of that name, or the best there is.  Raises DeviceError where it is not there."""
    has = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        name = next(n for n in (_preferred[0], "cuda", "mps", "cpu") if has.get(n, False))
    if not has.get(name, False):
        raise DeviceError(f"This computer has no {name} device that can be used.")
    return torch.device(name)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def thread_count() -> int:
    """All cores where the crew's threads can give way to the window's, elsewhere all but one."""
    return _preferred[1] or (cores() if sys.platform == "linux" else max(1, cores() - 1))


@lru_cache(maxsize=64)
def bfloat16_is_faster(width: int) -> bool:
    """Whether this processor multiplies matrices of that width in bfloat16 so much faster that the rest is made up for.

    It takes a few milliseconds. Processors without such products take several times as long for them.
    """

    def seconds(left: torch.Tensor, right: torch.Tensor) -> float:
        best = math.inf
        for _ in range(6):
            began = time.perf_counter()
            torch.mm(left, right)
            best = min(best, time.perf_counter() - began)
        return best

    left, right = torch.ones(512, width), torch.ones(width, width)
    return seconds(left, right) > MIN_SPEEDUP * seconds(left.bfloat16(), right.bfloat16())


def out_of_memory(error: RuntimeError) -> bool:
    """Whether torch raised this because memory ran out; only CUDA has a type of its own for it."""
    text = str(error)
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in text or "can't allocate memory" in text
