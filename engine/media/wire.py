"""The wire format: how arrays travel to and from the helper process.  Numbers and raw bytes, never pickle.

8 bytes   length of the header, little-endian
header    JSON: {"name": ..., "numbers": {...}, "arrays": [[name, dtype, shape], ...]}
          or {"refused": sentence, "reason": code, "kind": name}
arrays    their bytes, one after another, in C order
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO, get_args

import numpy as np

from engine.arrays import AnyArray
from engine.errors import UnreadableReason

DTYPES = ("uint8", "int32", "float32")
MAX_HEADER = 1 << 16
MAX_BYTES = 1 << 29


@dataclass(frozen=True, slots=True)
class Parcel:
    """Numbers and arrays by name; `name` is the modality of what was decoded, or the task they are for."""

    name: str
    numbers: dict[str, float] = field(default_factory=dict)
    arrays: dict[str, AnyArray] = field(default_factory=dict)


class Refused(Exception):
    """The file cannot be read.  The words follow its name ("is empty"); `reason` and `kind` are an error's."""

    def __init__(self, words: str, reason: UnreadableReason, kind: str = "") -> None:
        super().__init__(words)
        self.reason = reason
        self.kind = kind


def send(stream: BinaryIO, parcel: Parcel | Refused) -> None:
    """Write a parcel, or why there is none."""
    arrays: dict[str, AnyArray] = {}
    header: dict[str, object]
    if isinstance(parcel, Refused):
        header = {"refused": str(parcel), "reason": parcel.reason, "kind": parcel.kind}
    else:
        arrays = {name: np.ascontiguousarray(array) for name, array in parcel.arrays.items()}
        listed = [[name, array.dtype.name, list(array.shape)] for name, array in arrays.items()]
        header = {"name": parcel.name, "numbers": parcel.numbers, "arrays": listed}
    text = json.dumps(header).encode()
    text += b" " * (-(8 + len(text)) % 16)  # aligns the first array
    stream.write(struct.pack("<Q", len(text)) + text)
    for array in arrays.values():
        stream.write(array.data)
    stream.flush()


def receive(data: bytes | bytearray) -> Parcel:
    """Read a parcel.  Raises Refused where one was sent, and ValueError where these bytes are not a parcel.

    The process that wrote them has read an untrusted file, so every number in them is checked. The arrays are read-only
    views of the bytes.
    """
    if len(data) < 8:
        raise ValueError("no header")
    (length,) = struct.unpack("<Q", data[:8])
    if length > MAX_HEADER or len(data) > MAX_BYTES:
        raise ValueError("too long")
    try:
        header = json.loads(bytes(data[8 : 8 + length]))
        return _parcel(header, memoryview(data).toreadonly(), 8 + length)
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("not a parcel") from error


def _parcel(header: Any, data: memoryview, start: int) -> Parcel:
    if not isinstance(header, dict):
        raise ValueError("not a header")
    if "refused" in header:
        if header["reason"] not in get_args(UnreadableReason):
            raise ValueError("not a reason")
        raise Refused(_plain(header["refused"])[:300], header["reason"], _plain(header.get("kind", ""))[:30])
    arrays = {}
    for name, dtype, shape in header["arrays"]:
        if dtype not in DTYPES or not all(type(size) is int and 0 <= size < 1 << 31 for size in shape):
            raise ValueError("not an array")
        stop = start + math.prod(shape) * np.dtype(dtype).itemsize
        if stop > len(data):
            raise ValueError("an array is cut off")
        array = np.frombuffer(data[start:stop], dtype).reshape(shape)
        arrays[str(name)] = array if array.flags.aligned else array.copy()
        start = stop
    numbers = {str(name): float(value) for name, value in header["numbers"].items()}
    return Parcel(str(header["name"]), numbers, arrays)


def _plain(text: object) -> str:
    """Without what would move a terminal's cursor or turn the writing: a decoder that was taken over wrote it."""
    return "".join(sign for sign in str(text) if sign.isprintable())
