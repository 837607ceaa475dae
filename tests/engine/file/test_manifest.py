"""Boxes: one answer for every reason; and a manifest's numbers are an attacker's, too."""

from __future__ import annotations

import base64
import json
import os
import struct
import zlib
from dataclasses import replace
from typing import Any

import pytest

from engine.errors import CapacityError, InvalidStegoError
from engine.file.entry import Entry, ExactEntry
from engine.file.manifest import (
    BOX_BYTES,
    MAX_ENTRIES,
    PLAIN_BYTES,
    Manifest,
    _cipher,
    _to_json,
    empty_box,
    lock,
    unlock,
)
from engine.key import DerivedKey, Key
from engine.media import Grid, Tiling
from engine.siren import Architecture
from tests.engine import second
from tests.engine.tiny import WORDS

DERIVED = Key.from_words(WORDS).derive(bytes(16))
OTHER = Key.from_words(WORDS).derive(bytes(15) + b"1")


def entry(pad_index: int = 0, **changes: Any) -> Entry:
    grid = Grid((32, 24), 3, {"offset0": 0.1, "offset1": -0.2, "offset2": 1 / 3, "gain": 1.5})
    ranges = tuple(0.5 + index for index in range(9))
    fields: dict[str, Any] = {
        "start": 7, "pad_index": pad_index, "modality": "image", "architecture": Architecture(2, 3, 16, 4, False),
        "grid": grid, "frequency": (1.0, 0.75), "ranges": ranges, "mac": bytes(range(16)), "joins_previous": False,
        "tiling": Tiling((1, 1)),
    }  # fmt: skip
    return Entry(**(fields | changes))


GIVEN = (3024, 4032)
EXACT = ExactEntry(9, 2, "Grüße 🏖️\u202e.txt", "text", 12345, bytes(range(16)))
MANIFEST = Manifest(bytes(range(16)), (entry(), entry(1, name="Köln.jpg", given=GIVEN), EXACT))


def locked(plain: bytes, key: DerivedKey = DERIVED) -> bytes:
    """A box around any bytes, as whoever holds the key can make it."""
    padded = plain.ljust(PLAIN_BYTES, b"\0")
    return key.subkey("commitment") + _cipher(key).encrypt(key.subkey("nonce", 12), padded, None)


def packed(raw: object) -> bytes:
    text = zlib.compress(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return locked(struct.pack("<I", len(text)) + text)


def test_round_trip() -> None:
    box = lock(MANIFEST, DERIVED)
    assert len(box) == BOX_BYTES == len(empty_box())
    assert unlock((empty_box(), empty_box(), box, empty_box()), DERIVED) == MANIFEST
    assert second.open_box(box, DERIVED._root) == _to_json(MANIFEST)


def test_one_answer_for_every_reason() -> None:
    box = lock(MANIFEST, DERIVED)
    assert unlock((box,), OTHER) is None
    assert unlock((empty_box(),) * 4, DERIVED) is None
    assert unlock((), DERIVED) is None
    for index in (0, 31, 32, 4000, BOX_BYTES - 17, BOX_BYTES - 1):
        damaged = bytearray(box)
        damaged[index] ^= 1
        assert unlock((bytes(damaged),), DERIVED) is None
    assert unlock((box[:32] + os.urandom(BOX_BYTES - 32),), DERIVED) is None


def test_every_key_finds_its_own_box() -> None:
    one, other = Manifest(bytes(16), (entry(),)), Manifest(bytes(16), (entry(), entry(1)))
    boxes = (lock(other, OTHER), empty_box(), lock(one, DERIVED), empty_box())
    assert unlock(boxes, DERIVED) == one
    assert unlock(boxes, OTHER) == other


def test_a_box_shows_no_length() -> None:
    assert len(lock(Manifest(bytes(16), ()), DERIVED)) == BOX_BYTES
    full = Manifest(bytes(16), tuple(entry(index) for index in range(16)))
    assert unlock((lock(full, DERIVED),), DERIVED) == full


def test_a_box_holds_no_more_entries_than_a_reader_takes() -> None:
    with pytest.raises(CapacityError):
        lock(Manifest(bytes(16), (EXACT,) * (MAX_ENTRIES + 1)), DERIVED)


def test_more_than_a_box_holds() -> None:
    entries = tuple(
        entry(n, mac=os.urandom(16), ranges=tuple(os.urandom(1)[0] + 0.1 for _ in range(9))) for n in range(400)
    )
    with pytest.raises(CapacityError):
        lock(Manifest(bytes(16), entries), DERIVED)


@pytest.mark.parametrize(
    "plain",
    [
        b"", b"\xff" * PLAIN_BYTES, struct.pack("<I", 1 << 31), struct.pack("<I", 3) + b"abc",
        struct.pack("<I", PLAIN_BYTES) + os.urandom(50), b"\0" * PLAIN_BYTES,
    ],
    ids=["zeros", "ones", "length", "no zlib", "noise", "nothing"],
)  # fmt: skip
def test_boxes_that_open_on_nonsense(plain: bytes) -> None:
    with pytest.raises(InvalidStegoError):
        unlock((locked(plain),), DERIVED)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(b" " * (7 << 20), 9)
    assert len(bomb) < PLAIN_BYTES
    with pytest.raises(InvalidStegoError):
        unlock((locked(struct.pack("<I", len(bomb)) + bomb),), DERIVED)
    cut = zlib.compress(json.dumps(_to_json(MANIFEST)).encode())[:-6]
    with pytest.raises(InvalidStegoError):
        unlock((locked(struct.pack("<I", len(cut)) + cut),), DERIVED)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"[" * 60_000, b"5", [], None, "x", {}, {"rho": "", "secrets": []}, {"secrets": []}],
    ids=lambda raw: str(raw)[:12],
)
def test_manifests_that_are_none(raw: object) -> None:
    with pytest.raises(InvalidStegoError):
        unlock((packed(raw),), DERIVED)


