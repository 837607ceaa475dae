"""The names of keys on the screen: Key A, Key B, …"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

LETTERS = "ABCD"  # one for each key a file can have


def key_name(index: int) -> str:
    """As in "Key A"."""
    return QCoreApplication.translate("KeyNames", "Key %s") % LETTERS[index]
