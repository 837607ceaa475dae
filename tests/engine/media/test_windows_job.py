"""The structures of a job object are laid out as Windows reads them; what they do is tried there."""

from __future__ import annotations

import ctypes
import sys

import pytest

from engine.media import windows_job
from engine.media.helper_process import run_helper


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="of 64 bits")
def test_the_structures_have_their_sizes():
    assert ctypes.sizeof(windows_job.BasicLimits) == 64
    assert ctypes.sizeof(windows_job.ExtendedLimits) == 144
    assert windows_job.ExtendedLimits.process_memory.offset == 112


def test_the_limits_are_written_where_they_belong():
    limits = windows_job.limits(3 << 30, 65)
    assert limits.process_memory == 3 << 30
    assert limits.basic.process_time == 650_000_000
    assert limits.basic.processes == windows_job.MOST_PROCESSES
    assert limits.basic.flags == 0x2 | 0x8 | 0x100 | 0x400 | 0x2000


@pytest.mark.skipif(sys.platform == "win32", reason="there is one there")
def test_elsewhere_there_is_no_job():
    assert windows_job.enter(1 << 30, 10) is False


@pytest.mark.skipif(sys.platform != "win32", reason="job objects are of Windows")
def test_the_helper_is_in_a_job(monkeypatch):
    from engine.media import helper_process

    code = "import engine.media.windows_job as job; raise SystemExit(0 if job.enter(3 << 30, 20) else 9)"
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    assert run_helper("nothing", 20.0).code == 0
