from __future__ import annotations

import pytest
import torch

from engine.siren import Architecture
from engine.vault.permutation import orders, permute, unpermute
from tests.engine.tiny import random_siren, same

RHO = bytes(range(16))


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("size", [(1, 1, 16, 2), (2, 3, 24, 5), (3, 4, 1, 3)])
def test_the_function_stays_and_the_inverse_is_exact(size: tuple[int, int, int, int], bias: bool) -> None:
    network = random_siren(Architecture(*size, output_bias=bias))
    moved = permute(network, RHO)
    points = torch.rand(40, size[0], generator=torch.Generator().manual_seed(0)) * 2 - 1
    torch.testing.assert_close(moved(points), network(points), atol=1e-4, rtol=1e-4)
    assert same(unpermute(moved, RHO), network)
    assert same(permute(unpermute(network, RHO), RHO), network)
    if size[2] > 1:
        assert not same(moved, network)


def test_every_hidden_layer_is_permuted_the_last_too() -> None:
    network = random_siren(Architecture(2, 1, 16, 4))
    moved = permute(network, RHO)
    for layer in range(4):
        assert not torch.equal(moved.biases[layer], network.biases[layer])
        assert torch.equal(moved.biases[layer].sort().values, network.biases[layer].sort().values)
    assert not torch.equal(moved.weights[-1], network.weights[-1])
    assert torch.equal(moved.biases[-1], network.biases[-1])
    assert len({tuple(order.tolist()) for order in orders(RHO, 16, 4)}) == 4


def test_unit_j_of_the_file_is_unit_order_j() -> None:
    network = random_siren(Architecture(2, 1, 16, 3))
    moved, order = permute(network, RHO), orders(RHO, 16, 3)
    for j in range(16):
        assert moved.biases[1][j] == network.biases[1][order[1][j]]
        assert moved.weights[1][j, 3] == network.weights[1][order[1][j], order[0][3]]


def test_another_key_is_another_order() -> None:
    network = random_siren(Architecture(2, 1, 16, 3))
    assert not same(permute(network, RHO), permute(network, bytes(16)))
    assert not same(unpermute(permute(network, RHO), bytes(16)), network)
