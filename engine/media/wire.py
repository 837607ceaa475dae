"""Wire: how a decoded medium comes back from the decoding process.  Numbers and raw arrays, never pickle.

8 bytes   length of the header, little-endian
header    JSON: {"kind": ..., "numbers": {...}, "arrays": [[name, dtype, shape], ...]}, or {"error": sentence}
arrays    their bytes, one after another, in C order
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

DTYPES = ("uint8", "int32", "float32")
MOST_HEADER = 1 << 16
MOST_BYTES = 1 << 29


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one decoded file comes to: its kind, numbers by name and arrays by name."""

    kind: str
    numbers: dict[str, float] = field(default_factory=dict)
    arrays: dict[str, npt.NDArray[Any]] = field(default_factory=dict)


class Refused(Exception):
    """The file cannot be read; the words say why, to go after its name: "is empty"."""


def send(stream: BinaryIO, parcel: Parcel | Refused) -> None:
    """Write a parcel, or why there is none."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    header: dict[str, object]
    if isinstance(parcel, Refused):
        header = {"error": str(parcel)}
    else:
        arrays = {name: np.ascontiguousarray(array) for name, array in parcel.arrays.items()}
        listed = [[name, array.dtype.name, list(array.shape)] for name, array in arrays.items()]
        header = {"kind": parcel.kind, "numbers": parcel.numbers, "arrays": listed}
    text = json.dumps(header).encode()
    stream.write(struct.pack("<Q", len(text)) + text)
    for array in arrays.values():
        stream.write(array.data)
    stream.flush()


def receive(data: bytes) -> Parcel:
    """Read a parcel.  Raises Refused as it was sent, and ValueError where these bytes are no parcel.

    The process that wrote them has read a stranger's file, so nothing in them is taken on trust.
    """
    if len(data) < 8:
        raise ValueError("no header")
    (length,) = struct.unpack("<Q", data[:8])
    if length > MOST_HEADER or len(data) > MOST_BYTES:
        raise ValueError("too long")
    header = json.loads(data[8 : 8 + length])
    if not isinstance(header, dict):
        raise ValueError("not a header")
    if "error" in header:
        raise Refused(str(header["error"])[:300])
    arrays, start = {}, 8 + length
    for name, dtype, shape in header["arrays"]:
        if dtype not in DTYPES or not all(type(size) is int and 0 <= size < 1 << 31 for size in shape):
            raise ValueError("not an array")
        stop = start + math.prod(shape) * np.dtype(dtype).itemsize
        if stop > len(data):
            raise ValueError("an array is cut off")
        arrays[str(name)] = np.frombuffer(data[start:stop], dtype).reshape(shape)
        start = stop
    numbers = {str(name): float(value) for name, value in header["numbers"].items()}
    return Parcel(str(header["kind"]), numbers, arrays)
