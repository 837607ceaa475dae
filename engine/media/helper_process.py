"""Starting the helper process (`engine.media.helper`), and ending it with everything that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Final

from engine.errors import TooLongError
from engine.media.wire import MAX_BYTES
from engine.waiting import cancellation_point

HELPER_FLAG = "--undersong-helper"  # the frozen program, called with this flag, is the helper process
MAX_ERRORS: Final = 2000  # bytes that are kept of standard error, its last ones
_PIECE: Final = 1 << 16  # bytes read at once
_CALL_EVERY: Final = 0.2  # seconds
_PATIENCE: Final = 2.0  # seconds that a pipe of killed processes may take to end


@dataclass(frozen=True, slots=True)
class Finished:
    """What an ended process wrote to standard output, its exit code, and the end of its standard error.

    Of a process that wrote more than it may, the output is empty.
    """

    output: bytearray
    code: int
    errors: str
    too_much: bool = False


def helper_command() -> list[str]:
    """The beginning of the command that starts it; the arguments of `helper.helper_main` follow."""
    if getattr(sys, "frozen", False):
        return [sys.executable, HELPER_FLAG]
    # -P: no file in the current folder is taken for a module.
    return [sys.executable, "-P", "-m", "engine.media.helper"]


def run_helper(task: str, timeout: float, *arguments: str, data: bytes = b"", most: int = MAX_BYTES) -> Finished:
    """Run a task of the helper process with these bytes on its standard input, and read at most `most` from it.

    Raises TooLongError after `timeout` seconds, or about as many of processor time, and OSError where no process
    can be started. `while_waiting` is called five times a second; what it raises ends the process and is passed on.
    """
    environment = dict(os.environ)
    # One thread each: every further thread reserves address space, which is limited, and the files are small. The
    # sandbox needs a single one, too.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    if not getattr(sys, "frozen", False):
        folders = [entry for entry in sys.path[1:] if Path(entry).is_absolute()]  # an empty one is the current folder
        environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), *folders])
    process = subprocess.Popen(
        [*helper_command(), task, repr(float(timeout)), *arguments],
        stdin=subprocess.PIPE if data else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env=environment,
        start_new_session=True,  # a process group of its own, so that ffmpeg is killed with it
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        pipes = _Pipes(process, data, most)
    except RuntimeError:  # no memory for a thread
        _kill(process)
        process.wait()
        raise
    try:
        ended = pipes.wait(timeout)
    finally:
        _kill(process)
        pipes.close()
    if not ended or (process.returncode in _OUT_OF_TIME and not pipes.too_much):
        raise TooLongError(f"The computation took longer than {timeout:g} seconds and was ended.")
    if pipes.too_much:
        pipes.output.clear()
    return Finished(pipes.output, process.returncode, pipes.errors.decode("utf-8", "replace"), pipes.too_much)


class _Pipes:
    """The three pipes of a process, each with a thread; what comes out of them is bounded."""

    def __init__(self, process: subprocess.Popen[bytes], data: bytes, most: int) -> None:
        self.output, self.errors, self.too_much = bytearray(), bytearray(), False
        self._process, self._data, self._most = process, data, most
        self._threads = [Thread(target=task, daemon=True) for task in (self._read, self._listen, self._feed)]
        for thread in self._threads:
            thread.start()

    def wait(self, timeout: float) -> bool:
        """Whether the process ends within the timeout; one that writes too much counts as ended at once."""
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            while thread.is_alive() and (left := deadline - time.monotonic()) > 0:
                thread.join(min(left, _CALL_EVERY))
                if self.too_much:
                    return True
                cancellation_point()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        return self._process.poll() is not None and not any(thread.is_alive() for thread in self._threads)

    def close(self) -> None:
        """Close the pipes of a process that was killed, and wait for it.

        Where a process has got away, and holds one of them, its thread is left to wait for that alone.
        """
        self._process.wait()
        ends = (self._process.stdout, self._process.stderr, self._process.stdin)
        for thread, pipe in zip(self._threads, ends, strict=True):
            thread.join(_PATIENCE)
            if pipe is not None and not thread.is_alive():
                with suppress(OSError):
                    pipe.close()

    def _feed(self) -> None:
        if self._process.stdin is not None:
            with suppress(OSError), self._process.stdin as pipe:  # it ends before it has read everything
                view = memoryview(self._data)
                while len(view):
                    view = view[pipe.write(view) :]

    def _read(self) -> None:
        for piece in _pieces(self._process.stdout):
            self.too_much = len(self.output) + len(piece) > self._most
            if self.too_much:
                self.output.clear()
                return
            self.output += piece

    def _listen(self) -> None:
        for piece in _pieces(self._process.stderr):
            self.errors = (self.errors + piece)[-MAX_ERRORS:]


def _pieces(pipe: IO[bytes] | None) -> Iterator[bytes]:
    assert pipe is not None
    with suppress(OSError, ValueError):
        while piece := pipe.read(_PIECE):
            yield piece


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything it started, whichever way it is left."""
    if sys.platform == "win32":
        if process.poll() is None:
            # By its full path: Windows looks for programs in the current folder first. The job of the process ends
            # what it started, but for the moment before it is in it.
            taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
            with suppress(OSError):
                subprocess.run([taskkill, "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
            process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # all have ended; macOS refuses permission for a group of zombies
        return


# Exit codes of a process that has used up its processor time: at the hard limit Linux kills it outright.
_OUT_OF_TIME = () if sys.platform == "win32" else (-signal.SIGXCPU, -signal.SIGKILL)
