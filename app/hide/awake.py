"""Awake: the computer does not go to sleep on its own while something is computed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject

from app.kit import logind

ES_CONTINUOUS, ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001  # of SetThreadExecutionState


class Awake(QObject):
    """Asks the system not to sleep: logind on Linux, Windows and macOS each in its own way.

    A lid that is closed, or a person who asks for it, still sends the computer to sleep; then the work goes on when it
    wakes up. The system forgets the request when the process ends, however it ends. Where it cannot be asked, nothing
    happens.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._release: Callable[[], object] | None = None

    @property
    def held(self) -> bool:
        """Whether the system was asked, and agreed."""
        return self._release is not None

    def hold(self, on: bool) -> None:
        """Keep the computer awake from now on, or no longer."""
        if on and self._release is None:
            self._release = _inhibited()
        elif not on and self._release is not None:
            release, self._release = self._release, None
            release()


def _inhibited() -> Callable[[], object] | None:
    """Ask the system; what gives its sleep back, or None where it did not agree."""
    if sys.platform == "win32":
        return _inhibited_on_windows()
    if sys.platform == "darwin":
        return _inhibited_on_macos()
    return _inhibited_on_linux()


def _inhibited_on_linux() -> Callable[[], object] | None:
    """logind's Inhibit gives a handle: sleep is inhibited while a copy of it is open."""
    with suppress(ImportError):
        from PySide6.QtDBus import QDBusUnixFileDescriptor

        answer = logind.call("Inhibit", ["sleep:idle", "Undersong", "A file is being made", "block"]) or []
        handles = [handle for handle in answer if isinstance(handle, QDBusUnixFileDescriptor)]
        if handles:
            return handles.clear  # the last reference closes it
    return None


def _inhibited_on_windows() -> Callable[[], object] | None:
    """The state of this very thread, the window's."""
    import ctypes

    set_state = getattr(ctypes, "windll").kernel32.SetThreadExecutionState  # noqa: B009  there is none elsewhere
    set_state.argtypes, set_state.restype = (ctypes.c_uint,), ctypes.c_uint
    if not set_state(ES_CONTINUOUS | ES_SYSTEM_REQUIRED):
        return None
    return lambda: set_state(ES_CONTINUOUS)


def _inhibited_on_macos() -> Callable[[], object] | None:
    """A program of the system's that keeps it awake, and ends with this process (-w) if it is not ended before."""
    import os

    with suppress(OSError):
        caffeinate = subprocess.Popen(["/usr/bin/caffeinate", "-i", "-w", str(os.getpid())])

        def release() -> None:
            caffeinate.terminate()
            caffeinate.wait()

        return release
    return None
