"""What a decoder that a hostile file has taken over would try, tried in the helper process.

python probes.py FILE ITS_FOLDER HOME NEWEST_LANDLOCK MESSAGE_QUEUE
"""

# ruff: noqa: PTH101, PTH102, PTH104, PTH108, PTH208, PTH211

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import platform
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from engine.media.system_calls import COLUMNS, NUMBERS

FILE, FOLDER, HOME, PARENT = (*(Path(place) for place in sys.argv[1:4]), os.getppid())
QUEUE = int(sys.argv[5])
LIBC = ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _call(name: str, *arguments: object) -> int:
    """A system call by its number, as code that a decoder was made to run would make it."""
    number = NUMBERS[name][COLUMNS[platform.machine()]]
    return _check(LIBC.syscall(number, *(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)))


def _signal_by_a_pipe() -> None:
    """A pipe that can be read signals its owner, who may be any process."""
    read, write = os.pipe()
    try:
        fcntl.fcntl(read, fcntl.F_SETOWN, PARENT)
        fcntl.fcntl(read, 10, signal.SIGURG)
    finally:
        os.close(read)
        os.close(write)


def _with(opened: int, act: Callable[[int], object]) -> None:
    try:
        act(opened)
    finally:
        os.close(opened)


def _sibling() -> None:
    if _call("clone", 0x8000 | signal.SIGCHLD, 0, 0, 0, 0) == 0:
        os._exit(0)


def _in_a_child() -> None:
    """A process that it forks is shut in as well."""
    child = os.fork()
    if not child:
        try:
            os.listdir(HOME)
        except OSError:
            os._exit(1)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise PermissionError(13, "Permission denied")


def _mapped() -> int:
    """Write into the file through memory, which no limit of file sizes sees."""
    import mmap

    with FILE.open("r+b") as file, mmap.mmap(file.fileno(), 0) as view:
        view[0] = 0
    return 0


