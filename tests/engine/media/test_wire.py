"""What is sent is received, and no number that is received is trusted."""

from __future__ import annotations

import io
import json
import struct

import numpy as np
import pytest

from engine.media import wire
from engine.media.wire import Parcel, Refused, receive, send

ARRAYS = {
    "pixels": np.arange(24, dtype=np.uint8).reshape(2, 3, 4)[:, ::-1],
    "faces": np.array([[1, -2, 3]], np.int32),
    "nothing": np.empty((0, 3), np.float32),
}


def sent(parcel: Parcel | Refused) -> bytes:
    stream = io.BytesIO()
    send(stream, parcel)
    return stream.getvalue()


def message(header: object, body: bytes = b"") -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def test_a_parcel_comes_back():
    back = receive(sent(Parcel("image", {"rate": 2.5}, ARRAYS)))
    assert (back.name, back.numbers) == ("image", {"rate": 2.5})
    assert list(back.arrays) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert back.arrays[name].dtype == array.dtype
        assert np.array_equal(back.arrays[name], array)


def test_a_refusal_comes_back_with_its_reason():
    with pytest.raises(Refused, match="is empty") as caught:
        receive(sent(Refused("is empty", "empty")))
    assert caught.value.reason == "empty"


def test_a_refusal_moves_no_cursor_and_turns_no_writing():
    """A decoder that was taken over may write anything: it goes to a terminal, or into a window."""
    hostile = {"refused": "is\x1b[2J\r fine\u202e", "reason": "damaged", "kind": "\x9b2JX"}
    with pytest.raises(Refused, match=r"^is\[2J fine$") as caught:
        receive(message(hostile))
    assert caught.value.kind == "2JX"


@pytest.mark.parametrize("length", [0, 7, 8, 30, 100])
def test_a_parcel_cut_off(length):
    with pytest.raises(ValueError):  # noqa: PT011  of JSON, or of our own
        receive(sent(Parcel("image", {}, ARRAYS))[:length])


@pytest.mark.parametrize(
    "header",
    [
        [], 5, {"refused": "is odd", "reason": "because"}, {"refused": "is odd", "reason": ["empty"]},
        *({"name": "image", "numbers": {}, "arrays": [["a", *array]]} for array in (
            ["object", [1]], ["float64", [1]], ["uint8", [-1]], ["uint8", [1.0]], ["uint8", [True]],
            ["uint8", [1 << 31]], ["uint8", [9]], ["float32", [3]], ["uint8", [1 << 20, 1 << 20]],
        )),
    ],
    ids=str,
)  # fmt: skip
def test_a_header_that_lies(header):
    with pytest.raises(ValueError, match=r"not a|cut off"):
        receive(message(header, b"12345678"))


@pytest.mark.parametrize(
    "header",
    [
        {"refused": "is odd"}, {"numbers": {}, "arrays": []}, {"name": "a", "arrays": []}, {"name": "a", "numbers": {}},
    ],
    ids=str,
)  # fmt: skip
def test_a_header_that_lacks_something(header):
    with pytest.raises(ValueError, match="not a parcel"):
        receive(message(header))


def test_too_much_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(wire, "MAX_BYTES", 20)
    with pytest.raises(ValueError, match="too long"):
        receive(message({"name": "image", "numbers": {}, "arrays": []}))
    with pytest.raises(ValueError, match="too long"):
        receive(struct.pack("<Q", 1 << 40))
