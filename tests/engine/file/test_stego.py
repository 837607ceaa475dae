"""The file is read strictly: whatever is done to it, it is a valid Stego or an InvalidStegoError."""

from __future__ import annotations

import base64
import copy
import json
import os
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.errors import InvalidStegoError
from engine.file.container import DAMAGED, NOT_OURS
from engine.file.stego import MAX_FILE_BYTES, Stego, is_stego
from engine.inrsteg import hide
from engine.key import Key
from engine.planning import plan
from tests.engine.tiny import WORDS, picture, same, tiny

Header = dict[str, Any]


def made(storage: str) -> bytes:
    return hide(plan([], picture(8), tiny(2, storage=storage, width=16, hidden=3)), Key.from_words(WORDS)).to_bytes()


BYTES = {storage: made(storage) for storage in ("exact", "half", "quarter")}
EXACT = BYTES["exact"]


def parted(data: bytes) -> tuple[Header, bytes]:
    (length,) = struct.unpack_from("<Q", data)
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def joined(header: object, body: bytes) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def changed(change: Callable[[Header], object], data: bytes = EXACT) -> bytes:
    header, body = parted(data)
    change(header)
    return joined(header, body)


def settled(name: str, value: object, data: bytes = EXACT) -> bytes:
    """The file with one of its settings changed; Ellipsis takes it away."""
    header, body = parted(data)
    settings = json.loads(header["__metadata__"]["settings"])
    if value is ...:
        del settings[name]
    else:
        settings[name] = value
    header["__metadata__"]["settings"] = json.dumps(settings)
    return joined(header, body)


@pytest.mark.parametrize("storage", BYTES)
def test_round_trip(storage: str, tmp_path: Path) -> None:
    stego = Stego.from_bytes(BYTES[storage])
    assert parted(stego.to_bytes()) == parted(BYTES[storage])
    path = tmp_path / "file with spaces 🎶.undersong"
    stego.save(path)
    again = Stego.load(path)
    assert same(again.network, stego.network)
    assert (again.settings, again.salt, again.boxes) == (stego.settings, stego.salt, stego.boxes)
    assert is_stego(path)


@pytest.mark.parametrize("storage", BYTES)
def test_what_is_hidden_is_what_is_read_back(storage: str) -> None:
    stego = hide(plan([picture(8)], picture(8), tiny(4, storage=storage)), Key.from_words(WORDS))
    assert same(Stego.from_bytes(stego.to_bytes()).network, stego.network)


WRONG: list[object] = [
    ..., None, True, -1, 0, 1, 3.5, 2**70, 1e300, float("nan"), float("inf"), "", "x", "image", [], {}, [[]], [0],
    ["a"], [1.0, float("nan")], [1.0] * 9, [0.0, 1.0], [1, 1], {"a": 1},
]  # fmt: skip


@pytest.mark.parametrize("storage", BYTES)
@pytest.mark.parametrize("name", ["modality", "grid", "frequency", "omega", "vault", "gain", "storage", "scales"])
def test_a_setting_of_any_kind(name: str, storage: str) -> None:
    refused = 0
    for value in WRONG:
        try:
            stego = Stego.from_bytes(settled(name, value, BYTES[storage]))
        except InvalidStegoError:
            refused += 1
        else:
            assert value is not ...
            assert json.loads(parted(stego.to_bytes())[0]["__metadata__"]["settings"])[name] == value
    assert refused >= len(WRONG) - 4


@pytest.mark.parametrize("part", ["shape", "channels", "constants"])
def test_a_grid_of_any_kind(part: str) -> None:
    grid = json.loads(parted(EXACT)[0]["__metadata__"]["settings"])["grid"]
    huge: list[object] = [
        [1 << 40, 8], [1 << 13, 1 << 14], [8], [8, 8, 8], [8, 8, 8, 8], [8, True], [8.0, 8], [-8, 8], [0, 8],
        {"a": 8.0}, {str(i): 1.0 for i in range(17)}, {"x" * 33: 1.0}, {"gain": 1}, {"gain": 1e9},
        {"gain": -1e300}, 5, 2,
    ]  # fmt: skip
    for value in [*WRONG, *huge]:
        if value is ... or value == [1, 1]:
            continue
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(settled("grid", {**grid, part: value}))
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(settled("grid", {name: value for name, value in grid.items() if name != part}))


@pytest.mark.parametrize("name", ["undersong", "settings", "salt", "boxes"])
def test_metadata_of_any_kind(name: str) -> None:
    for value in [*WRONG, "AAAA", "AAA", "é", "[" * 5000, "{" * 5000, "1" * 5000, base64.b64encode(bytes(16)).decode()]:
        if name == "salt" and isinstance(value, str) and len(value) == 24:
            continue

        def change(header: Header, value: object = value) -> None:
            if value is ...:
                del header["__metadata__"][name]
            else:
                header["__metadata__"][name] = value

        if name == "undersong" and value == "1":
            continue
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(changed(change))


@pytest.mark.parametrize("value", [None, 5, 1.5, True, [], {}, "undersong", ["undersong"], {"undersong": 1}])
def test_whatever_the_metadata_is(value: object) -> None:
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(changed(lambda header: header.update(__metadata__=value)))


def test_a_newer_version_is_told_apart() -> None:
    with pytest.raises(InvalidStegoError, match="newer Undersong"):
        Stego.from_bytes(changed(lambda header: header["__metadata__"].update(undersong="2")))


