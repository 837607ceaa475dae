"""Child: a process of our own beside the program, which can be killed with all it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

DECODE_FLAG = "--undersong-decode"  # the frozen program, called with it, is that process


class TooLongError(Exception):
    """The process was ended because it took longer than it may."""


def decoder() -> list[str]:
    """The beginning of the command; what it shall do goes after it (`decode.main`)."""
    if getattr(sys, "frozen", False):
        return [sys.executable, DECODE_FLAG]
    # -P: nothing in the folder we happen to stand in is taken for a module.
    return [sys.executable, "-P", "-m", "engine.media.decode"]


def answered(command: Sequence[str], timeout: float, given: bytes = b"") -> tuple[bytes, int, str]:
    """What the process wrote when `given` this, its exit code, and the end of what it complained of.

    Raises TooLongError after `timeout` seconds, and OSError where no process can be started.
    """
    home = Path(__file__).parents[2]
    environment = dict(os.environ)
    # One thread each: every further one reserves address space, which is limited, and the files are small.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    if not getattr(sys, "frozen", False):
        environment["PYTHONPATH"] = os.pathsep.join([str(home), *sys.path[1:]])
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE if given else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,  # a group of its own, so that ffmpeg is killed with it
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with process:
        try:
            output, said = process.communicate(given or None, timeout=timeout)
        except subprocess.TimeoutExpired:
            raise TooLongError from None
        finally:
            _kill(process)
    return output, process.returncode, said.decode("utf-8", "replace")[-2000:]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all it started, whatever way we leave."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # all gone already; macOS says the second of a group of zombies
        return
