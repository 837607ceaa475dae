"""A job object: limits that a Windows process puts on itself and on all that it starts."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

MOST_PROCESSES: Final = 8
_PROCESS_TIME, _ACTIVE_PROCESSES, _PROCESS_MEMORY = 0x2, 0x8, 0x100
_NO_ERROR_DIALOG, _KILL_ON_CLOSE = 0x400, 0x2000
_EXTENDED_LIMITS, _UI_RESTRICTIONS = 9, 4  # classes of information
_NO_UI: Final = 0xFF  # no handles of others' windows, clipboard, settings, desktops, atoms, nor logging off
_TICKS: Final = 10_000_000  # a second, in units of 100 ns


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits(memory: int, seconds: int) -> ExtendedLimits:
    """Limits of memory in bytes and of processor time for each process, and of their number."""
    result = ExtendedLimits()
    result.basic.flags = (
        _PROCESS_TIME | _ACTIVE_PROCESSES | _PROCESS_MEMORY | _NO_ERROR_DIALOG | _KILL_ON_CLOSE
    )  # fmt: skip
    result.basic.process_time = seconds * _TICKS
    result.basic.processes = MOST_PROCESSES
    result.process_memory = memory
    return result


def enter(memory: int, seconds: int) -> bool:
    """Put this process into a new job with these limits; whether that was possible.

    Its handle is never closed: the system does that when this process ends, and then ends all others of the job.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        wanted, no_ui = limits(memory, seconds), ctypes.c_uint32(_NO_UI)
        if not job or not kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
        ):
            return False
        kernel.SetInformationJobObject(job, _UI_RESTRICTIONS, ctypes.byref(no_ui), ctypes.sizeof(no_ui))
        return bool(kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())))
    return False
