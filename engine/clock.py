"""A clock for limits of time, which stands still while the computer sleeps."""

from __future__ import annotations

import sys
import time

if sys.platform == "win32":
    import ctypes

    def awake_seconds() -> float:
        """Seconds that the computer was awake, from an arbitrary start: Windows counts sleep in its monotonic clock."""
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value * 1e-7

else:

    def awake_seconds() -> float:
        """Seconds that the computer was awake, from an arbitrary start: Linux and macOS count no sleep here."""
        return time.monotonic()
