"""ICC profiles made of curves and a matrix, which most pictures of 16 bits have: what their numbers stand for.

Pillow's colour management takes numbers of 8 bits; the dark tones of linear light have too few of those.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np

from engine.arrays import Doubles
from engine.media import colour

CODES: Final = 1 << 16  # of 16 bits
MAX_TAGS = 256
_D50: Final = np.array([0.9642, 1.0, 0.8249])  # white of the space that profiles lead to
_PARAMETERS: Final = (1, 3, 4, 5, 7)  # of each type of formula
_MISSING: Final = (1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)  # of a formula's parameters: gamma, a to f
_COLOURS: Final = (b"rXYZ", b"gXYZ", b"bXYZ")
_CURVES: Final = (b"rTRC", b"gTRC", b"bTRC")
_TABLES: Final = (b"A2B0", b"A2B1")  # which say more than curves and a matrix, where a profile has them


def curves_of(icc: bytes) -> tuple[tuple[Doubles, Doubles, Doubles], Doubles] | None:
    """The light (65536,) that codes of each channel stand for, and the matrix (3, 3) to linear light of sRGB.

    A profile of grey has one curve thrice. None where it is of another kind or damaged.
    """
    try:
        tags = _tags(icc)
        if any(name in tags for name in _TABLES):
            return None
        if is_grey(icc):
            curve = _curve(tags[b"kTRC"])
            return (curve, curve, curve), np.eye(3)
        if icc[16:20] != b"RGB ":
            return None
        red, green, blue = [_curve(tags[name]) for name in _CURVES]
        columns = [np.array(struct.unpack_from(">3i", tags[name], 8)) / 65536 for name in _COLOURS]
    except (struct.error, KeyError, IndexError, ValueError, ZeroDivisionError):
        return None
    return (red, green, blue), colour.xyz_to_srgb(_D50) @ np.stack(columns, axis=1)


def is_grey(icc: bytes | None) -> bool:
    """Whether this is a profile of grey, which says nothing about a picture in colour."""
    return icc is not None and icc[16:20] == b"GRAY"


def _tags(icc: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", icc, 128)
    rows = (struct.unpack_from(">4sII", icc, 132 + 12 * row) for row in range(min(count, MAX_TAGS)))
    return {name: icc[start : start + length] for name, start, length in rows}


def _curve(data: bytes) -> Doubles:
    """The light (65536,) of all codes by a curve: a power, a table, or a formula."""
    codes = np.linspace(0, 1, CODES)
    if data[:4] == b"curv":
        (count,) = struct.unpack_from(">I", data, 8)
        if count == 0:
            return codes
        values = np.frombuffer(data, ">u2", count, 12).astype(np.float64)
        if count == 1:
            return np.asarray(codes ** (values[0] / 256))
        return np.interp(codes, np.linspace(0, 1, count), values / 65535)
    if data[:4] != b"para":
        raise ValueError("a curve of another kind")
    (kind,) = struct.unpack_from(">H", data, 8)
    given = [number / 65536 for number in struct.unpack_from(f">{_PARAMETERS[kind]}i", data, 12)]
    given += _MISSING[len(given) :]
    gamma, a, b, c, d, e, f = given
    if kind in (1, 2):  # even below where the power begins
        c, d, e, f = 0.0, -b / a, c, c
    power = np.maximum(a * codes + b, 0) ** gamma + e
    curve: Doubles = np.where(codes >= d, power, c * codes + f).clip(0, 1)
    return curve
