"""Waiting for the window as a program does that drives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

LOOK_EVERY: Final = 0.05  # seconds


def settle(seconds: float) -> None:
    """Let the program draw what it has to, for so many seconds."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def until(done: Callable[[], bool], longest: float) -> None:
    """Run the program until something is so.  Raises TimeoutError after the longest that it may take, in seconds."""
    waited = 0.0
    while not done():
        settle(LOOK_EVERY)
        waited += LOOK_EVERY
        if waited > longest:
            raise TimeoutError("the window did not get there")
