"""Which processor fits, and on how many threads."""

from __future__ import annotations

import os
import platform
import sys

import torch

from engine.errors import DeviceError

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


def choose(name: str = "auto") -> torch.device:
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


def out_of_memory(error: RuntimeError) -> bool:
    """Whether torch raised this because memory ran out; only CUDA has a type of its own for it."""
    text = str(error)
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in text or "can't allocate memory" in text
