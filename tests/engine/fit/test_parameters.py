"""Flat parameters: views of one tensor, each in its own shape."""

from __future__ import annotations

import pytest
import torch

from engine.fit.parameters import FlatParameters
from engine.siren import Architecture
from tests.engine.tiny import random_siren, same


@pytest.mark.parametrize("tiles", [1, 3])
@pytest.mark.parametrize("bias", [True, False])
def test_every_parameter_is_in_the_flat_tensor(tiles: int, bias: bool) -> None:
    network = random_siren(Architecture(2, 3, 7, 4, bias, tiles))
    flat = FlatParameters.copy_of(network.weights, network.biases)
    assert flat.data.numel() == network.architecture.parameter_count == flat.matrices.numel() + flat.rest.numel()
    assert same(flat.siren(), network)
    assert torch.equal(flat.matrices, torch.stack(network.weights[1:-1]).view(-1, 7, 7))


def test_weights_and_biases_are_views_and_copies_are_not() -> None:
    network = random_siren(Architecture(2, 3, 7, 4))
    flat = FlatParameters.copy_of(network.weights, network.biases)
    copy, taken, half = flat.clone(), flat.siren(), flat.to(torch.float16)
    flat.data.zero_()
    assert not any(part.any() for part in (*flat.weights, *flat.biases))
    assert same(copy.siren(), network)
    assert same(taken, network)
    assert float((half.weights[1].float() - network.weights[1]).abs().max()) < 1e-3
    copy.weights[2].fill_(5)
    assert (copy.matrices[1] == 5).all()
