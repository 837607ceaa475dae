"""Ending: the system ends the program, by a signal or with the desktop session."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Ending(QObject):
    """Emits `requested`, from the event loop, when one of the signals arrives that end a program.

    Python alone would run a signal's handler only when the event loop next comes back to Python.
    """

    requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for name in NAMES:
            if hasattr(signal, name):  # Windows has no SIGHUP
                signal.signal(getattr(signal, name), lambda *_: None)  # the byte on the socket is enough

    def _wake(self) -> None:
        self._read.recv(4096)
        self.requested.emit()
