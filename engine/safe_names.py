"""File names: as they are kept with a secret, and as a file may be called that is written for one.

A name that comes out of a file was written by a stranger. It must not lead to another folder, hide what kind of file it
is, look like an option to a command, or be a device on Windows.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MAX_NAME_BYTES: Final = 255  # of UTF-8: what most file systems allow
MAX_STEM_BYTES: Final = 200  # of a name that gets more behind it
MAX_SUFFIX_BYTES: Final = 20  # more than that after a dot is no suffix
_RESERVED: Final = {
    "con", "prn", "aux", "nul", "clock$", "conin$", "conout$",
    *(port + number for port in ("com", "lpt") for number in "0123456789¹²³"),
}  # fmt: skip
_FORBIDDEN: Final = frozenset('<>:"|?*')  # on Windows; slashes are dealt with before
_INVISIBLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # categories: control, direction, unassigned …
_JOINERS: Final = "\u200c\u200d"  # invisible too, but emoji and Persian words are made with them


def kept_name(name: str) -> str:
    """The name as it is sealed with a secret: valid Unicode of at most MAX_NAME_BYTES, with its suffix.

    What is no Unicode in a name, which Python shows as lone surrogates, becomes U+FFFD.
    """
    valid = "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in name)
    return _shortened(valid, MAX_NAME_BYTES)


def safe_name(name: str, fallback: str = "file") -> str:
    """A name that is valid and harmless as a file's on every system, and as like `name` as can be.

    It has no folders, no control or direction characters and no more than MAX_NAME_BYTES. One that begins with a dot or
    a dash, or is a device's, gets an underscore in front. `fallback` is returned where nothing is left.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part.strip(" .")]
    visible = "".join(char for char in (parts or [""])[-1] if _is_harmless(char))
    safe = unicodedata.normalize("NFC", visible).strip(" " + _JOINERS).rstrip(" ." + _JOINERS)
    if safe.startswith((".", "-")) or safe.split(".")[0].strip().casefold() in _RESERVED:
        safe = "_" + safe
    return _shortened(safe, MAX_NAME_BYTES) or fallback


def safe_stem(text: str, fallback: str = "file") -> str:
    """The beginning of a safe name made of any text, which is no path: its slashes are left out.

    It is short enough for a number and a suffix behind it.
    """
    return _joined(safe_name(text.replace("/", "").replace("\\", ""), fallback), "", MAX_STEM_BYTES)


def with_suffix(name: str, suffix: str, fallback: str = "file") -> str:
    """The safe name of a file that is written in another format than the one that was called `name`."""
    stem, _ = _split(safe_name(name, fallback))
    return _joined(stem, suffix, MAX_NAME_BYTES)


def numbered(name: str, number: int) -> str:
    """The name of another file that would have this one: "letter (2).pdf"."""
    stem, suffix = _split(name)
    return _joined(stem, f" ({number}){suffix}", MAX_NAME_BYTES)


def _is_harmless(char: str) -> bool:
    return char in _JOINERS or (unicodedata.category(char) not in _INVISIBLE and char not in _FORBIDDEN)


def _split(name: str) -> tuple[str, str]:
    """The stem, and the suffix with its dot; "" where there is none."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or not suffix.isalnum() or len(suffix.encode()) > MAX_SUFFIX_BYTES:
        return name, ""
    if stem.endswith(".tar") and len(stem) > 4:
        return stem[:-4], f".tar.{suffix}"
    return stem, dot + suffix


def _shortened(name: str, limit: int) -> str:
    return _joined(*_split(name), limit)


def _joined(stem: str, ending: str, limit: int) -> str:
    """The two, the stem cut so that they have at most `limit` bytes, and no half of a character."""
    if len((stem + ending).encode()) <= limit:
        return stem + ending
    cut = stem.encode()[: limit - len(ending.encode())].decode("utf-8", "ignore")
    return cut.rstrip(" ." + _JOINERS) + ending
