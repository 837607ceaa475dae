"""Known answers, and files that must always reveal: the engine and a second implementation agree, bit for bit."""

from __future__ import annotations

import hashlib
import itertools
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
from engine.key import FORMAT_VERSION, DerivedKey, Key, expand
from engine.media import Grid, Tiling
from engine.siren import Architecture, Siren
from engine.vault import exact, sealing
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
# Their headers were written by the safetensors library, which orders metadata at random.
OTHER_ORDER = {
    "exact", "half", "nothing", "paper-exact", "paper-half", "paper-quarter", "passphrase", "quarter", "two-keys",
}  # fmt: skip


def root_of(key: Key, version: int = FORMAT_VERSION) -> DerivedKey:
    return key.derive(SALT, version)


def data_of(name: str) -> bytes:
    return (VECTORS / f"{name}.undersong").read_bytes()


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


@pytest.mark.parametrize("case", ANSWERS["labels"], ids=lambda case: f"{case['version']}-{case['label']}")
def test_labels(case: dict[str, Any]) -> None:
    derived, expected = root_of(Key.from_words(make.WORDS), case["version"]), bytes.fromhex(case["key"])
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


def permutation_of(case: dict[str, Any], rho: str) -> list[int]:
    """The permutation as it is drawn for a whole network."""
    architecture = Architecture(1, 1, case["width"], case["layer"] + 1, tiles=case["tiles"])
    drawn = orders(bytes.fromhex(rho), architecture, case["version"])[case["layer"]]
    return (drawn[case["tile"]] if case["tiles"] > 1 else drawn).tolist()


@pytest.mark.parametrize("case", ANSWERS["permutations"], ids=lambda case: "-".join(map(str, list(case.values())[:-1])))
def test_permutations(case: dict[str, Any]) -> None:
    assert permutation_of(case, ANSWERS["rho"]) == case["order"]


