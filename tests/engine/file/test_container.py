"""The safetensors container: the same bytes for the same content, and headers that are none of ours."""

from __future__ import annotations

import json
import struct

import pytest
import torch

from engine.errors import InvalidStegoError
from engine.file import container
from engine.file.container import DAMAGED, MAX_HEADER_BYTES, NOT_OURS

TENSORS = {
    "one": torch.arange(6, dtype=torch.float32).reshape(2, 3),
    "other": torch.tensor([-127, 0, 127], dtype=torch.int8),
    "half": torch.tensor([0.5], dtype=torch.float16),
}
METADATA = {"undersong": "1", "b": "2", "a": "é"}
DATA = container.write(TENSORS, METADATA)
LENGTH = struct.unpack_from("<Q", DATA)[0]


def around(header: bytes) -> bytes:
    return struct.pack("<Q", len(header)) + header + DATA[8 + LENGTH :]


def test_what_is_written_is_read() -> None:
    assert container.write(dict(TENSORS), dict(METADATA)) == DATA
    assert LENGTH % 8 == 0
    header, body = container.read(DATA)
    assert header.pop("__metadata__") == METADATA
    assert list(header) == list(TENSORS)
    for name, tensor in TENSORS.items():
        assert torch.equal(container.tensor(header[name], body, tuple(tensor.shape), tensor.dtype), tensor)


def test_a_tensor_of_another_shape_dtype_or_size_is_refused() -> None:
    header, body = container.read(DATA)
    entry = header["one"]
    for shape, dtype in (((3, 2), torch.float32), ((6,), torch.float32), ((2, 3), torch.float16)):
        with pytest.raises(ValueError, match="tensor"):
            container.tensor(entry, body, shape, dtype)
    for offsets in ([0, 20], [4, 24, 28], [-4, 20], [0, len(body) + 1], [0.0, 24.0], [24, 0]):
        with pytest.raises(ValueError, match=r"tensor|bounds|unpack"):
            container.tensor({**entry, "data_offsets": offsets}, body, (2, 3), torch.float32)
    with pytest.raises(LookupError):
        container.tensor({**entry, "dtype": "BOOL"}, body, (2, 3), torch.float32)


def test_a_duplicate_name_is_refused() -> None:
    text = DATA[8 : 8 + LENGTH].decode().rstrip()
    header = json.loads(text)
    for name in ("one", "__metadata__"):
        twice = text[:-1] + f', "{name}": {json.dumps(header[name])}}}'
        with pytest.raises(InvalidStegoError, match=DAMAGED):
            container.read(around(twice.encode()))


@pytest.mark.parametrize(
    "header",
    [
        b"", b"[]", b"5", b"null", b'"undersong"', b"{}", b"{", b"\xff\xfe", b"[" * 60_000, b'{"a":' * 9_000,
        b'{"__metadata__": 5}', b'{"__metadata__": {}}', b'{"__metadata__": ["undersong"]}',
    ],
    ids=lambda header: repr(header[:20]),
)  # fmt: skip
def test_headers_that_are_none(header: bytes) -> None:
    with pytest.raises(InvalidStegoError):
        container.read(around(header))


@pytest.mark.parametrize("length", [2**63, 2**64 - 1, MAX_HEADER_BYTES + 1, len(DATA) - 7])
def test_a_length_that_cannot_be(length: int) -> None:
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        container.read(struct.pack("<Q", length) + DATA[8:])


def test_a_file_of_others_is_told_from_a_damaged_one() -> None:
    for data in (b"", b"1234567", b"\x89PNG\r\n\x1a\n" + bytes(400), around(b'{"__metadata__": {"format": "pt"}}')):
        with pytest.raises(InvalidStegoError, match=NOT_OURS):
            container.read(data)
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        container.read(DATA[: 8 + LENGTH // 2])
