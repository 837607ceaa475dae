"""File names that are valid on every system."""

from __future__ import annotations

import unicodedata

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
FORBIDDEN = frozenset('<>:"/\\|?*')  # on Windows; "/" everywhere
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # Unicode categories: control, direction, unassigned …
MAX_LENGTH = 100  # characters: with a number and a suffix it fits every file system


def safe_stem(stem: str, fallback: str) -> str:
    """The stem without invisible and forbidden characters, also on Windows; `fallback` if none are left."""
    name = unicodedata.normalize("NFC", stem)
    name = "".join(char for char in name if unicodedata.category(char) not in INVISIBLE and char not in FORBIDDEN)
    name = name[:MAX_LENGTH].strip(" .")
    return f"_{name}" if name.split(".")[0].strip().casefold() in RESERVED else name or fallback
