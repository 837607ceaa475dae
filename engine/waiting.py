"""Cancellation points: where a call that takes long asks whether anybody still waits for it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

# Set for a thread or a context: called several times a second, also between two reports. What it raises ends the call.
while_waiting: ContextVar[Callable[[], None]] = ContextVar("while_waiting", default=lambda: None)


def cancellation_point() -> None:
    """Call what is set in `while_waiting`; by default nothing.  What it raises is passed on."""
    while_waiting.get()()
