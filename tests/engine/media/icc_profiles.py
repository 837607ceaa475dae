"""ICC profiles, made where they are needed."""

from __future__ import annotations

import struct

D50 = (0.9642, 1.0, 0.8249)
SRGB_COLUMNS = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
P3_COLUMNS = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_COLUMNS = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _curve(gamma: float | None) -> bytes:
    """A power, or the curve of sRGB."""
    if gamma is not None:
        return b"para\0\0\0\0\0\0\0\0" + _fixed(gamma)
    return b"para\0\0\0\0\0\3\0\0" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _profile(space: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    words = "made for a test".encode("utf-16-be")
    text = b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(words), 28) + words
    tags = [(b"desc", text), (b"cprt", text), (b"wtpt", b"XYZ \0\0\0\0" + _fixed(*D50)), *tags]
    table, data, start = b"", b"", 132 + 12 * len(tags)
    for name, body in tags:
        body = body.ljust(-(-len(body) // 4) * 4, b"\0")
        table += name + struct.pack(">II", start + len(data), len(body))
        data += body
    body = struct.pack(">I", len(tags)) + table + data
    head = (
        struct.pack(">I4sI4s4s4s", 128 + len(body), b"none", 0x04300000, b"mntr", space, b"XYZ ") + bytes(12) + b"acsp"
    )
    return (head + bytes(28) + _fixed(*D50)).ljust(128, b"\0") + body


def rgb(columns: tuple[tuple[float, ...], ...], gamma: float | None = None) -> bytes:
    """A display with these primaries, in XYZ under D50."""
    names = (b"rXYZ", b"gXYZ", b"bXYZ")
    tags = [(name, b"XYZ \0\0\0\0" + _fixed(*column)) for name, column in zip(names, columns, strict=True)]
    return _profile(b"RGB ", [*tags, *((name, _curve(gamma)) for name in (b"rTRC", b"gTRC", b"bTRC"))])


def grey(gamma: float) -> bytes:
    """A grey scale."""
    return _profile(b"GRAY", [(b"kTRC", _curve(gamma))])
