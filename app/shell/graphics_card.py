"""Whether the computer has a graphics card that this build of the program cannot use, found without any network."""

from __future__ import annotations

import ctypes
import re
import sys
from functools import cache
from pathlib import Path

LISTED = Path("/proc/driver/nvidia/gpus")  # where NVIDIA's driver for Linux describes its cards
CHAPTER = "7-graphics-card.md"  # of the guide: how to get the build that uses it
LONGEST = 256  # bytes of a card's name


@cache
def unused() -> str:
    """The name of an NVIDIA card whose driver is here but which torch was not built for; empty where there is none."""
    import torch

    return "" if torch.version.cuda or torch.cuda.is_available() else named(LISTED) or asked()


def named(folder: Path) -> str:
    """The first card that the driver for Linux lists in a folder."""
    for paper in sorted(folder.glob("*/information")):
        if found := re.search(r"^Model:\s*(\S.*?)\s*$", paper.read_text("utf-8", "replace"), re.MULTILINE):
            return found[1]
    return ""


def asked(library: str = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1") -> str:
    """The first card that NVIDIA's driver names when it is asked; nothing is computed on it."""
    if sys.platform == "darwin":
        return ""  # no Mac of today has one
    try:
        driver = ctypes.CDLL(library)  # on 64-bit Windows every library is called alike
        count, card, name = ctypes.c_int(), ctypes.c_int(), ctypes.create_string_buffer(LONGEST)
        worked = (
            driver.cuInit(0) == 0
            and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
            and count.value > 0
            and driver.cuDeviceGet(ctypes.byref(card), 0) == 0
            and driver.cuDeviceGetName(name, LONGEST, card) == 0
        )
    except (OSError, AttributeError):  # no driver, or something else of that name
        return ""
    return name.value.decode("utf-8", "replace") if worked else ""
