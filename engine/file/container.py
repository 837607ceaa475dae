"""The safetensors container: written the same every time, and read strictly, since an attacker may have written it."""

from __future__ import annotations

import json
import math
import struct
from typing import Any, Final

import torch
from torch import Tensor

from engine.errors import InvalidStegoError
from engine.file.bounds import bounded_int, only

MAX_HEADER_BYTES: Final = 64 << 10
DTYPES: Final = {"F32": torch.float32, "F16": torch.float16, "I8": torch.int8}
NOT_OURS: Final = "This is not an Undersong file."
DAMAGED: Final = "This Undersong file is damaged."


def write(tensors: dict[str, Tensor], metadata: dict[str, str]) -> bytes:
    """A safetensors container: the same bytes for the same content.  The library itself orders metadata at random."""
    header: dict[str, Any] = {"__metadata__": metadata}
    body = b""
    for name, tensor in tensors.items():
        data = tensor.numpy().tobytes()
        dtype = next(name for name, dtype in DTYPES.items() if dtype == tensor.dtype)
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # aligns the tensors to 8 bytes
    return struct.pack("<Q", len(text)) + text + body


def read(data: bytes) -> tuple[dict[str, Any], memoryview]:
    """The header and the tensors' bytes.  Raises InvalidStegoError for what is not an Undersong file."""
    if len(data) < 8:
        raise InvalidStegoError(NOT_OURS)
    (length,) = struct.unpack_from("<Q", data)
    if length > MAX_HEADER_BYTES or 8 + length > len(data):
        damaged = data[8:MAX_HEADER_BYTES].find(b'"undersong"') >= 0
        raise InvalidStegoError(DAMAGED if damaged else NOT_OURS)
    try:
        header = json.loads(data[8 : 8 + length], object_pairs_hook=unique_names)
    except (ValueError, RecursionError) as error:
        damaged = b'"undersong"' in data[8 : 8 + length]
        raise InvalidStegoError(DAMAGED if damaged else NOT_OURS) from error
    if not isinstance(header, dict) or not isinstance(header.get("__metadata__"), dict):
        raise InvalidStegoError(NOT_OURS)
    if "undersong" not in header["__metadata__"]:
        raise InvalidStegoError(NOT_OURS)
    return header, memoryview(data)[8 + length :]


def tensor(entry: dict[str, Any], body: memoryview, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    """One tensor.  Raises ValueError or LookupError if it does not have this shape and dtype."""
    only(entry, ("dtype", "shape", "data_offsets"))
    start, stop = (bounded_int(n, 0, len(body)) for n in entry["data_offsets"])
    size = math.prod(shape) * dtype.itemsize
    if DTYPES[entry["dtype"]] != dtype or tuple(entry["shape"]) != shape or stop - start != size:
        raise ValueError("tensor")
    return torch.frombuffer(bytearray(body[start:stop]), dtype=dtype).reshape(shape)


def unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object.  Raises ValueError for a duplicate name: two readers could take different values."""
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate name")
    return result
