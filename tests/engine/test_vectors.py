"""Known answers, and files that must always reveal: the engine and a second implementation agree, bit for bit."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.file.manifest import Manifest, unlock
from engine.file.stego import Stego
from engine.fit.render import siren_field
from engine.inrsteg import reveal, show
from engine.key import DerivedKey, Key
from engine.media import Tiling
from engine.siren import Architecture, Siren
from engine.vault import sealing
from engine.vault.keystream import Keystream
from engine.vault.permutation import orders
from engine.vault.storage import STORAGES
from tests.engine import second
from tests.vectors import make

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
ANSWERS = json.loads((VECTORS / "known_answers.json").read_text("utf-8"))
SALT = bytes.fromhex(ANSWERS["salt"])
KEY = bytes.fromhex(ANSWERS["stream"]["key"])
NAMES = sorted(path.stem for path in VECTORS.glob("*.undersong"))


def root_of(key: Key) -> DerivedKey:
    return key.derive(SALT)


def digest(siren: Siren) -> str:
    return hashlib.sha256(b"".join(t.numpy().astype("<f4").tobytes() for t in siren.tensors())).hexdigest()


def expected_of(name: str) -> dict[str, Any]:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def key_of(opener: dict[str, str]) -> Key:
    if "words" in opener:
        return Key.from_words(opener["words"])
    return Key.from_passphrase(opener["passphrase"])


def test_the_answers_are_those_the_second_implementation_gives() -> None:
    assert make.answers() == ANSWERS


def test_the_second_implementation_knows_chacha20() -> None:
    # RFC 8439, 2.3.2: one block at counter 1
    nonce = bytes.fromhex("000000090000004a00000000")
    assert second.chacha20(bytes(range(32)), nonce, 1, 1).hex().startswith("10f1e7e4d13b5915500fdd1fa32071c4")
    assert second.chacha20(KEY, nonce, 7, 3)[64:128] == second.chacha20(KEY, nonce, 8, 1)


@pytest.mark.parametrize("case", ANSWERS["words"], ids=lambda case: case["words"].split()[0])
def test_words(case: dict[str, str]) -> None:
    key = Key.from_words(case["words"])
    assert key.words == case["words"]
    assert root_of(key) == DerivedKey(bytes.fromhex(case["prk"]))
    assert key == Key(bytes.fromhex(case["bytes"]), False)


@pytest.mark.parametrize("case", ANSWERS["passphrases"], ids=range(len(ANSWERS["passphrases"])))
def test_passphrases(case: dict[str, str]) -> None:
    assert root_of(Key.from_passphrase(case["passphrase"])) == DerivedKey(bytes.fromhex(case["prk"]))


def test_one_passphrase_in_two_spellings_of_unicode_is_one_key() -> None:
    first, decomposed, spaces = (case["prk"] for case in ANSWERS["passphrases"])
    assert first == decomposed != spaces


@pytest.mark.parametrize("case", ANSWERS["labels"], ids=lambda case: case["label"])
def test_labels(case: dict[str, str]) -> None:
    derived, expected = root_of(Key.from_words(make.WORDS)), bytes.fromhex(case["key"])
    assert derived.subkey(case["label"], len(expected)) == expected


def test_the_stream() -> None:
    words = Keystream(KEY)._take(128)
    assert words.astype("<u4").tobytes().hex() == ANSWERS["stream"]["bytes"]


@pytest.mark.parametrize("case", ANSWERS["uniform"], ids=lambda case: case["below"])
def test_uniform_numbers(case: dict[str, Any]) -> None:
    drawn = Keystream(KEY)
    numbers = [int(n) for count in (1, 0, 7, 32) for n in drawn.uniform(count, case["below"])]
    assert numbers == case["numbers"]  # in whatever portions they are drawn


@pytest.mark.parametrize("case", ANSWERS["uniform_far"], ids=lambda case: case["below"])
def test_uniform_numbers_far_along_the_stream(case: dict[str, Any]) -> None:
    numbers = Keystream(KEY).uniform(case["count"], case["below"])
    assert hashlib.sha256(numbers.astype("<u4").tobytes()).hexdigest() == case["sha256"]


@pytest.mark.parametrize("case", ANSWERS["permutations"], ids=lambda case: f"{case['layer']}-{case['width']}")
def test_permutations(case: dict[str, Any]) -> None:
    drawn = orders(bytes.fromhex(ANSWERS["rho"]), case["width"], case["layer"] + 1)
    assert drawn[case["layer"]].tolist() == case["order"]


@pytest.mark.parametrize(
    "case", ANSWERS["seal"], ids=lambda case: f"{case['packing']}-{case['storage']}-{case['tensor']}"
)
def test_digits(case: dict[str, Any]) -> None:
    formats = sealing.cell_formats(Architecture(2, 3, 8, 2, False), STORAGES[case["storage"]], case["packing"])
    cell_format = replace(formats[case["tensor"]], shape=(len(case["weights"]),))
    quantized = sealing.quantize(np.array(case["weights"], np.float32), case["range"], cell_format.levels)
    digits = cell_format.to_digits(quantized)
    assert (digits.tolist(), cell_format.cells) == (case["digits"], len(case["digits"]))
    assert cell_format.from_digits(digits).tolist() == quantized.tolist()
    assert sealing.dequantize(quantized, case["range"], cell_format.levels).tolist() == case["back"]


@pytest.mark.parametrize("case", ANSWERS["sealed"], ids=lambda case: case["storage"])
def test_sealed_digits(case: dict[str, Any]) -> None:
    storage, digits = STORAGES[case["storage"]], np.array(case["digits"], np.uint32)
    cells = sealing.seal(digits, bytes.fromhex(case["key"]), storage)
    assert cells.tolist() == case["cells"]
    assert sealing.unseal(cells, bytes.fromhex(case["key"]), storage).tolist() == case["digits"]


def test_the_mac() -> None:
    case = ANSWERS["mac"]
    content = np.array(case["cells"], "<u4").tobytes()
    assert sealing.authenticate(content, bytes.fromhex(case["key"])).hex() == case["mac"]


def test_the_box() -> None:
    case = ANSWERS["box"]
    derived = root_of(Key.from_words(case["words"]))
    box = bytes.fromhex(case["box"])
    assert unlock((bytes(8192), box), derived) == Manifest(b"defghijklmnopqrs", ())
    assert second.open_box(box, derived._root) == case["manifest"]


def test_there_is_a_file_for_everything() -> None:
    settings = [second.parse((VECTORS / f"{name}.undersong").read_bytes()).settings for name in NAMES]
    assert {s["storage"] for s in settings if s["vault"]} == {s["storage"] for s in settings if not s["vault"]}
    assert {s["storage"] for s in settings} == set(STORAGES)
    kinds = {"image", "audio", "video", "shape"}
    assert {s["modality"] for s in settings} == kinds
    secrets = [secret for name in NAMES for opened in expected_of(name)["opened"] for secret in opened["secrets"]]
    assert {secret["modality"] for secret in secrets} == kinds
    assert any(secret["joins"] for secret in secrets)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_the_one_that_was_committed(name: str) -> None:
    data = (VECTORS / f"{name}.undersong").read_bytes()
    assert hashlib.sha256(data).hexdigest() == expected_of(name)["sha256"]


@pytest.mark.parametrize("name", NAMES)
def test_the_second_implementation_finds_the_same(name: str) -> None:
    expected = expected_of(name)
    openers = [{k: v for k, v in opened.items() if k != "secrets"} for opened in expected["opened"]]
    contents = make.contents((VECTORS / f"{name}.undersong").read_bytes(), openers)
    for one, other in [(contents["cover"], expected["cover"])] + [
        pair
        for mine, its in zip(contents["opened"], expected["opened"], strict=True)
        for pair in zip(mine["secrets"], its["secrets"], strict=True)
    ]:
        np.testing.assert_allclose(one.pop("values"), other.pop("values"), atol=1e-9)
    assert contents == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_file_always_reveals(name: str) -> None:
    stego = Stego.load(VECTORS / f"{name}.undersong")
    for opened in expected_of(name)["opened"]:
        if not opened["secrets"]:
            assert unlock(stego.boxes, key_of(opened).derive(stego.salt)) is None
            continue
        revealed = reveal(stego, key_of(opened))
        networks = [network for secret in revealed for network in secret.networks]
        assert [digest(network) for network in networks] == [secret["sha256"] for secret in opened["secrets"]]
        assert all(secret.intact for secret in revealed)
        parts = [part for secret in revealed for part in secret.medium.parts()]
        assert [part.modality for part in parts] == [secret["modality"] for secret in opened["secrets"]]
        entries = second.reveal((VECTORS / f"{name}.undersong").read_bytes(), **_opener(opened))
        for network, expected, entry in zip(networks, opened["secrets"], entries, strict=True):
            points = np.array(expected["coordinates"], np.float32)
            tiling = Tiling(tuple(entry.entry.get("tiles", [1] * points.shape[1])))
            values = siren_field(network, tuple(entry.entry["frequency"]), tiling=tiling)(points)
            np.testing.assert_allclose(values, expected["values"], atol=2e-3)


def _opener(opened: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in opened.items() if name != "secrets"}


@pytest.mark.parametrize("name", NAMES)
def test_a_cover_is_always_shown(name: str) -> None:
    path = VECTORS / f"{name}.undersong"
    stego, cover = Stego.load(path), expected_of(name)["cover"]
    values = siren_field(stego.network, stego.settings.frequency)(np.array(cover["coordinates"], np.float32))
    np.testing.assert_allclose(values, cover["values"], atol=2e-3)
    shown = show(stego)
    assert shown.modality == cover["modality"]
    file = second.parse(path.read_bytes())
    if shown.modality in ("image", "audio"):
        grid = cover["grid"]
        points = second.coordinates_of(grid)
        raw = second.raw_of(second.evaluate(file.network(), file.settings["frequency"], points), grid)
        if shown.modality == "image":
            difference = shown.pixels.reshape(raw.shape) - np.clip((raw + 1) * 127.5, 0, 255)
            assert np.abs(difference).max() < 1
        else:
            assert np.abs(shown.signal - raw.clip(-1, 1)).max() < 5e-3


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_written_as_it_was_read(name: str) -> None:
    data = (VECTORS / f"{name}.undersong").read_bytes()
    again = Stego.from_bytes(data).to_bytes()
    mine, its = second.parse(again), second.parse(data)
    assert (mine.settings, mine.salt, mine.boxes) == (its.settings, its.salt, its.boxes)
    assert all(np.array_equal(mine.tensors[name], its.tensors[name]) for name in its.tensors)


def test_a_secrets_numbers_do_not_depend_on_the_number_of_threads() -> None:
    path = VECTORS / "exact.undersong"
    opened = expected_of("exact")["opened"][0]
    for threads in (1, 2):
        torch.set_num_threads(threads)
        (secret,) = reveal(Stego.load(path), key_of(opened))
        assert digest(secret.networks[0]) == opened["secrets"][0]["sha256"]
