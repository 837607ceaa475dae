"""Biclustering finds the units of an unsealed secret, and none in a sealed file."""

from __future__ import annotations

import numpy as np

from engine.steganalysis.features import Features
from engine.vault.permutation import orders

from .conftest import SECRET, STEGO


def test_the_units_of_an_unsealed_secret_are_found(unsealed: Features) -> None:
    bicluster = unsealed.tiles[0].bicluster
    assert bicluster.width == SECRET.width
    for order, labels in zip(orders(bytes(16), STEGO), bicluster.labels, strict=True):
        units = (order >= 16) & (order < 16 + SECRET.width)
        assert (units.numpy() == labels).mean() > 0.95


def test_a_sealed_file_has_no_such_units(unsealed: Features, sealed: Features) -> None:
    assert unsealed.tiles[0].bicluster.contrast > 1
    assert sealed.tiles[0].bicluster.contrast < 0.4
    assert unsealed.tiles[0].bicluster.eigenvalue > sealed.tiles[0].bicluster.eigenvalue + 0.5


def test_the_same_file_gives_the_same_bicluster(sealed: Features) -> None:
    again = Features(sealed.stego, sealed.data).tiles[0].bicluster
    assert all(np.array_equal(a, b) for a, b in zip(sealed.tiles[0].bicluster.scores, again.scores, strict=True))
