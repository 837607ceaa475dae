"""logind, which decides on Linux when the computer sleeps: one call of its manager over the system's bus."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress

MANAGER = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
TIMEOUT = 500  # milliseconds for an answer; the window waits for it


def call(method: str, arguments: Sequence[object] = ()) -> list[object] | None:
    """What the method returned; None where it failed, and where there is no logind."""
    if not sys.platform.startswith("linux"):
        return None
    with suppress(ImportError):
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

        system = QDBusConnection.systemBus()
        if not system.isConnected():
            return None
        question = QDBusMessage.createMethodCall(*MANAGER, method)
        question.setArguments(list(arguments))
        reply = system.call(question, QDBus.CallMode.Block, TIMEOUT)
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            return list(reply.arguments())
    return None
