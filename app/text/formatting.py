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


def decimals(seconds: float) -> int:
    """Digits after the decimal point: one, or as many as it takes not to round to zero."""
    return next((digits for digits in (1, 2, 3) if seconds >= 0.5 * 10**-digits), 5)


def file_size(count: int) -> str:
    """A number of bytes, as in "1.5 MB"."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
