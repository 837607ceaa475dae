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
from engine.file.stego import MAX_FILE_BYTES, Settings, Stego, is_stego
from engine.inrsteg import hide
from engine.key import Key
from engine.media import Grid, Tiling
from engine.planning import plan
from engine.siren import Architecture
from engine.vault.storage import STORAGES
from tests.engine.tiny import WORDS, picture, random_siren, same, tiny

Header = dict[str, Any]


def made(storage: str, tile_points: int = 100) -> bytes:
    recipe = tiny(2, storage=storage, width=16, hidden=3, tile_hidden=3, tile_points=tile_points)
    return hide(plan([], picture(8), recipe), Key.from_words(WORDS)).to_bytes()


BYTES = {storage: made(storage) for storage in STORAGES} | {
    f"{storage} 2 x 2": made(storage, 16) for storage in STORAGES
}
EXACT, STACK = BYTES["exact"], BYTES["exact 2 x 2"]


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


@pytest.mark.parametrize("kind", BYTES)
def test_round_trip(kind: str, tmp_path: Path) -> None:
    stego = Stego.from_bytes(BYTES[kind])
    assert stego.to_bytes() == BYTES[kind]
    assert (stego.version, stego.settings.tiling.counts) == (2, (2, 2) if "2 x 2" in kind else (1, 1))
    path = tmp_path / "file with spaces 🎶.undersong"
    stego.save(path)
    again = Stego.load(path)
    assert same(again.network, stego.network)
    assert (again.settings, again.salt, again.boxes) == (stego.settings, stego.salt, stego.boxes)
    assert is_stego(path)


@pytest.mark.parametrize("tile_points", [100, 16])
@pytest.mark.parametrize("storage", STORAGES)
def test_what_is_hidden_is_what_is_read_back(storage: str, tile_points: int) -> None:
    recipe = tiny(4, storage=storage, tile_points=tile_points)
    stego = hide(plan([picture(8)], picture(8), recipe), Key.from_words(WORDS))
    assert same(Stego.from_bytes(stego.to_bytes()).network, stego.network)


WRONG: list[object] = [
    ..., None, True, -1, 0, 1, 3.5, 2**70, 1e300, float("nan"), float("inf"), "", "x", "image", [], {}, [[]], [0],
    ["a"], [1.0, float("nan")], [1.0] * 9, [0.0, 1.0], [1, 1], {"a": 1},
]  # fmt: skip


SETTINGS = ["modality", "grid", "tiles", "frequency", "omega", "vault", "gain", "storage", "scales"]


@pytest.mark.parametrize("kind", BYTES)
@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_of_any_kind(name: str, kind: str) -> None:
    refused = 0
    for value in WRONG:
        try:
            stego = Stego.from_bytes(settled(name, value, BYTES[kind]))
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

        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(changed(change))


@pytest.mark.parametrize("value", [None, 5, 1.5, True, [], {}, "undersong", ["undersong"], {"undersong": 1}])
def test_whatever_the_metadata_is(value: object) -> None:
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(changed(lambda header: header.update(__metadata__=value)))


def versioned(version: str, data: bytes) -> bytes:
    return changed(lambda header: header["__metadata__"].update(undersong=version), data)


@pytest.mark.parametrize("version", ["3", "20", "2.0"])
def test_a_newer_version_is_told_apart(version: str) -> None:
    with pytest.raises(InvalidStegoError, match="newer Undersong"):
        Stego.from_bytes(versioned(version, EXACT))


def test_a_file_of_version_1_has_one_tile_and_stays_what_it_is() -> None:
    data = (Path(__file__).resolve().parents[2] / "vectors" / "exact-2.undersong").read_bytes()
    stego = Stego.from_bytes(data)
    assert (stego.version, stego.settings.tiling.counts) == (1, (1, 1))
    assert "tiles" not in json.loads(parted(data)[0]["__metadata__"]["settings"])
    assert stego.to_bytes() == data
    with pytest.raises(InvalidStegoError, match=DAMAGED):  # in version 2 the tiles are told
        Stego.from_bytes(versioned("2", data))
    with pytest.raises(InvalidStegoError, match=DAMAGED):  # and in version 1 there are none
        Stego.from_bytes(versioned("1", STACK))


@pytest.mark.parametrize(
    "tiles", [..., [4], [2, 2, 1], [0, 4], [-2, -2], [2.0, 2], [True, 4], ["2", "2"], [1, 1], [2, 1], [2, 3], [9, 1]]
)
def test_tiles_that_cannot_be(tiles: object) -> None:
    Stego.from_bytes(settled("tiles", [1, 4], STACK))
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(settled("tiles", tiles, STACK))


