"""Running a target: in a process of its own, which is watched for crashes, hangs, growth and foreign errors."""

from __future__ import annotations

import os
import resource
import signal
import struct
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path
from random import Random
from typing import Final

from tests.fuzz.targets import Target

PATIENCE: Final = 240.0  # seconds that one case may take, on a computer that does other things as well
MEMORY: Final = 1 << 30  # bytes that the process may grow by
ROUND: Final = 500  # cases of a process
_NOW: Final = struct.Struct("<QdQ")  # in shared memory: the case under way, since when, and how many were done


@dataclass(slots=True)
class Outcome:
    """How many cases ran, what was found, and the most memory that was taken."""

    cases: int = 0
    seconds: float = 0.0
    processor: float = 0.0  # seconds, of all processes that came to their end
    peak: int = 0  # MiB
    found: list[str] = field(default_factory=list)


def case_of(target: Target, seed: str, number: int) -> tuple[bytes, str]:
    """The case of this number: always the same."""
    return target.make(Random(f"{seed}/{number}"))


def fuzz(target: Target, seconds: float, seed: str, keep: Path) -> Outcome:
    """Run cases for so many seconds; each one that finds something is kept in a folder, with a sentence in `found`."""
    outcome, started, number, shared = Outcome(), time.monotonic(), 0, mmap(-1, _NOW.size)
    before = _processor_time()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while (left := seconds - (time.monotonic() - started)) > 0:
            shared[:] = _NOW.pack(number, time.monotonic(), 0)
            worker = os.fork()
            if worker == 0:
                _work(target, seed, number, left, folder, keep, shared)
            status = _watch(worker, shared)
            number, _, done = _NOW.unpack(shared[:])
            outcome.cases += done
            if status is None or not os.WIFEXITED(status) or os.WEXITSTATUS(status):
                how = "hangs" if status is None else f"ends the process: {os.waitstatus_to_exitcode(status)}"
                _keep(target, seed, number, keep, how, *_current(folder))
            number += 1
        outcome.peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    outcome.seconds, outcome.processor = time.monotonic() - started, _processor_time() - before
    outcome.found = sorted(path.read_text() for path in keep.glob(f"{target.name}-*.why"))
    return outcome


def _processor_time() -> float:
    """Seconds that the processes started from here have taken of the processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(worker: int, shared: mmap) -> int | None:
    """Wait for a worker; its status, or None where it hung and was killed."""
    while True:
        ended, status = os.waitpid(worker, os.WNOHANG)
        if ended:
            return status
        _, since, _ = _NOW.unpack(shared[:])
        if time.monotonic() - since > PATIENCE:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
            return None
        time.sleep(0.05)


def _work(target: Target, seed: str, first: int, seconds: float, folder: Path, keep: Path, shared: mmap) -> None:
    """Run cases from this number on, and end the process."""
    code = 0
    try:
        end, before = time.monotonic() + seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        target.prepare(folder)
        for done in range(ROUND):
            if time.monotonic() > end:
                break
            number = first + done
            shared[:] = _NOW.pack(number, time.monotonic(), done + 1)
            data, suffix = case_of(target, seed, number)
            (folder / "current").write_bytes(suffix.encode().ljust(16) + data)
            try:
                target.run(data, suffix)
            except target.allowed:
                pass
            except BaseException as error:
                _keep(target, seed, number, keep, "".join(traceback.format_exception(error)[-6:]), data, suffix)
            if (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10 > MEMORY:
                _keep(target, seed, number, keep, "takes too much memory", data, suffix)
                break
    except BaseException:
        traceback.print_exc()
        code = 3
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _current(folder: Path) -> tuple[bytes, str]:
    """The case that was under way when its process ended."""
    written = (folder / "current").read_bytes()
    return written[16:], written[:16].decode().strip()


def _keep(target: Target, seed: str, number: int, keep: Path, why: str, data: bytes, suffix: str) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    (keep / f"{target.name}-{number}{suffix}").write_bytes(data)
    (keep / f"{target.name}-{number}.why").write_text(f"{target.name}, case {number} of seed {seed}: {why}\n")
