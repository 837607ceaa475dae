"""The low bits, the cells and the container of sealed files look random; whatever does not is noticed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import engine
from engine.errors import InvalidStegoError
from engine.file.manifest import unlock
from engine.steganalysis import bits
from engine.steganalysis.features import Features
from engine.vault.permutation import orders, permute, unpermute
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine.tiny import picture, sound, tiny

from .conftest import GAIN, STACK, STACK_VAULT, STEGO, changed, noise, sealed_file, sealed_stack

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
VAULT = Vault(STEGO, 40, GAIN, STORAGES["exact"])
STACKED_VAULT = Vault(STACK, STACK_VAULT, GAIN, STORAGES["exact"])


def test_fair_bits_are_within_chance_and_biased_ones_are_not() -> None:
    fair = np.random.default_rng(0).integers(0, 2, 8000, np.uint8)
    assert bits.deviation_from_fair(fair) < bits.SIGNIFICANT
    for biased in (fair & fair[::-1], np.arange(8000) % 2, np.sort(fair), np.tile(fair[:800], 10)):
        assert bits.deviation_from_fair(biased) > bits.SIGNIFICANT


@pytest.mark.parametrize("storage", ["exact", "half", "quarter"])
def test_the_bits_of_a_hidden_secret_look_random(storage: str) -> None:
    stego = engine.hide(engine.plan([sound()], picture(), tiny(storage=storage)), engine.Key.generate())
    assert bits.bit_planes(Features(stego, stego.to_bytes())) < (6 if storage == "exact" else 25)


def test_the_cells_of_the_vault_are_located_by_their_lattice() -> None:
    features = sealed_file(22)
    located = features.vault
    assert located is not None
    assert sorted(located.cells[0]) == sorted(VAULT.read(unpermute(features.network, bytes([22] * 16))))
    assert located.other_weights.size + located.cells.size == 4 * STEGO.width**2


def test_the_cells_of_every_tile_of_a_stack_are_located() -> None:
    features = sealed_stack(22)
    located = features.vault
    assert located is not None
    truth = STACKED_VAULT.read(unpermute(features.network, bytes([22] * 16))).reshape(STACK.tiles, -1)
    assert np.array_equal(np.sort(located.cells), np.sort(truth))


def test_cells_that_are_not_uniform_are_noticed() -> None:
    features = sealed_file(23)
    cells = np.random.default_rng(0).integers(0, 2**20, VAULT.capacity()).astype(np.uint32)
    cells[:3000] &= ~np.uint32(1)  # as if numbers were written without a pad
    permutation = bytes([23] * 16)
    network = VAULT.write(unpermute(features.network, permutation), cells)
    other = changed(features, network=permute(network, permutation))
    assert bits.bit_planes(features) < 5
    assert bits.bit_planes(other) > 20


@pytest.mark.parametrize("tiles", [1, STACK.tiles])
def test_cells_that_are_not_uniform_are_noticed_in_one_tile_or_in_all(tiles: int) -> None:
    cells = noise(STACKED_VAULT, 24).reshape(STACK.tiles, -1)
    assert bits.bit_planes(sealed_stack(24, cells.ravel())) < 5
    cells[:tiles, : 800 // tiles] &= ~np.uint32(1)  # as if so many numbers were written without a pad
    assert bits.bit_planes(sealed_stack(24, cells.ravel())) > 8


def test_the_vault_of_half_storage_is_located_too() -> None:
    key, recipe = engine.Key.generate(), tiny(60, storage="half", samples={"image": 1024}, tile_points=256, width=48)
    plan = engine.plan([picture(6)], picture(32), recipe)
    stego = engine.hide(plan, key)
    located = Features(stego, stego.to_bytes()).vault
    manifest = unlock(stego.boxes, key.derive(stego.salt))
    assert plan.vault is not None
    assert located is not None
    assert manifest is not None
    order = np.stack([o.numpy() for o in orders(manifest.private_key, plan.stego)], axis=1)  # (T, n, D)
    assert ((order < plan.vault.width) == located.units).mean() > 0.95


def test_files_without_a_vault_or_in_quarter_storage_have_no_cells_to_locate(unsealed: Features) -> None:
    assert unsealed.vault is None
    stego = engine.hide(engine.plan([], picture(), tiny(2, storage="quarter")), engine.Key.generate())
    assert Features(stego, stego.to_bytes()).vault is None


def test_the_container_counts_what_is_odd_about_the_file(sealed: Features, unsealed: Features) -> None:
    assert bits.container(sealed) == 0
    assert bits.container(sealed_stack()) == 0
    assert bits.container(Features.read(VECTORS / "exact.undersong")) == 0  # version 1 says nothing of tiles
    assert bits.container(unsealed) == 1  # it says that it has no vault
    equal_boxes = changed(sealed, boxes=(sealed.stego.boxes[0],) * 4)
    assert bits.container(equal_boxes) >= 1
    zeros = changed(sealed, boxes=(bytes(8192), *sealed.stego.boxes[1:]))
    assert bits.container(zeros) == 1
    longer = sealed.data.replace(b'"undersong":"2"', b'"undersong":"2","made by":"me"')
    length = len(longer) - len(sealed.data) + int.from_bytes(sealed.data[:8], "little")
    with pytest.raises(InvalidStegoError):  # the reader refuses what the format does not have
        Features.read(length.to_bytes(8, "little") + longer[8:])
