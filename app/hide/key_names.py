"""The names of keys on the screen: Key A, Key B, …"""

from __future__ import annotations

from string import ascii_uppercase

from PySide6.QtCore import QCoreApplication

LETTERS = ascii_uppercase


def key_name(index: int) -> str:
    """As in "Key A"."""
    return QCoreApplication.translate("KeyNames", "Key %s") % LETTERS[index]
