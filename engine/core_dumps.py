"""Core dumps, which hold keys: a process and its children write none."""

from __future__ import annotations

import sys


def forbid_core_dumps() -> None:
    """Let no crash of this process, or of one that it starts, write its memory to the disk.

    On Linux the limit is one byte: with none at all the kernel would still hand the memory to the program that
    `core_pattern` names, as systemd's or Ubuntu's, and a limit of one is its sign not to. PR_SET_DUMPABLE would do it
    too, but takes /proc/self from the desktop's portals and from ffmpeg, which writes films there. On Windows the crash
    report leaves out the heap.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.WerSetFlags(1)  # WER_FAULT_REPORTING_FLAG_NOHEAP
    else:
        import resource

        limit = 1 if sys.platform == "linux" else 0
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        if most == resource.RLIM_INFINITY or most > limit:
            resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