ATTEMPTS: dict[str, Callable[[], object]] = {
    "list the home folder": lambda: os.listdir(HOME),
    "read a file of the home folder": lambda: next(HOME.iterdir()).read_bytes(),
    "read the file's neighbour": lambda: (FOLDER / "diary.txt").read_bytes(),
    "list the file's folder": lambda: os.listdir(FOLDER),
    "read /etc/passwd": lambda: Path("/etc/passwd").read_bytes(),
    "read the memory of the parent": lambda: Path(f"/proc/{PARENT}/mem").open("rb").close(),
    "read the environment of the parent": lambda: Path(f"/proc/{PARENT}/environ").read_bytes(),
    "see the files of the parent": lambda: os.listdir(f"/proc/{PARENT}/fd"),
    "write beside the file": lambda: (FOLDER / "new.txt").write_text("here"),
    "write into the file": lambda: os.write(os.open(FILE, os.O_WRONLY), b"x"),
    "write into the file, opened to read and write": lambda: os.write(os.open(FILE, os.O_RDWR), b"x"),
    "write into the file by memory": _mapped,
    "write into the temporary folder": lambda: Path("/tmp/undersong-probe").write_text("here"),
    "write into shared memory": lambda: Path("/dev/shm/undersong-probe").write_text("here"),
    "make a nameless file": lambda: os.memfd_create("x"),
    "empty the file": lambda: os.truncate(FILE, 0),
    "delete the file": lambda: os.unlink(FILE),
    "rename the file": lambda: os.rename(FILE, FOLDER / "other"),
    "make a link": lambda: os.symlink("/", FOLDER / "link"),
    "make a folder": lambda: os.mkdir(FOLDER / "folder"),
    "change the file's mode": lambda: os.chmod(FILE, 0o777),
    "change the file's times": lambda: os.utime(FILE, (0, 0)),
    "connect over the internet": lambda: socket.socket(socket.AF_INET).close(),
    "connect over version 6": lambda: socket.socket(socket.AF_INET6).close(),
    "connect to the desktop": lambda: socket.socket(socket.AF_UNIX).close(),
    "make a pair of sockets": lambda: [end.close() for end in socket.socketpair()],
    "listen to the kernel": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close(),
    "end the parent": lambda: os.kill(PARENT, signal.SIGTERM),
    "stop the parent's group": lambda: os.killpg(os.getpgid(PARENT), signal.SIGCONT),
    "trace the parent": lambda: _check(LIBC.ptrace(16, PARENT, None, None)),
    "take hold of the parent": lambda: os.pidfd_open(PARENT),
    "limit the parent": lambda: __import__("resource").prlimit(PARENT, 4),
    "leave the group that is killed": lambda: os.setsid(),
    "run a shell": lambda: subprocess.run(["/bin/sh", "-c", "true"], check=True),
    "run Python": lambda: subprocess.run([os.path.realpath(sys.executable), "-c", ""], check=True),
    "be a namespace's root": lambda: _check(LIBC.unshare(0x10000000)),
    "raise the limit of processes": lambda: _raise_limit(),
    "signal the parent by a pipe": _signal_by_a_pipe,
    "read another program's messages": lambda: _call("msgrcv", QUEUE, ctypes.create_string_buffer(64), 48, 0, 0o4000),
    "send another program a message": lambda: _call("msgsnd", QUEUE, struct.pack("l4s", 1, b"evil"), 4, 0o4000),
    "delete another program's messages": lambda: _call("msgctl", QUEUE, 0, None),
    "change another program's semaphore": lambda: _call("semop", 0, struct.pack("HhH", 0, 1, 0o4000), 1),
    "delete another program's memory": lambda: _call("shmctl", 0, 0, None),
    "slow all processes of the person": lambda: _call("setpriority", 2, 0, 19),
    "starve all their disks": lambda: _call("ioprio_set", 3, 0, 3 << 13),
    "start a child of the parent": _sibling,
    "start one in a new namespace": lambda: _call("clone", 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0),
    "start one by the newer call": lambda: _call("clone3", struct.pack("8Q", 0x10000000, 0, 0, 0, 17, 0, 0, 0), 64),
    "read the home folder in a child": _in_a_child,
    "use the ring of calls": lambda: _call("io_uring_setup", 4, ctypes.create_string_buffer(256)),
    "run what has no name": lambda: _call("execveat", -100, b"/bin/true", None, None, 0),
    "read the attributes of a file": lambda: os.getxattr(HOME / "letter.txt", "user.xdg.origin.url"),
    "list the attributes of a file": lambda: os.listxattr(HOME / "letter.txt"),
    "cut the file": lambda: _with(os.open(FILE, os.O_RDWR), lambda file: os.ftruncate(file, 0)),
    "write into a pipe of the person": lambda: _with(
        os.open(FOLDER.parent / "pipe", os.O_RDWR | os.O_NONBLOCK), lambda pipe: os.write(pipe, b"x")
    ),
    "delay whoever writes the file": lambda: _with(
        os.open(FILE, os.O_RDONLY), lambda file: fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    ),
    "mount a folder": lambda: _call("mount", b"none", b"/mnt", b"tmpfs", 0, None),
    "see all processes": lambda: os.listdir("/proc"),
}


def _raise_limit() -> int:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    return 0


def attempt() -> dict[str, str]:
    """What the system says to each attempt; empty where it lets it happen."""
    answers = {}
    for name, act in ATTEMPTS.items():
        try:
            act()
        except (OSError, ValueError) as error:
            answers[name] = f"{type(error).__name__}: {error}"
        else:
            answers[name] = ""
    return answers


def main() -> None:
    import engine.media.helper as helper
    from engine.media import sandbox

    newest = int(sys.argv[4])
    enter = sandbox.enter

    def entered(file: Path | None, ffmpeg: Path | None) -> tuple[str, ...]:
        held = enter(file, ffmpeg, newest)
        print(json.dumps({"held": held, "answers": attempt()}), file=sys.stderr)
        return held

    sandbox.enter = entered
    helper.helper_main(["decode", "20", str(FILE)])


if __name__ == "__main__":
    main()
