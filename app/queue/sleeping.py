"""Sleeping: the computer goes to sleep, where the system says that this program may ask for it without a password."""

from __future__ import annotations

from app.kit import logind


def can_sleep() -> bool:
    """Whether logind would let this program send the computer to sleep; False where there is no logind."""
    return logind.call("CanSuspend") == ["yes"]


def sleep() -> bool:
    """Send the computer to sleep as its own menu does; whether the system agreed.

    Whatever another program forbids, such as a disc that is being written, logind refuses.
    """
    return logind.call("Suspend", [False]) is not None  # False: ask nobody for a password
