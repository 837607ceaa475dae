"""Starting the helper process (`engine.media.helper`), and ending it with everything that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from engine.errors import TooLongError

HELPER_FLAG = "--undersong-helper"  # the frozen program, called with this flag, is the helper process


@dataclass(frozen=True, slots=True)
class Finished:
    """What an ended process wrote to standard output, its exit code, and the end of its standard error."""

    output: bytes
    code: int
    errors: str


def helper_command() -> list[str]:
    """The beginning of the command that starts it; the arguments of `helper.helper_main` follow."""
    if getattr(sys, "frozen", False):
        return [sys.executable, HELPER_FLAG]
    # -P: no file in the current folder is taken for a module.
    return [sys.executable, "-P", "-m", "engine.media.helper"]


def run_helper(task: str, timeout: float, *arguments: str, data: bytes = b"") -> Finished:
    """Run a task of the helper process with these bytes on its standard input.

    Raises TooLongError after `timeout` seconds, or about as many of processor time, and OSError where no process
    can be started.
    """
    environment = dict(os.environ)
    # One thread each: every further thread reserves address space, which is limited, and the files are small.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    if not getattr(sys, "frozen", False):
        environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path[1:]])
    sentence = f"The computation took longer than {timeout:g} seconds and was ended."
    process = subprocess.Popen(
        [*helper_command(), task, repr(float(timeout)), *arguments],
        stdin=subprocess.PIPE if data else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,  # a process group of its own, so that ffmpeg is killed with it
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with process:
        try:
            output, errors = process.communicate(data or None, timeout=timeout)
        except subprocess.TimeoutExpired:
            raise TooLongError(sentence) from None
        finally:
            _kill(process)
    if process.returncode in _OUT_OF_TIME:
        raise TooLongError(sentence)
    return Finished(output, process.returncode, errors.decode("utf-8", "replace")[-2000:])


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything it started, whichever way it is left."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # all have ended; macOS refuses permission for a group of zombies
        return


# Exit codes of a process that has used up its processor time: at the hard limit Linux kills it outright.
_OUT_OF_TIME = () if sys.platform == "win32" else (-signal.SIGXCPU, -signal.SIGKILL)
