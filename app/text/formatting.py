"""Durations and file sizes for display."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale


def duration(seconds: float) -> str:
    """A rounded duration, as in "45 s", "3 min" or "1.5 h"."""
    say = QCoreApplication.translate
    if seconds < 1:
        return say("Words", "a moment")
    if seconds < 90:
        rounded = round(seconds) if seconds < 20 else 5 * round(seconds / 5)
        return say("Words", "%d s") % rounded
    if seconds < 5400:
        return say("Words", "%d min") % round(seconds / 60)
    return say("Words", "%s h") % QLocale().toString(seconds / 3600, "f", 1)


def time_left(seconds: float) -> str:
    """What is left of a wait, rounded as people round: "About 40 s left", "About 2 min left"."""
    say = QCoreApplication.translate
    if seconds < 8:
        return say("Words", "A few seconds left")
    if seconds < 55:
        return say("Words", "About %d s left") % (10 * max(1, round(seconds / 10)))
    minutes = seconds / 60
    if minutes < 1.5:
        return say("Words", "About a minute left")
    if minutes < 10:
        return say("Words", "About %d min left") % round(minutes)
    if minutes < 53:
        return say("Words", "About %d min left") % (5 * round(minutes / 5))
    hours = max(1.0, round(2 * minutes / 60) / 2)
    return say("Words", "About %s h left") % QLocale().toString(hours, "g", 3)


def decimals(seconds: float) -> int:
    """Digits after the decimal point: one, or as many as it takes not to round to zero."""
    return next((digits for digits in (1, 2, 3) if seconds >= 0.5 * 10**-digits), 5)


def file_size(count: int) -> str:
    """A number of bytes, as in "1.5 MB"."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
