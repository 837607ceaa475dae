"""Running the event loop for a while, for programs that drive the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

POLL_SECONDS: Final = 0.05


def run_events(seconds: float) -> None:
    """Run the event loop for some seconds."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(done: Callable[[], bool], timeout: float) -> None:
    """Run the event loop until `done()` is true.  Raises TimeoutError after some seconds."""
    waited = 0.0
    while not done():
        run_events(POLL_SECONDS)
        waited += POLL_SECONDS
        if waited > timeout:
            raise TimeoutError("the window did not reach the state in time")
