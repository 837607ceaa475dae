"""Which processor fits, and on how many threads."""

from __future__ import annotations

import math
import os
import platform
import sys
import time
from functools import lru_cache
from typing import Final

import torch

from engine.errors import DeviceError

PAYS: Final = 1.5  # times as fast
DEVICES = ("auto", "cpu", "cuda", "mps")
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


def threads() -> int:
    """All cores where the crew's threads can give way to the window's, elsewhere all but one."""
    return _preferred[1] or (cores() if sys.platform == "linux" else max(1, cores() - 1))


@lru_cache(maxsize=64)
def bfloat16_pays(width: int) -> bool:
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
    return seconds(left, right) > PAYS * seconds(left.bfloat16(), right.bfloat16())


def out_of_memory(error: RuntimeError) -> bool:
    """Whether torch raised this because memory ran out; only CUDA has a type of its own for it."""
    text = str(error)
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in text or "can't allocate memory" in text
