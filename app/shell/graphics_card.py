"""Whether the computer has an NVIDIA graphics card that this build of torch cannot use."""

from __future__ import annotations

import ctypes
import re
import sys
from functools import cache
from pathlib import Path

DRIVER_FOLDER = Path("/proc/driver/nvidia/gpus")  # where NVIDIA's driver for Linux lists its cards
CHAPTER = "9-graphics-card.md"  # of the guide: how to install the build with CUDA
MAX_NAME_BYTES = 256


@cache
def unused_card() -> str:
    """The name of an NVIDIA card with a driver, if torch is built without CUDA; else ""."""
    import torch

    return "" if torch.version.cuda or torch.cuda.is_available() else first_listed_card(DRIVER_FOLDER) or query_driver()


def first_listed_card(folder: Path) -> str:
    """The first card in the folder of the Linux driver; else ""."""
    for path in sorted(folder.glob("*/information")):
        if model := re.search(r"^Model:\s*(\S.*?)\s*$", path.read_text("utf-8", "replace"), re.MULTILINE):
            return model[1]
    return ""


def query_driver(library: str = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1") -> str:
    """The name of the first card, from the driver's CUDA library; else "". Nothing is computed on the card."""
    if sys.platform == "darwin":
        return ""  # no supported Mac has one
    try:
        driver = ctypes.CDLL(library)  # 64-bit Windows has one calling convention
        count, card, name = ctypes.c_int(), ctypes.c_int(), ctypes.create_string_buffer(MAX_NAME_BYTES)
        succeeded = (
            driver.cuInit(0) == 0
            and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
            and count.value > 0
            and driver.cuDeviceGet(ctypes.byref(card), 0) == 0
            and driver.cuDeviceGetName(name, MAX_NAME_BYTES, card) == 0
        )
    except (OSError, AttributeError):  # no driver, or another library of that name
        return ""
    return name.value.decode("utf-8", "replace") if succeeded else ""
