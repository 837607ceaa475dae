"""The sandbox: what the helper process may still do once it has given up the rest, before it reads a stranger's file.

On Linux it reads one file, the program's own folders and the system's libraries; writes nothing; runs ffmpeg alone,
which inherits all of this; and reaches no network, no other process and nothing of its parent's. On Windows it is
in a job object with limits. Memory, processor time, files, processes and core dumps are limited everywhere else too.
"""

from __future__ import annotations

import os
import struct
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.media import landlock, seccomp
from engine.media.landlock import EXECUTE, READ_DIR, READ_FILE, WRITE_FILE, Rule

MEMORY: Final = 3 << 30  # bytes of address space of each process: a picture of 200 megapixels takes 1.6 GB
MORE_PROCESSES: Final = 512  # than run in the whole system: ffmpeg has a dozen threads
OPEN_FILES: Final = 256

_READ: Final = READ_FILE | READ_DIR
_SYSTEM_LIBRARIES: Final = (
    "/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache", "/sys/devices/system/cpu", "/dev/urandom", "/dev/zero",
)  # fmt: skip


def limit(cpu_seconds: int) -> None:
    """Limit memory, processor time, processes and files of this process and of those it starts."""
    if sys.platform == "win32":
        from engine.media import windows_job

        windows_job.enter(MEMORY, cpu_seconds)
        return
    import resource

    limits = {
        "RLIMIT_AS": MEMORY,
        "RLIMIT_CPU": cpu_seconds,
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_NPROC": _processes() + MORE_PROCESSES,
    }
    for name, most in limits.items():
        which = getattr(resource, name)
        _, hard = resource.getrlimit(which)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS refuses a limit on the address space
            resource.setrlimit(which, (most, most))


def enter(file: Path | None = None, ffmpeg: Path | None = None, newest: int = 1 << 30) -> tuple[str, ...]:
    """Give up everything but reading this file and running this ffmpeg; what of it the system could do, by name.

    The names are "landlock" with the version of its interface, "seccomp", or "job" on Windows. `newest` is the latest
    version of Landlock that is used. The process must have one thread; nothing is given back before it ends.
    """
    if sys.platform == "win32":
        return ("job",)
    if sys.platform != "linux":
        return ()
    version = min(newest, landlock.version())
    seccomp.forbid_new_privileges()
    if not landlock.restrict(_rules(file, ffmpeg), version):
        version = 0
    filtered = seccomp.restrict(version)
    return (*([f"landlock {version}"] if version else []), *(["seccomp"] if filtered else []))


def _rules(file: Path | None, ffmpeg: Path | None) -> Iterator[Rule]:
    yield Path(os.devnull), READ_FILE | WRITE_FILE
    if file is not None:
        yield file, READ_FILE
    if ffmpeg is not None:
        yield ffmpeg, READ_FILE | EXECUTE
        if (loader := _loader(ffmpeg)) is not None:
            yield loader, READ_FILE | EXECUTE
    for folder in {*_own_folders(), *map(Path, _SYSTEM_LIBRARIES)}:
        yield folder, _READ


def _own_folders() -> Iterator[Path]:
    """Where this program, Python and its packages are."""
    yield Path(__file__).parents[1]
    yield Path(sys.executable)  # a frozen program holds its modules itself
    if getattr(sys, "frozen", False):
        yield Path(sys.executable).parent
        yield Path(getattr(sys, "_MEIPASS", sys.executable))
    for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix):
        yield Path(prefix, "lib")
        yield Path(prefix, "lib64")
    yield from (Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (Path(entry) for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages"))


def _loader(program: Path) -> Path | None:
    """The dynamic loader that a program names (PT_INTERP), which the kernel runs with it; None where it is static."""
    with suppress(OSError, struct.error), program.open("rb") as file:
        head = file.read(64)
        if head[:5] != b"\x7fELF\x02":
            return None
        (table,), (size, count) = struct.unpack_from("<Q", head, 32), struct.unpack_from("<HH", head, 54)
        for index in range(count):
            file.seek(table + index * size)
            kind, _, start, _, _, length = struct.unpack("<IIQQQQ", file.read(40))
            if kind == 3:
                file.seek(start)
                return Path(os.fsdecode(file.read(length).rstrip(b"\0")))
    return None


def _processes() -> int:
    """The number of threads in the whole system, of which this person's are some; a guess where it does not say."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].split("/")[1])
    except (OSError, IndexError, ValueError):
        return 4096
