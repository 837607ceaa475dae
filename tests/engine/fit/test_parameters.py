"""Flat: parts of one tensor, each with its own shape."""

from __future__ import annotations

import pytest
import torch

from engine.fit.parameters import FlatParameters
from engine.siren import Architecture
from tests.engine.tiny import random_siren, same


@pytest.mark.parametrize("tiles", [1, 3])
@pytest.mark.parametrize("bias", [True, False])
def test_every_number_has_its_place(tiles: int, bias: bool) -> None:
    network = random_siren(Architecture(2, 3, 7, 4, bias, tiles))
    flat = FlatParameters.packed(network.weights, network.biases)
    assert flat.numbers.numel() == network.architecture.parameters == flat.hidden.numel() + flat.vectors.numel()
    assert same(flat.siren(), network)
    assert torch.equal(flat.hidden, torch.stack(network.weights[1:-1]).view(-1, 7, 7))


def test_its_parts_are_views_and_its_copies_are_not() -> None:
    network = random_siren(Architecture(2, 3, 7, 4))
    flat = FlatParameters.packed(network.weights, network.biases)
    copy, taken, half = flat.clone(), flat.siren(), flat.to(torch.float16)
    flat.numbers.zero_()
    assert not any(part.any() for part in (*flat.weights, *flat.biases))
    assert same(copy.siren(), network)
    assert same(taken, network)
    assert float((half.weights[1].float() - network.weights[1]).abs().max()) < 1e-3
    copy.weights[2].fill_(5)
    assert (copy.hidden[1] == 5).all()
