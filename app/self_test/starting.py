"""Measures the time and the memory of a start: `undersong --start-test TIME`.

TIME is the Unix time at which the caller started the process, which the process itself cannot know.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(start: float) -> int:
    """Start, print the seconds until splash screen and window were painted, and the peak memory, and exit.

    There are two times for each: wall-clock time, which a person waits, and processor time, which other running
    programs do not lengthen.
    """
    if sys.platform == "win32":
        import torch
    from app.shell.program import Program

    program = Program(sys.argv[:1])
    splash = time.time() - start, time.process_time()
    if sys.platform != "win32":
        import torch  # noqa: F401
    window = program.open_window()
    program.app.processEvents()
    window.grab()  # paints it, even before the first paint event
    opened = time.time() - start, time.process_time()
    print(json.dumps({"splash": splash, "window": opened, "megabytes": memory()}), flush=True)
    window.close()
    return 0


def memory() -> int | None:
    """The peak resident memory of this process in megabytes; None on Windows."""
    if (status := Path("/proc/self/status")).is_file():
        # getrusage would count the memory of the parent process, which the fork had inherited.
        lines = status.read_text("ascii", "replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) >> 10
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most) >> (20 if sys.platform == "darwin" else 10)
