"""Each attack finds what it is made for, planted as the paper plants it, and is quiet on sealed files."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest
import torch

import engine
from engine.file.stego import Stego
from engine.siren import Siren
from engine.steganalysis import behaviour, bits, weights
from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.features import Features
from engine.vault.permutation import permute, unpermute
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine import tiny

from .conftest import changed, file_of, fresh, sealed_file, unsealed_file

PLANTED = {
    "A1": (weights.blocks, 0.1), "A2": (weights.units, 0.2), "A3": (behaviour.slopes, 0.05),
    "A4": (behaviour.drift, 0.1), "A5": (behaviour.correlations, 0.1), "A6": (weights.layers, 0.5),
    "A9": (weights.spectrum, 0.05), "A11": (behaviour.idle, 0.1),
}  # fmt: skip


@pytest.fixture(scope="module")
def several() -> list[Features]:
    return [sealed_file(seed) for seed in range(10, 16)]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_secret_stands_out_from_all_sealed_files(name: str, fitted: Siren, several: list[Features]) -> None:
    score, margin = PLANTED[name]
    planted = [score(unsealed_file(fitted, seed)) for seed in range(3, 10)]
    assert median(planted) > max(score(look) for look in several) + margin  # one alone may be hard to tell for A3


def test_the_attacks_are_those_of_the_list() -> None:
    assert [attack.id for attack in ATTACKS] == [f"A{n}" for n in range(1, 14)]
    assert all(ours is theirs for ours, theirs in ((a.score, PLANTED[a.id][0]) for a in ATTACKS if a.id in PLANTED))


def test_two_kinds_of_frequencies_show() -> None:
    look = sealed_file(20)
    network = look.stego.network
    first = network.weights[0].clone()
    first[torch.from_numpy(look.chain.labels[0])] *= 4
    other = changed(look, network=Siren((first, *network.weights[1:]), network.biases))
    assert weights.frequencies(other) > 2 * weights.frequencies(look)


def test_a_network_too_large_for_what_it_shows_is_noticed(unsealed: Features) -> None:
    network = fresh(21)
    plain = Siren((*network.weights[:-1], network.weights[-1] * 0), (*network.biases[:-1], torch.ones(3)))
    assert behaviour.effort(file_of(plain, 0)) > behaviour.effort(unsealed) + 1


@pytest.mark.parametrize("storage", ["exact", "half", "quarter"])
def test_bits_of_whole_hides_are_like_a_coins(storage: str) -> None:
    stego = engine.hide(engine.plan([tiny.sound()], tiny.picture(), tiny.tiny(storage=storage)), engine.Key.generate())
    assert bits.planes(Features(stego, stego.to_bytes())) < (6 if storage == "exact" else 25)


def test_the_vault_is_found_by_its_lattice_and_its_cells_are_read() -> None:
    look = sealed_file(22)
    vault = Vault(look.arch, 40, look.stego.settings.gain, STORAGES["exact"])
    found = bits.vault_cells(look)
    assert found is not None
    assert sorted(found) == sorted(vault.read(unpermute(look.network, bytes([22] * 16))))


def test_cells_that_are_no_noise_are_noticed() -> None:
    look = sealed_file(23)
    vault = Vault(look.arch, 40, look.stego.settings.gain, STORAGES["exact"])
    plain = np.random.default_rng(0).integers(0, 2**20, vault.capacity()).astype(np.uint32)
    plain[:3000] &= ~np.uint32(1)  # as if numbers were written without a pad
    rho = bytes([23] * 16)
    other = changed(look, network=permute(vault.write(unpermute(look.network, rho), plain), rho))
    assert bits.planes(look) < 5
    assert bits.planes(other) > 20


def test_files_without_a_vault_or_of_coarse_numbers_have_no_cells_to_read(unsealed: Features) -> None:
    assert bits.vault_cells(unsealed) is None
    stego = tiny_hide("half")
    assert bits.vault_cells(Features(stego, stego.to_bytes())) is None


def test_the_container_tells_what_is_odd_about_it(sealed: Features, unsealed: Features) -> None:
    assert bits.container(sealed) == 0
    assert bits.container(unsealed) == 1  # it says that it has no vault
    twice = changed(sealed, boxes=(sealed.stego.boxes[0],) * 4)
    assert bits.container(twice) >= 1
    zeros = changed(sealed, boxes=(bytes(8192), *sealed.stego.boxes[1:]))
    assert bits.container(zeros) == 1
    more = sealed.data.replace(b'"undersong":"1"', b'"undersong":"1","made by":"me"')
    grown = (len(more) - len(sealed.data) + int.from_bytes(sealed.data[:8], "little")).to_bytes(8, "little")
    data = grown + more[8:]
    assert bits.container(Features(Stego.from_bytes(data), data)) == 1


def tiny_hide(storage: str) -> engine.Stego:
    return engine.hide(engine.plan([], tiny.picture(), tiny.tiny(2, storage=storage)), engine.Key.generate())
