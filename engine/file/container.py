"""The safetensors container, written always alike and read strictly: a header is an attacker's until it passes."""

from __future__ import annotations

import json
import math
import struct
from typing import Any, Final

import torch
from torch import Tensor

from engine.errors import InvalidStegoError
from engine.file.manifest import whole

MOST_HEADER: Final = 64 << 10
DTYPES: Final = {"F32": torch.float32, "F16": torch.float16, "I8": torch.int8}
NOT_OURS: Final = "This is not an Undersong file."
DAMAGED: Final = "This Undersong file is damaged."


def write(tensors: dict[str, Tensor], metadata: dict[str, str]) -> bytes:
    """A safetensors container, always alike for the same content: the library's own orders metadata at random."""
    header: dict[str, Any] = {"__metadata__": metadata}
    body = b""
    for name, tensor in tensors.items():
        data = tensor.numpy().tobytes()
        dtype = next(text for text, kind in DTYPES.items() if kind == tensor.dtype)
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # so that the tensors are aligned
    return struct.pack("<Q", len(text)) + text + body


def read(data: bytes) -> tuple[dict[str, Any], memoryview]:
    """The header and the tensors' bytes.  Raises InvalidStegoError where this is no file of ours."""
    if len(data) < 8:
        raise InvalidStegoError(NOT_OURS)
    (length,) = struct.unpack_from("<Q", data)
    if length > MOST_HEADER or 8 + length > len(data):
        damaged = data[8:MOST_HEADER].find(b'"undersong"') >= 0
        raise InvalidStegoError(DAMAGED if damaged else NOT_OURS)
    try:
        header = json.loads(data[8 : 8 + length], object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        damaged = b'"undersong"' in data[8 : 8 + length]
        raise InvalidStegoError(DAMAGED if damaged else NOT_OURS) from error
    if not isinstance(header, dict) or not isinstance(header.get("__metadata__"), dict):
        raise InvalidStegoError(NOT_OURS)
    if "undersong" not in header["__metadata__"]:
        raise InvalidStegoError(NOT_OURS)
    return header, memoryview(data)[8 + length :]


def tensor(entry: dict[str, Any], body: memoryview, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    """One tensor, of the shape and dtype it has to have.  Raises ValueError or LookupError where it has not."""
    start, stop = (whole(n, 0, len(body)) for n in entry["data_offsets"])
    size = math.prod(shape) * dtype.itemsize
    if DTYPES[entry["dtype"]] != dtype or tuple(entry["shape"]) != shape or stop - start != size:
        raise ValueError("tensor")
    return torch.frombuffer(bytearray(body[start:stop]), dtype=dtype).reshape(shape)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object.  Raises ValueError where a name stands twice, of which two readers may take each another."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found
