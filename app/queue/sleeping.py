"""Sleeping: the computer goes to sleep, where the system says that this program may ask for it without a password."""

from __future__ import annotations

import sys
from contextlib import suppress

from app.hide.awake import LOGIND, TIMEOUT


def can_sleep() -> bool:
    """Whether logind would let this program send the computer to sleep; False where there is no logind."""
    return _answer("CanSuspend") == ["yes"]


def sleep() -> bool:
    """Send the computer to sleep as its own menu does; whether the system agreed.

    Whatever another program forbids, such as a disc that is being written, logind refuses.
    """
    return _answer("Suspend", [False]) is not None  # False: ask nobody for a password


def _answer(method: str, arguments: list[object] | None = None) -> list[object] | None:
    if not sys.platform.startswith("linux"):
        return None
    with suppress(ImportError):
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

        system = QDBusConnection.systemBus()
        if not system.isConnected():
            return None
        question = QDBusMessage.createMethodCall(*LOGIND, method)
        question.setArguments(arguments or [])
        reply = system.call(question, QDBus.CallMode.Block, TIMEOUT)
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            return list(reply.arguments())
    return None
