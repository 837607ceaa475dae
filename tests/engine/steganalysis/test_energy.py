"""2-means of the units' energies finds the units of an unsealed secret, and of a sealed one nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.arrays import Doubles, Flags
from engine.file.manifest import unlock
from engine.media import Image
from engine.recipe import Recipe
from engine.siren import Siren
from engine.steganalysis import weights
from engine.steganalysis.energy import split_by_energy, unit_energies
from engine.steganalysis.features import Features
from engine.steganalysis.tile import to_doubles
from engine.vault.permutation import orders, unpermute
from engine.vault.sealing import cells_needed
from engine.vault.vault import Span
from tests.engine.tiny import tiny

from .conftest import STACK, STACK_VAULT, drawing, sealed_file, sealed_stack, unsealed_stack

KEY = engine.Key.generate()


def energies_of(network: Siren) -> Doubles:
    return unit_energies(to_doubles(network.weights[1:]))


def private_key(stego: engine.Stego) -> bytes:
    manifest = unlock(stego.boxes, KEY.derive(stego.salt))
    assert manifest is not None
    return manifest.private_key


def hidden(recipe: Recipe) -> tuple[engine.Plan, engine.Stego]:
    """A drawing, fitted for a while, that is hidden in another one."""
    cover = Image(drawing().pixels[::-1].copy())
    plan = engine.plan([drawing()], cover, recipe)
    return plan, engine.hide(plan, KEY)


def share_of_secret(plan: engine.Plan, index: int = 0) -> Doubles:
    """How much of each vault unit's row and column belongs to the secret (T, n, units), before the permutation."""
    vault = plan.vault
    assert vault is not None
    belongs = np.zeros(vault.capacity())
    span = Span(index, cells_needed(plan.secrets[0].architecture, vault.storage))
    span.put(belongs, np.ones(span.count, belongs.dtype))
    blocks = belongs.reshape(vault.stego.tiles, vault.stego.hidden - 1, vault.width, vault.width)
    shares = np.zeros((vault.stego.tiles, vault.stego.hidden, vault.width))
    shares[:, 1:] += blocks.mean(axis=3)
    shares[:, :-1] += blocks.mean(axis=2)
    return shares


def test_the_units_of_an_unsealed_secret_are_found() -> None:
    recipe = tiny(200, protection="paper", secret_width=24, samples={"image": 1024})
    plan, stego = hidden(recipe)
    [placement] = plan.placements
    split = split_by_energy(energies_of(stego.network)[None])
    secret: list[Flags] = [
        ((order >= placement.offset) & (order < placement.offset + placement.architecture.width)).numpy()
        for order in orders(private_key(stego), stego.network.architecture)
    ]
    assert (split.labels[0] == np.array(secret)).mean() > 0.9
    assert abs(split.width - placement.architecture.width) <= 2
    assert split.excess(0) > 0.05


@pytest.mark.parametrize("tile_points", [4096, 64])
def test_of_a_sealed_secret_nothing_is_found(tile_points: int) -> None:
    recipe = tiny(200, samples={"image": 1024}, width=None, usual_weights=6000, tile_points=tile_points)
    plan, stego = hidden(recipe)
    manifest = unlock(stego.boxes, KEY.derive(stego.salt))
    assert plan.vault is not None
    assert manifest is not None
    network = unpermute(stego.network, manifest.private_key)
    tiles = [network.tile(index) for index in range(plan.stego.tiles)]
    energies = np.array([energies_of(tile) for tile in tiles])[:, :, : plan.vault.width]
    shares = share_of_secret(plan, manifest.entries[0].start)
    # Compared within every layer: that energies differ between layers says nothing of what is hidden.
    energies -= energies.mean(axis=(0, 2), keepdims=True)
    correlation = np.corrcoef(energies.ravel(), shares.ravel())[0, 1]
    assert shares.std() > 0.2
    assert abs(correlation) < 5 / np.sqrt(energies.size)
    features = Features.read(stego.to_bytes())
    assert weights.unit_statistics(features) < 0.3


def test_all_tiles_share_one_width() -> None:
    features = unsealed_stack(1, width=8)
    split = split_by_energy(np.stack([tile.energies for tile in features.tiles]))
    assert abs(split.width - 8) <= 1
    assert split.labels.shape == (STACK.tiles, STACK.hidden, STACK.width)
    assert (split.labels.sum(axis=-1) == split.width).all()
    secret = [(order < 8).numpy() for order in orders(bytes([1] * 16), STACK)]  # each (T, D)
    assert (split.labels == np.stack(secret, axis=1)).mean() > 0.9


def test_a_vault_explains_no_more_than_is_public() -> None:
    split = split_by_energy(np.stack([tile.energies for tile in sealed_stack(2).tiles]))
    louder = replace(split, explained=np.where(np.arange(STACK.width - 1) == STACK_VAULT - 1, 0.99, 0.6))
    assert max(louder.excess(STACK_VAULT), louder.excess(STACK.width - STACK_VAULT)) <= 0
    assert louder.excess(0) > 0.3


def test_two_kinds_of_units_raise_the_score_of_units() -> None:
    assert weights.unit_statistics(unsealed_stack(3)) > weights.unit_statistics(sealed_stack(3)) + 0.2


def test_the_split_is_of_the_energies_alone() -> None:
    features: Features = sealed_file(5)
    energies = energies_of(features.network)
    split = split_by_energy(energies[None])
    for layer, labels in enumerate(split.labels[0]):
        assert energies[layer][labels].min() >= energies[layer][~labels].max()
