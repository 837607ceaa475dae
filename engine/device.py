"""Which processor fits, and on how many threads."""

from __future__ import annotations

import os

import torch

from engine.errors import DeviceError

DEVICES = ("auto", "cpu", "cuda", "mps")


def choose(name: str = "auto") -> torch.device:
    """The device of that name, or the best there is.  Raises DeviceError where it is not there."""
    has = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        name = next(n for n in ("cuda", "mps", "cpu") if has[n])
    if not has.get(name, False):
        raise DeviceError(f"This computer has no {name} device that can be used.")
    return torch.device(name)


def threads() -> int:
    """All cores but one: with a thread on every core, anything else that runs slows the fit to a third."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)


def out_of_memory(error: RuntimeError) -> bool:
    """Whether torch raised this because memory ran out; only CUDA has a type of its own for it."""
    text = str(error)
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in text or "can't allocate memory" in text