@pytest.mark.parametrize("case", ANSWERS["permutations_far"], ids=lambda case: f"{case['version']}-{case['tile']}")
def test_permutations_for_which_a_word_of_the_stream_is_skipped(case: dict[str, Any]) -> None:
    order = np.array(permutation_of(case, case["rho"]), "<u4")
    assert hashlib.sha256(order.tobytes()).hexdigest() == case["sha256"]
    tile = f"tile/{case['tile']}/" if case["version"] > 1 else ""
    key = expand(bytes.fromhex(case["rho"]), f"{tile}layer/{case['layer']}", 32, case["version"])
    words, below = Keystream(key)._take(case["width"] - 1), np.arange(case["width"], 1, -1)
    assert (words >= 2**32 // below * below).any()


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


@pytest.mark.parametrize("case", ANSWERS["exact"], ids=lambda case: f"{case['storage']}-{len(case['content']) // 2}")
def test_the_bytes_of_a_file(case: dict[str, Any]) -> None:
    storage, content = STORAGES[case["storage"]], bytes.fromhex(case["content"])
    digits = np.array(case["digits"], np.uint32)
    assert exact.to_digits(content, storage).tolist() == case["digits"]
    assert exact.from_digits(digits, len(content), storage) == content
    assert second.digits_to_bytes(case["digits"], len(content), storage.levels) == content
    assert sealing.authenticate(content, KEY).hex() == case["mac"]


def test_the_mac() -> None:
    case = ANSWERS["mac"]
    content = np.array(case["cells"], "<u4").tobytes()
    assert sealing.authenticate(content, bytes.fromhex(case["key"])).hex() == case["mac"]


@pytest.mark.parametrize("case", ANSWERS["boxes"], ids=lambda case: case["version"])
def test_a_box(case: dict[str, Any]) -> None:
    version, box = case["version"], bytes.fromhex(case["box"])
    derived, other = (root_of(Key.from_words(case["words"]), number) for number in (version, 3 - version))
    assert unlock((bytes(8192), box), derived) == Manifest(b"defghijklmnopqrs", ())
    assert unlock((bytes(8192), box), other) is None
    assert second.open_box(box, derived._root, version) == case["manifest"]
    assert second.open_box(box, derived._root, 3 - version) is None


@pytest.mark.parametrize("version", [1, 2])
def test_there_is_a_file_for_everything(version: int) -> None:
    files = {name: file for name in NAMES if (file := second.parse(data_of(name))).version == version}
    settings = [file.settings for file in files.values()]
    kinds = {"image", "audio", "video", "shape"}
    assert {s["modality"] for s in settings} == kinds
    assert {s["storage"] for s in settings if s["vault"]} == set(STORAGES)
    assert any(not s["vault"] for s in settings)
    opened = [opened for name in files for opened in expected_of(name)["opened"]]
    secrets = [secret for keyed in opened for secret in keyed["secrets"]]
    assert {secret["modality"] for secret in secrets if "modality" in secret} == kinds
    assert any(secret.get("joins") for secret in secrets)
    assert {"words", "passphrase"} <= {name for keyed in opened for name in keyed}
    assert any(not keyed["secrets"] for keyed in opened)
    assert {len(expected_of(name)["opened"]) for name in files} == {1, 2}


def test_there_are_covers_in_tiles_for_everything_that_can_have_them() -> None:
    files = [(second.parse(data), data) for data in map(data_of, NAMES)]
    stacks = [(file, data) for file, data in files if np.prod(file.tiles) > 1]
    assert {file.settings["modality"] for file, _ in stacks} == {"image", "audio", "video"}
    assert {file.settings["storage"] for file, _ in stacks} == set(STORAGES)
    assert any(file.version == 2 and file.settings["vault"] and np.prod(file.tiles) == 1 for file, _ in files)
    entries = [secret.entry for _, data in stacks for secret in second.reveal(data, words=make.WORDS)]
    assert {np.prod(entry["tiles"]) > 1 for entry in entries if "tiles" in entry} == {True, False}


def test_there_are_exact_secrets_of_every_kind_in_every_storage_beside_learned_ones() -> None:
    holding: dict[str, list[dict[str, Any]]] = {}
    for name in NAMES:
        secrets = [secret for opened in expected_of(name)["opened"] for secret in opened["secrets"]]
        if any("kind" in secret for secret in secrets):
            holding.setdefault(second.parse(data_of(name)).settings["storage"], []).extend(secrets)
    assert set(holding) == set(STORAGES)
    secrets = [secret for each in holding.values() for secret in each]
    assert {secret.get("kind") for secret in secrets} == {"file", "text", "folder", None}
    assert any("modality" in secret and "name" in secret for secret in secrets)
    assert 0 in {secret.get("bytes") for secret in secrets}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_the_one_that_was_committed(name: str) -> None:
    assert hashlib.sha256(data_of(name)).hexdigest() == expected_of(name)["sha256"]


@pytest.mark.parametrize("name", NAMES)
def test_the_second_implementation_finds_the_same(name: str) -> None:
    expected = expected_of(name)
    openers = [_opener(opened) for opened in expected["opened"]]
    contents = make.contents(data_of(name), openers)
    for one, other in [(contents["cover"], expected["cover"])] + [
        pair
        for mine, its in zip(contents["opened"], expected["opened"], strict=True)
        for pair in zip(mine["secrets"], its["secrets"], strict=True)
    ]:
        np.testing.assert_allclose(one.pop("values", []), other.pop("values", []), atol=1e-9)
    assert contents == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_file_always_reveals(name: str) -> None:
    stego = Stego.load(VECTORS / f"{name}.undersong")
    for opened in expected_of(name)["opened"]:
        if not opened["secrets"]:
            assert unlock(stego.boxes, key_of(opened).derive(stego.salt, stego.version)) is None
            continue
        revealed = reveal(stego, key_of(opened))
        assert all(secret.intact for secret in revealed)
        assert {secret.file_intact for secret in revealed} == {opened.get("file_intact")}
        expected, read = opened["secrets"], second.reveal(data_of(name), **_opener(opened))
        named = [secret.get("name", "") for secret in expected if not secret.get("joins")]
        assert [secret.name for secret in revealed] == named
        files = [secret.file for secret in revealed if secret.file is not None]
        assert [
            {"kind": f.kind, "bytes": f.size, "name": f.name, "sha256": hashlib.sha256(f.content).hexdigest()}
            for f in files
        ] == [{k: v for k, v in secret.items() if k != "intact"} for secret in expected if "kind" in secret]
        assert [file.content for file in files] == [secret.content for secret in read if not secret.tensors]
        learned = [pair for pair in zip(expected, read, strict=True) if "modality" in pair[0]]
        networks = [network for secret in revealed for network in secret.networks]
        assert [digest(network) for network in networks] == [secret["sha256"] for secret, _ in learned]
        parts = [part for secret in revealed if secret.file is None for part in secret.medium.parts()]
        assert [part.modality for part in parts] == [secret["modality"] for secret, _ in learned]
        for network, (secret, entry) in zip(networks, learned, strict=True):
            points = np.array(secret["coordinates"], np.float32)
            tiling = Tiling(tuple(entry.entry.get("tiles", [1] * points.shape[1])))
            values = siren_field(network, tuple(entry.entry["frequency"]), tiling=tiling)(points)
            np.testing.assert_allclose(values, secret["values"], atol=2e-3)


def _opener(opened: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in opened.items() if name in ("words", "passphrase")}


@pytest.mark.parametrize("name", NAMES)
def test_a_cover_is_always_shown(name: str) -> None:
    stego, cover = Stego.from_bytes(data_of(name)), expected_of(name)["cover"]
    field = siren_field(stego.network, stego.settings.frequency, tiling=stego.settings.tiling)
    values = field(np.array(cover["coordinates"], np.float32))
    np.testing.assert_allclose(values, cover["values"], atol=2e-3)
    shown = show(stego)
    assert shown.modality == cover["modality"]
    file = second.parse(data_of(name))
    if shown.modality in ("image", "audio"):
        grid = cover["grid"]
        points = second.coordinates_of(grid)
        raw = second.raw_of(second.evaluate_cover(file, points), grid)
        if shown.modality == "image":
            difference = shown.pixels.reshape(raw.shape) - np.clip((raw + 1) * 127.5, 0, 255)
            assert np.abs(difference).max() < 1
        else:
            assert np.abs(shown.signal - raw.clip(-1, 1)).max() < 5e-3


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_written_as_it_was_read_and_in_its_own_version(name: str) -> None:
    data = data_of(name)
    again = Stego.from_bytes(data).to_bytes()
    mine, its = second.parse(again), second.parse(data)
    assert (mine.version, mine.settings, mine.salt, mine.boxes) == (its.version, its.settings, its.salt, its.boxes)
    assert all(np.array_equal(mine.tensors[name], its.tensors[name]) for name in its.tensors)
    assert (again == data) == (name not in OTHER_ORDER)
    assert Stego.from_bytes(again).to_bytes() == again


def test_a_point_on_the_border_of_two_tiles_is_in_the_same_one_for_everybody() -> None:
    rounded = 0
    for points, count in itertools.combinations_with_replacement(range(129, 0, -1), 2):
        coordinates = second.coordinates_of({"shape": [points]})
        tiles = Tiling((count,)).tile_of(Grid((points,), 1).coordinates())
        assert tiles.tolist() == second.tiles_of(coordinates, [count])[:, 0].tolist()
        exact = (2 * np.arange(points) + 1) * count // (2 * points)
        assert np.abs(tiles - exact).max() <= 1
        rounded += int((tiles != exact).sum())
    assert rounded > 0  # so it is not the same to compute it exactly


def test_a_secrets_numbers_do_not_depend_on_the_number_of_threads() -> None:
    stego, opened = Stego.from_bytes(data_of("exact")), expected_of("exact")["opened"][0]
    for threads in (1, 2):
        torch.set_num_threads(threads)
        (secret,) = reveal(stego, key_of(opened))
        assert digest(secret.networks[0]) == opened["secrets"][0]["sha256"]
