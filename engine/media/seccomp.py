"""Seccomp: a filter of system calls, which a Linux process gives itself and all that it starts, for ever.

It is the second wall. Landlock limits which files are read; the filter refuses what Landlock does not know (sockets,
other processes, modes and times of files) and, where there is no Landlock, everything that would write.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.media.system_calls import COLUMNS, NUMBERS

# Instructions of the filter's machine, "classic BPF": load a word, compare it, return.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _PROCESSOR, _ARGUMENTS = 0, 4, 16  # offsets in what it sees of a call
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # of prctl
_AUDIT: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32: Final = 0x40000000  # calls from here on are a second way to make the same ones
_FIRST_UNKNOWN: Final = 463  # what later kernels add, this list does not know: it is not there

NETWORK: Final = (
    "socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg recvmsg recvmmsg"
)  # fmt: skip
PROCESSES: Final = (
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp pidfd_open pidfd_getfd "
    "pidfd_send_signal setsid setpgid unshare setns execveat perf_event_open userfaultfd bpf "
    # Those of the whole person, or by a number that can be guessed.
    "setpriority ioprio_set shmget shmat shmctl msgget msgsnd msgrcv msgctl semget semop semtimedop semctl "
    "mq_open mq_unlink keyctl add_key request_key"
)
SIGNALS: Final = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo"
FILES: Final = (
    "creat truncate ftruncate link linkat symlink symlinkat mknod mknodat rename renameat renameat2 unlink unlinkat "
    "mkdir mkdirat rmdir chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat setxattr lsetxattr fsetxattr "
    "removexattr lremovexattr fremovexattr utime utimes utimensat futimesat fallocate inotify_init inotify_init1 "
    "fanotify_init open_by_handle_at name_to_handle_at memfd_create memfd_secret "
    # Landlock does not know them: where a file was downloaded from is such an attribute.
    "getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr"
)
SYSTEM: Final = (
    "mount umount2 pivot_root chroot mount_setattr move_mount open_tree fsopen fsconfig fsmount fspick reboot "
    "kexec_load kexec_file_load init_module finit_module delete_module swapon swapoff acct quotactl settimeofday "
    "clock_settime adjtimex clock_adjtime sethostname setdomainname syslog personality vhangup modify_ldt iopl ioperm"
)
# Not there, so that their callers take the older call, whose arguments a filter can see.
MISSING: Final = (
    "clone3 openat2 io_uring_setup io_uring_enter io_uring_register statmount listmount "
    "lsm_get_self_attr lsm_set_self_attr lsm_list_modules"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A call that is refused where an argument has any of these bits, is not zero, or is one of these values."""

    name: str
    argument: int  # its position from 0 on
    any_bit: int = 0
    not_zero: bool = False
    equal: tuple[int, ...] = ()


# O_WRONLY and O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_TMPFILE. No limit of file sizes holds for pipes and terminals.
_WRITES: Final = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000
_NAMESPACES: Final = 0x7E020080  # CLONE_NEW*: user, process, network and other namespaces
_CHILD_OF_THE_PARENT: Final = 0x8000  # CLONE_PARENT
_TYPES_INTO_A_TERMINAL: Final = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX
_SIGNALS_AND_LEASES: Final = (8, 10, 15, 1024, 1026)  # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY
CONDITIONS: Final = (
    Condition("open", 1, any_bit=_WRITES),
    Condition("openat", 2, any_bit=_WRITES),
    Condition("clone", 0, any_bit=_NAMESPACES | _CHILD_OF_THE_PARENT),
    Condition("fcntl", 1, equal=_SIGNALS_AND_LEASES),  # a file that is ready signals whom its owner is set to
    Condition("ioctl", 1, equal=_TYPES_INTO_A_TERMINAL),
    # Of another process, which is not number 0.
    Condition("prlimit64", 0, not_zero=True),
    Condition("sched_setaffinity", 0, not_zero=True),
    Condition("sched_setscheduler", 0, not_zero=True),
    Condition("sched_setparam", 0, not_zero=True),
    Condition("sched_setattr", 0, not_zero=True),
    Condition("move_pages", 0, not_zero=True),
    Condition("migrate_pages", 0, not_zero=True),
)

_SHARED_MEMORY: Final = Condition("mmap", 3, any_bit=1)  # MAP_SHARED


def forbid_new_privileges() -> None:
    """Nothing that is run from here on gains rights, as a program of another owner could; filters need this first."""
    _prctl(_NO_NEW_PRIVILEGES, 1)


def restrict(landlock: int) -> bool:
    """Take the filter; whether that was possible.  The process has to have no_new_privs.

    `landlock` is the version that holds already. Before 6 no process can be ended, none seems to exist; where it is 0
    no file can be written through memory either.
    """
    machine = platform.machine()
    if machine not in COLUMNS or sys.maxsize < 1 << 32:
        return False
    program = b"".join(_program(machine, landlock))
    code = ctypes.create_string_buffer(program, len(program))
    described = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(code)))
    return _prctl(_SET_SECCOMP, _FILTER, ctypes.addressof(described)) == 0


def _prctl(option: int, second: int, third: int = 0) -> int:
    call = ctypes.CDLL(None).prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    return int(call(option, second, third, 0, 0))


def _program(machine: str, landlock: int) -> Iterator[bytes]:
    """The filter's instructions, 8 bytes each."""
    column = COLUMNS[machine]
    yield _step(_LOAD, _PROCESSOR)
    yield from _unless(_EQUAL, _AUDIT[machine], _KILL)
    yield _step(_LOAD, _NUMBER)
    yield from _where(_AT_LEAST, _X32, _FAIL | errno.ENOSYS)
    yield from _where(_AT_LEAST, _FIRST_UNKNOWN, _FAIL | errno.ENOSYS)
    refused = {errno.EACCES: f"{NETWORK} {FILES}", errno.EPERM: f"{PROCESSES} {SYSTEM}", errno.ENOSYS: MISSING}
    if landlock < 6:
        refused[errno.ESRCH] = SIGNALS
    for error, names in refused.items():
        for name in names.split():
            if (number := NUMBERS[name][column]) is not None:
                yield from _where(_EQUAL, number, _FAIL | error)
    for condition in CONDITIONS if landlock else (*CONDITIONS, _SHARED_MEMORY):
        if (number := NUMBERS[condition.name][column]) is not None:
            yield from _conditional(condition, number)
    yield _step(_RETURN, _ALLOW)


def _conditional(condition: Condition, number: int) -> Iterator[bytes]:
    fail = _FAIL | (errno.EACCES if condition.any_bit == _WRITES else errno.EPERM)
    steps = [_step(_LOAD, _ARGUMENTS + 8 * condition.argument)]  # the lower half: all that is looked at is an int
    if condition.not_zero:
        steps += _unless(_EQUAL, 0, fail)
    if condition.any_bit:
        steps += _where(_ANY_BIT, condition.any_bit, fail)
    for value in condition.equal:
        steps += _where(_EQUAL, value, fail)
    yield _step(_EQUAL, number, 0, len(steps) + 1)
    yield from steps
    yield _step(_RETURN, _ALLOW)


def _where(test: int, value: int, result: int) -> Iterator[bytes]:
    yield _step(test, value, 0, 1)
    yield _step(_RETURN, result)


def _unless(test: int, value: int, result: int) -> Iterator[bytes]:
    yield _step(test, value, 1, 0)
    yield _step(_RETURN, result)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
