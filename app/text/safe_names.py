"""File names: what a file may be called on every system, made from a name that came from somewhere else."""

from __future__ import annotations

import unicodedata

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
FORBIDDEN = frozenset('<>:"/\\|?*')  # by Windows; of these, / by all
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # control, direction and other characters nobody sees
LONGEST = 100  # characters: with a number and a suffix it fits everywhere


def plain(stem: str, otherwise: str) -> str:
    """A name without a suffix that is safe everywhere and reads as what it is; `otherwise` where nothing is left."""
    name = unicodedata.normalize("NFC", stem)
    name = "".join(sign for sign in name if unicodedata.category(sign) not in HIDDEN and sign not in FORBIDDEN)
    name = name[:LONGEST].strip(" .")
    return f"_{name}" if name.split(".")[0].strip().casefold() in RESERVED else name or otherwise
