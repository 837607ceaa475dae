"""Times and sizes as one says them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale


def duration(seconds: float) -> str:
    """About how long, as one says it."""
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
    """How many digits after the point: of a tenth, or as many as it takes for it not to be nothing."""
    return next((places for places in (1, 2, 3) if seconds >= 0.5 * 10**-places), 5)


def file_size(count: int) -> str:
    """A size in the person's locale."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