@pytest.mark.parametrize("tensor", ["weight.0", "weight.1", "weight.3", "bias.0", "bias.3"])
@pytest.mark.parametrize("field", ["dtype", "shape", "data_offsets"])
def test_a_tensor_of_any_kind(tensor: str, field: str) -> None:
    more = [
        "F32",
        "F16",
        "I8",
        "BOOL",
        [16],
        [16, 16],
        [16, 2**40],
        [-1, -16],
        [2**62, 4],
        [0, 64],
        [64, 0],
        [-64, 0],
        [0],
    ]
    header, body = parted(EXACT)
    for value in [*WRONG, *more]:
        if value == header[tensor][field]:
            continue
        mutated = copy.deepcopy(header)
        if value is ...:
            del mutated[tensor][field]
        else:
            mutated[tensor][field] = value
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(joined(mutated, body))


@pytest.mark.parametrize("tensor", ["weight.0", "weight.2", "bias.1", "bias.3"])
def test_a_tensor_that_is_missing_or_no_tensor(tensor: str) -> None:
    for value in WRONG:
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(
                changed(
                    lambda header, value=value: header.pop(tensor) if value is ... else header.update({tensor: value})
                )
            )


def test_tensors_of_other_names() -> None:
    header, body = parted(EXACT)
    for extra in ("more", "weight.4", "weight.00", "bias.9"):
        end = {"dtype": "F32", "shape": [0], "data_offsets": [len(body), len(body)]}
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(joined({**header, extra: end}, body))
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(joined({**header, extra: end, f"{extra}.": end}, body))
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(joined({**header, **{f"t{i}": header["bias.0"] for i in range(70)}}, body))


def test_tensors_that_overlap_or_leave_gaps() -> None:
    header, body = parted(EXACT)
    overlapping = copy.deepcopy(header)
    overlapping["weight.1"]["data_offsets"] = header["weight.2"]["data_offsets"]
    with pytest.raises(InvalidStegoError):  # the sizes still add up
        Stego.from_bytes(joined(overlapping, body))
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(joined(header, body + b"\0"))
    shifted = copy.deepcopy(header)
    for name, tensor in shifted.items():
        if name != "__metadata__":
            tensor["data_offsets"] = [offset + 4 for offset in tensor["data_offsets"]]
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(joined(shifted, bytes(4) + body))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("tensor", ["weight.0", "weight.1", "weight.3", "bias.0", "bias.3"])
def test_values_that_are_not_finite(tensor: str, value: float) -> None:
    header, body = parted(EXACT)
    start = header[tensor]["data_offsets"][0]
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(joined(header, body[:start] + struct.pack("<f", value) + body[start + 4 :]))


def test_half_precision_that_is_not_finite() -> None:
    header, body = parted(BYTES["half"])
    start = header["weight.1"]["data_offsets"][0]
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(joined(header, body[:start] + b"\x00\x7c" + body[start + 2 :]))


@pytest.mark.parametrize("storage", BYTES)
def test_a_file_cut_off_anywhere(storage: str) -> None:
    data = BYTES[storage]
    (length,) = struct.unpack_from("<Q", data)
    ends = {*range(24), 8 + length - 1, 8 + length, 8 + length + 1, len(data) - 1, *range(100, len(data), 997)}
    for end in ends:
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(data[:end])


@pytest.mark.parametrize("storage", BYTES)
def test_bytes_changed_at_random(storage: str) -> None:
    random, data = np.random.default_rng(7), BYTES[storage]
    (length,) = struct.unpack_from("<Q", data)
    boxes = data.index(b'"boxes"'), data.index(b'"boxes"') + 44_000
    outcomes = {"valid": 0, "refused": 0}
    for trial in range(300):
        flipped = bytearray(data)
        for _ in range(1 + trial % 3):
            # most of the header is boxes, whose every change is allowed: the rest of it is tried more often
            index = int(random.integers(len(data) if trial % 2 else 8 + length))
            if trial % 4 == 0 and boxes[0] < index < boxes[1]:
                index = int(random.integers(boxes[0]))
            flipped[index] = int(random.integers(256))
        try:
            stego = Stego.from_bytes(bytes(flipped))
        except InvalidStegoError:
            outcomes["refused"] += 1
        else:
            outcomes["valid"] += 1
            assert all(bool(torch.isfinite(t).all()) for t in stego.network.tensors())
    assert min(outcomes.values()) > 20


def test_a_width_that_would_not_fit_in_memory() -> None:
    def widen(header: Header) -> None:
        for name, tensor in header.items():
            if name != "__metadata__":
                tensor["shape"] = [1 << 30 if size == 16 else size for size in tensor["shape"]]

    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(changed(widen))


def test_a_vault_wider_than_the_network() -> None:
    Stego.from_bytes(settled("vault", 16))
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(settled("vault", 17))


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidStegoError, match="does not exist"):
        Stego.load(tmp_path / "nowhere.undersong")
    with pytest.raises(InvalidStegoError, match="is not a file"):
        Stego.load(tmp_path)
    assert not is_stego(tmp_path)
    assert not is_stego(tmp_path / "nowhere")
    (tmp_path / "empty").touch()
    assert not is_stego(tmp_path / "empty")
    with pytest.raises(InvalidStegoError, match=NOT_OURS):
        Stego.load(tmp_path / "empty")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidStegoError, match="is not a file"):
        Stego.load(tmp_path / "pipe")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.undersong"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(InvalidStegoError, match="too large"):
        Stego.load(path)


def test_a_setting_is_written_as_it_is() -> None:
    stego = Stego.from_bytes(EXACT)
    other = replace(stego, settings=replace(stego.settings, gain=0.1 + 0.2))
    assert Stego.from_bytes(other.to_bytes()).settings.gain == 0.1 + 0.2
