"""The names and the colours of keys on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

LONGEST = 24  # letters of a name
# Told apart by people who see no red or no green, with a contrast of 3:1 or more on every surface, light and dark.
COLOURS = ("#2f7fd1", "#c2641a", "#8a63d2", "#4f8a2b")


def key_name(index: int, names: Sequence[str] = ()) -> str:
    """The name that the person gave, as "Anna", or "Key A"; the only key is "Key"."""
    given = names[index].strip() if index < len(names) else ""
    if not given and index == 0 and len(names) <= 1:
        return QCoreApplication.translate("KeyNames", "Key")
    return given or QCoreApplication.translate("KeyNames", "Key %s") % ascii_uppercase[index]


def key_colour(index: int) -> QColor:
    """The colour of a key's mark."""
    return QColor(COLOURS[index % len(COLOURS)])
