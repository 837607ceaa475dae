from __future__ import annotations

import pytest
import torch

from engine.siren import Architecture
from engine.vault.permutation import orders, permute, unpermute
from tests.engine import second
from tests.engine.tiny import random_siren, same

RHO = bytes(range(16))


@pytest.mark.parametrize("tiles", [1, 4])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("size", [(1, 1, 16, 2), (2, 3, 24, 5), (3, 4, 1, 3)])
def test_the_function_stays_and_the_inverse_is_exact(size: tuple[int, int, int, int], bias: bool, tiles: int) -> None:
    network = random_siren(Architecture(*size, output_bias=bias, tiles=tiles))
    moved = permute(network, RHO)
    points = torch.rand(40, size[0], generator=torch.Generator().manual_seed(0)) * 2 - 1
    for tile in range(tiles):
        torch.testing.assert_close(moved.tile(tile)(points), network.tile(tile)(points), atol=1e-4, rtol=1e-4)
    assert moved.architecture == network.architecture
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
    assert len({tuple(order.tolist()) for order in orders(RHO, network.architecture)}) == 4


def test_unit_j_of_the_file_is_unit_order_j() -> None:
    network = random_siren(Architecture(2, 1, 16, 3))
    moved, order = permute(network, RHO), orders(RHO, network.architecture)
    for j in range(16):
        assert moved.biases[1][j] == network.biases[1][order[1][j]]
        assert moved.weights[1][j, 3] == network.weights[1][order[1][j], order[0][3]]


def test_unit_j_of_a_tile_is_unit_order_j_of_the_same_tile() -> None:
    network = random_siren(Architecture(2, 1, 16, 3, tiles=3))
    moved, order = permute(network, RHO), orders(RHO, network.architecture)
    for tile in range(3):
        for j in range(16):
            assert moved.biases[1][tile, j] == network.biases[1][tile, order[1][tile, j]]
            assert moved.weights[0][tile, j, 1] == network.weights[0][tile, order[0][tile, j], 1]
            assert moved.weights[1][tile, j, 3] == network.weights[1][tile, order[1][tile, j], order[0][tile, 3]]
            assert moved.weights[3][tile, 0, j] == network.weights[3][tile, 0, order[2][tile, j]]
    assert torch.equal(moved.biases[3], network.biases[3])


@pytest.mark.parametrize(("tiles", "width", "hidden"), [(1, 16, 4), (2, 1, 2), (6, 24, 3), (40, 17, 12)])
def test_the_permutations_are_those_of_the_second_implementation(tiles: int, width: int, hidden: int) -> None:
    drawn = orders(RHO, Architecture(2, 3, width, hidden, tiles=tiles))
    expected = [[second.permutation(RHO, tile, layer, width) for tile in range(tiles)] for layer in range(hidden)]
    assert [order.tolist() for order in drawn] == (expected if tiles > 1 else [layer[0] for layer in expected])
    assert len({tuple(order) for layer in expected for order in layer}) == (tiles * hidden if width > 1 else 1)


def test_one_tile_has_the_labels_of_a_tile_except_in_version_1() -> None:
    architecture = Architecture(2, 3, 16, 3)
    one, two = (orders(RHO, architecture, version) for version in (1, 2))
    assert [order.tolist() for order in one] == [second.permutation(RHO, 0, layer, 16, 1) for layer in range(3)]
    stack = orders(RHO, Architecture(2, 3, 16, 3, tiles=2))
    assert [order.tolist() for order in two] == [order[0].tolist() for order in stack]
    assert not any(torch.equal(old, new) for old, new in zip(one, two, strict=True))


def test_a_file_of_version_1_is_unpermuted_as_it_was_permuted() -> None:
    network = random_siren(Architecture(2, 1, 16, 3))
    orders_of_1 = [second.permutation(RHO, 0, layer, 16, 1) for layer in range(3)]
    back = unpermute(network, RHO, 1)
    for layer, order in enumerate(orders_of_1):
        assert torch.equal(back.biases[layer][order], network.biases[layer])
    assert not same(back, unpermute(network, RHO))


def test_another_key_is_another_order() -> None:
    network = random_siren(Architecture(2, 1, 16, 3))
    assert not same(permute(network, RHO), permute(network, bytes(16)))
    assert not same(unpermute(permute(network, RHO), bytes(16)), network)
