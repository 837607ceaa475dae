"""How long the program takes to start, and how much memory it then has: `undersong --start-test BEGAN`.

BEGAN is when it was started, in seconds since 1970: whoever starts a program knows that, and the program does not.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(began: float) -> int:
    """Start as for a person, write when the splash and the window stood and how much memory is held, and end.

    Seconds are told twice: by the clock, which is what a person waits, and of the processor, which other programs
    that run at the time do not lengthen.
    """
    if sys.platform == "win32":
        import torch
    from app.shell.program import Program

    program = Program(sys.argv[:1])
    splash = time.time() - began, time.process_time()
    if sys.platform != "win32":
        import torch  # noqa: F401
    window = program.open()
    program.app.processEvents()
    window.grab()  # painted, whether or not the screen asked for it yet
    stood = time.time() - began, time.process_time()
    print(json.dumps({"splash": splash, "window": stood, "megabytes": memory()}), flush=True)
    window.close()
    return 0


def memory() -> int | None:
    """The most memory this process has held, in megabytes; None where the system does not say it this way."""
    if (status := Path("/proc/self/status")).is_file():
        # Not what getrusage says: to it the memory of whoever started this process belongs to it too.
        lines = status.read_text("ascii", "replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) >> 10
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most) >> (20 if sys.platform == "darwin" else 10)
