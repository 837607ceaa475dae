"""Which units belong together from layer to layer."""

from __future__ import annotations

import numpy as np

from engine.steganalysis.features import Features
from engine.vault.permutation import orders

from .conftest import SECRET, STEGO


def test_the_units_of_an_unsealed_secret_are_found(unsealed: Features) -> None:
    found = unsealed.chain
    assert found.width == SECRET.width
    for order, labels in zip(orders(bytes(16), STEGO.width, STEGO.hidden), found.labels, strict=True):
        theirs = (order >= 16) & (order < 16 + SECRET.width)
        assert (theirs.numpy() == labels).mean() > 0.95


def test_a_sealed_file_has_no_such_units(unsealed: Features, sealed: Features) -> None:
    assert unsealed.chain.contrast > 1
    assert sealed.chain.contrast < 0.4
    assert unsealed.chain.strength > sealed.chain.strength + 0.5


def test_the_same_file_gives_the_same_chain(sealed: Features) -> None:
    again = Features(sealed.stego, sealed.data).chain
    assert all(np.array_equal(a, b) for a, b in zip(sealed.chain.scores, again.scores, strict=True))