def stack_of(tiles: int, points: int) -> bytes:
    """A sound of so many points, with a network of width 1 for each tile."""
    grid = Grid((points,), 1, {"gain": 1.0, "offset0": 0.0, "seconds": 1.0})
    settings = Settings("audio", grid, Tiling((tiles,)), (1.0,), 1, 1.0, "exact")
    network = random_siren(Architecture(1, 1, 1, 2, tiles=tiles))
    return replace(Stego.from_bytes(EXACT), network=network, settings=settings).to_bytes()


def test_no_more_tiles_than_points_or_than_4096() -> None:
    for tiles, points in ((9, 9), (4096, 5000)):
        assert Stego.from_bytes(stack_of(tiles, points)).network.architecture.tiles == tiles
    for tiles, points in ((10, 9), (4097, 5000)):
        with pytest.raises(InvalidStegoError, match=DAMAGED):
            Stego.from_bytes(stack_of(tiles, points))


@pytest.mark.parametrize("tensor", ["weight.0", "weight.1", "weight.3", "bias.0", "bias.3"])
def test_every_tensor_has_an_axis_of_tiles_where_there_are_several_and_none_has_it_where_there_is_one(
    tensor: str,
) -> None:
    def merge(header: Header) -> None:
        first, second, *rest = header[tensor]["shape"]
        header[tensor]["shape"] = [first * second, *rest]

    def widen(header: Header) -> None:
        header[tensor]["shape"].insert(0, 1)

    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(changed(merge, STACK))
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(changed(widen, EXACT))


def test_one_network_is_none_for_several_tiles() -> None:
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(settled("tiles", [2, 2]))


def test_the_papers_layout_has_one_tile() -> None:
    assert Stego.from_bytes(settled("vault", 0)).settings.vault == 0
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(settled("vault", 0, STACK))


@pytest.mark.parametrize("data", [EXACT, STACK], ids=["one", "stack"])
@pytest.mark.parametrize("tensor", ["weight.0", "weight.1", "weight.3", "bias.0", "bias.3"])
@pytest.mark.parametrize("field", ["dtype", "shape", "data_offsets"])
def test_a_tensor_of_any_kind(tensor: str, field: str, data: bytes) -> None:
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
    header, body = parted(data)
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


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_stands_twice_is_refused(name: str) -> None:
    """Two readers could take different values."""
    header, body = parted(EXACT)
    text = header["__metadata__"]["settings"]
    header["__metadata__"]["settings"] = f'{{"{name}": 0, {text[1:]}'
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(joined(header, body))


def test_weights_are_divided_by_nothing_tiny() -> None:
    for gain in (5e-324, 1e-300, 1e-13):
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(settled("gain", gain))
    assert Stego.from_bytes(settled("gain", 1e-6)).settings.gain == 1e-6


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


@pytest.mark.parametrize("kind", BYTES)
def test_a_file_cut_off_anywhere(kind: str) -> None:
    data = BYTES[kind]
    (length,) = struct.unpack_from("<Q", data)
    ends = {*range(24), 8 + length - 1, 8 + length, 8 + length + 1, len(data) - 1, *range(100, len(data), 997)}
    for end in ends:
        with pytest.raises(InvalidStegoError):
            Stego.from_bytes(data[:end])


@pytest.mark.parametrize("kind", BYTES)
def test_bytes_changed_at_random(kind: str) -> None:
    random, data = np.random.default_rng(7), BYTES[kind]
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
    with pytest.raises(InvalidStegoError, match="is a folder"):
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
    with pytest.raises(InvalidStegoError, match="is a device or a pipe"):
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


UNKNOWN: dict[str, Callable[[Header], object]] = {
    "metadata": lambda header: header["__metadata__"].update(note="somebody's text"),
    "metadata of another program": lambda header: header["__metadata__"].update(format="pt"),
    "tensor": lambda header: header["weight.1"].update(note=1),
}


@pytest.mark.parametrize("where", UNKNOWN)
def test_a_name_that_the_format_does_not_have_is_refused(where: str) -> None:
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(changed(UNKNOWN[where]))


def test_a_setting_that_the_format_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidStegoError, match=DAMAGED):
        Stego.from_bytes(settled("note", "somebody's text"))
    grid = json.loads(parted(EXACT)[0]["__metadata__"]["settings"])["grid"]
    Stego.from_bytes(settled("grid", grid))
    with pytest.raises(InvalidStegoError):
        Stego.from_bytes(settled("grid", {**grid, "note": 1}))


@pytest.mark.parametrize("name", ["a\0b", "\ud800.undersong"])
def test_what_is_no_name_of_a_file(name: str) -> None:
    with pytest.raises(
        InvalidStegoError, match=r"not the name of a file|does not exist"
    ):  # Windows has halves of signs
        Stego.load(name)
    assert not is_stego(name)