def test_the_manifest_itself() -> None:
    rho = base64.b64encode(bytes(16)).decode()
    assert unlock((packed({"rho": rho, "secrets": []}),), DERIVED) == Manifest(bytes(16), ())
    one = _to_json(MANIFEST)["secrets"][0]
    for secrets in (5, None, "ab", [5], [[]], [None], {"a": 1}, [one] * (MAX_ENTRIES + 1)):
        with pytest.raises(InvalidStegoError):
            unlock((packed({"rho": rho, "secrets": secrets}),), DERIVED)
    for wrong in (5, None, "AAAA", "é", [], base64.b64encode(bytes(17)).decode()):
        with pytest.raises(InvalidStegoError):
            unlock((packed({"rho": wrong, "secrets": []}),), DERIVED)


HOSTILE: dict[str, list[object]] = {
    "start": [-1, 1.5, True, "0", None, 1 << 33, 10**400, [], {}],
    "number": [-1, 1.0, False, "0", None, 1 << 17, []],
    "modality": ["", "text", None, 5, [], {}, ["image"]],
    "siren": [
        None, 5, [], [2, 3, 16], [2, 3, 16, 4, 1], [2, 3, 4096, 4], [2, 3, 16, 2000], [2, 3, 16, 5], [2, 3, 16, 0],
        [2, 3, 0, 4], [3, 3, 16, 4], [2, 4, 16, 4], [2, 3, 16.0, 4], [True, 3, 16, 4], "abcd", {"a": 1},
    ],
    "grid": [
        None, 5, [], {}, {"shape": [32, 24], "channels": 3}, {"shape": [1 << 20] * 2, "channels": 3, "constants": {}},
        {"shape": [2**62, 2**62], "channels": 3, "constants": {}}, {"shape": [0, 4], "channels": 3, "constants": {}},
        {"shape": [4, 4], "channels": 5, "constants": {}}, {"shape": [4], "channels": 3, "constants": {}},
        {"shape": "ab", "channels": 3, "constants": {}}, {"shape": [4, 4], "channels": 3, "constants": {"gain": 1}},
        {"shape": [4, 4], "channels": 3, "constants": {"gain": float("nan")}},
        {"shape": [4, 4], "channels": 3, "constants": {str(i): 1.0 for i in range(99)}},
        {"shape": [32, 24], "channels": 3, "constants": {"offset0": 0.0, "offset1": 0.0, "gain": 1.0}},
    ],
    "frequency": [
        None, 5, [], [1.0], [1.0] * 3, [1, 1], [0.0, 1.0], [-1.0, 1.0], [float("nan"), 1.0], [1e7, 1.0], "ab", {"a": 1},
    ],
    "ranges": [None, 5, "", "é", [], "AAAA"]
    + [base64.b64encode(struct.pack("<9f", *([bad] * 9))).decode() for bad in (-1.0, 1e7, float("nan"), float("inf"))],
    "mac": [None, 5, "", "AAAA", [], base64.b64encode(bytes(17)).decode()],
    "joins": [None, 0, 1, "true", []],
    "tiles": [None, 5, [], [1], [1, 1, 1], [0, 1], [-1, 1], [1.0, 1], [True, 1], [33, 1], "ab", {"a": 1, "b": 1}],
    "packing": [None, 0, 3, 1.0, True, "1", []],
    "name": [None, 5, [], {}, "x" * 256, "ü" * 128, "\ud800"],
    "given": [5, "ab", [3024], [3024, 4032, 3], [0, 1], [-1, 1], [1.0, 1], [True, 1], [1, 1 << 48], {"a": 1, "b": 1}],
}  # fmt: skip
HOSTILE_EXACT: dict[str, list[object]] = {
    "start": HOSTILE["start"],
    "number": HOSTILE["number"],
    "mac": HOSTILE["mac"],
    "name": HOSTILE["name"],
    "kind": [None, 5, [], {}, "x" * 33],
    "bytes": [-1, 1.5, True, "0", None, (256 << 20) + 1, 10**400, [], {}],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_number_of_a_secret_is_bounded(name: str) -> None:
    raw = _to_json(MANIFEST)
    secret = raw["secrets"][1]
    assert set(HOSTILE) == set(secret)
    for value in HOSTILE[name]:
        with pytest.raises(InvalidStegoError):
            unlock((packed({**raw, "secrets": [{**secret, name: value}]}),), DERIVED)
    missing = {key: value for key, value in secret.items() if key != name}
    box = packed({**raw, "secrets": [missing]})
    if name == "name":  # there is none where it did not come out of a file
        assert unlock((box,), DERIVED) == Manifest(MANIFEST.private_key, (entry(1, given=GIVEN),))
        return
    if name == "given":  # where it is kept as large as it was given, and in older files
        assert unlock((box,), DERIVED) == Manifest(MANIFEST.private_key, (entry(1, name="Köln.jpg"),))
        return
    if name == "tiles":  # which older files do not have
        assert unlock((box,), DERIVED) == Manifest(MANIFEST.private_key, (entry(1, name="Köln.jpg", given=GIVEN),))
        return
    if name == "packing":  # the first files did not say
        manifest = unlock((box,), DERIVED)
        assert manifest is not None
        assert manifest.entries[0].packing == 1
        return
    with pytest.raises(InvalidStegoError):
        unlock((box,), DERIVED)


def test_there_is_an_end_to_how_many_tiles() -> None:
    raw = _to_json(MANIFEST)
    grid = {**raw["secrets"][0]["grid"], "shape": [100, 100]}
    with pytest.raises(InvalidStegoError):
        unlock((packed({**raw, "secrets": [{**raw["secrets"][0], "grid": grid, "tiles": [64, 65]}]}),), DERIVED)


@pytest.mark.parametrize("name", HOSTILE_EXACT)
def test_every_number_of_an_exact_secret_is_bounded(name: str) -> None:
    raw = _to_json(MANIFEST)
    secret = raw["secrets"][2]
    assert set(HOSTILE_EXACT) == set(secret)
    for value in HOSTILE_EXACT[name]:
        with pytest.raises(InvalidStegoError):
            unlock((packed({**raw, "secrets": [{**secret, name: value}]}),), DERIVED)
    missing = {key: value for key, value in secret.items() if key != name}
    with pytest.raises(InvalidStegoError):
        unlock((packed({**raw, "secrets": [missing]}),), DERIVED)


def test_an_exact_secret_of_a_kind_that_was_invented_later_is_a_file() -> None:
    raw = _to_json(MANIFEST)
    manifest = unlock((packed({**raw, "secrets": [{**raw["secrets"][2], "kind": "album"}]}),), DERIVED)
    assert manifest == Manifest(MANIFEST.private_key, (replace(EXACT, kind="file"),))


def test_a_sound_joins_no_exact_secret() -> None:
    raw = _to_json(Manifest(bytes(16), (EXACT, entry(1))))
    raw["secrets"][1]["joins"] = True
    with pytest.raises(InvalidStegoError):
        unlock((packed(raw),), DERIVED)


def test_a_name_that_the_format_does_not_have_is_refused() -> None:
    raw = _to_json(replace(MANIFEST, file_mac=bytes(range(16, 32))))
    manifest = unlock((packed(raw),), DERIVED)
    assert manifest is not None
    assert manifest.file_mac == bytes(range(16, 32))
    for where in (raw, raw["secrets"][1], raw["secrets"][2], raw["secrets"][1]["grid"]):
        where["note"] = 1
        with pytest.raises(InvalidStegoError):
            unlock((packed(raw),), DERIVED)
        del where["note"]
    raw["secrets"][2]["packing"] = 1  # a name of learned secrets
    with pytest.raises(InvalidStegoError):
        unlock((packed(raw),), DERIVED)


def test_a_name_that_stands_twice_is_refused() -> None:
    """Two readers could take different values."""
    text = json.dumps(_to_json(MANIFEST))
    assert unlock((packed(text.encode()),), DERIVED) == MANIFEST
    for once in ('"rho":', '"start": 7,', '"channels":'):
        assert once in text
        twice = text.replace(once, f"{once.split(':')[0]}: 0, {once}", 1)
        with pytest.raises(InvalidStegoError):
            unlock((packed(twice.encode()),), DERIVED)


@pytest.mark.parametrize("mac", [None, 5, "", "AAAA", [], "é", base64.b64encode(bytes(17)).decode()])
def test_a_mac_of_the_file_that_is_none(mac: object) -> None:
    raw = _to_json(MANIFEST)
    assert "file" not in raw
    with pytest.raises(InvalidStegoError):
        unlock((packed({**raw, "file": mac}),), DERIVED)
