from __future__ import annotations

import dataclasses
import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.siren import OMEGA, Architecture, Siren, freeze_block_mask, frozen_units
from tests.engine import second
from tests.engine.tiny import random_siren, same

WITH = Architecture(2, 3, 8, 4)
WITHOUT = Architecture(2, 3, 8, 4, output_bias=False)
STACK = Architecture(2, 3, 8, 4, output_bias=False, tiles=6)


def test_shapes() -> None:
    assert WITH.weight_shapes == [(8, 2), (8, 8), (8, 8), (8, 8), (3, 8)]
    assert WITH.bias_shapes == [(8,), (8,), (8,), (8,), (3,)]
    assert WITHOUT.bias_shapes == [(8,), (8,), (8,), (8,)]
    assert WITH.parameter_count == 16 + 3 * 64 + 24 + 32 + 3
    assert WITHOUT.parameter_count == WITH.parameter_count - 3


@pytest.mark.parametrize(
    "architecture", [WITH, WITHOUT, Architecture(1, 1, 1, 1), Architecture(3, 4, 5, 2, False), STACK]
)
def test_a_network_says_what_it_is(architecture: Architecture) -> None:
    network = random_siren(architecture)
    assert network.architecture == architecture
    tensors = list(network.tensors())
    assert sum(t.numel() for t in tensors) == architecture.parameter_count
    assert same(Siren.from_tensors(architecture, tensors), network)
    assert same(network.to("cpu"), network)


@pytest.mark.parametrize("architecture", [WITH, WITHOUT])
def test_equation_one(architecture: Architecture) -> None:
    network = random_siren(architecture)
    points = np.random.default_rng(0).uniform(-1, 1, (50, 2)).astype(np.float32)
    expected = second.evaluate([t.numpy() for t in network.tensors()], [1.0, 1.0], points)
    before = [t.clone() for t in network.tensors()]
    given = torch.from_numpy(points.copy())
    np.testing.assert_allclose(network(given).numpy(), expected, atol=1e-4)
    assert all(torch.equal(a, b) for a, b in zip(before, network.tensors(), strict=True))
    assert np.array_equal(given.numpy(), points)


def test_a_bias_for_each_weight_but_perhaps_the_last() -> None:
    network = random_siren(WITH)
    for biases in (network.biases[:3], (*network.biases, network.biases[0])):
        with pytest.raises(ValueError, match="bias"):
            Siren(network.weights, biases)


def test_a_network_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        random_siren(WITH).weights = ()  # type: ignore[misc]


@pytest.mark.parametrize("gain", [1.0, 1.5])
def test_initial_ranges(gain: float) -> None:
    network = Siren.random(Architecture(2, 3, 200, 3), gain, torch.Generator().manual_seed(1))
    first, *inner, last = network.weights
    assert first.abs().max() <= gain / 2
    bound = math.sqrt(6 / 200) / OMEGA
    for matrix in inner:
        assert 0.99 * gain * bound < matrix.abs().max() <= gain * bound * (1 + 1e-6)
        assert abs(float(matrix.mean())) < 0.02 * bound * gain
    assert last.abs().max() <= bound * (1 + 1e-6)
    assert not network.biases[-1].any()
    assert network.biases[1].abs().max() <= 1 / math.sqrt(200)


def test_the_same_generator_gives_the_same_network() -> None:
    assert same(random_siren(WITH, 3), random_siren(WITH, 3))
    assert not same(random_siren(WITH, 3), random_siren(WITH, 4))


@pytest.mark.parametrize("tiles", [1, 3])
@pytest.mark.parametrize("bias", [True, False])
def test_a_stack_is_unstacked_into_the_networks_it_was_made_of(tiles: int, bias: bool) -> None:
    architecture = Architecture(2, 3, 8, 3, bias, tiles)
    networks = [random_siren(architecture, seed) for seed in range(4)]
    stack = Siren.stack(networks)
    assert stack.architecture == replace(architecture, tiles=4 * tiles)
    assert all(same(one, other) for one, other in zip(stack.unstack(4), networks, strict=True))
    assert Siren.stack(networks[:1]) is networks[0]
    assert stack.unstack(1) == [stack]


@pytest.mark.parametrize("architecture", [WITH, STACK])
def test_where_is_this_network_where_the_mask_is_one_and_the_other_where_it_is_zero(architecture: Architecture) -> None:
    mine, other = random_siren(architecture, 1), random_siren(architecture, 2)
    ones, half = freeze_block_mask(architecture, 0), freeze_block_mask(architecture, 3)
    zeros = Siren(tuple(w * 0 for w in ones.weights), tuple(b * 0 for b in ones.biases))
    assert same(mine.where(ones, other), mine)
    assert same(mine.where(zeros, other), other)
    mixed = mine.where(half, other)
    for matrix, its, others in zip(mixed.weights[1:-1], mine.weights[1:-1], other.weights[1:-1], strict=True):
        assert torch.equal(matrix[..., :3, :3], others[..., :3, :3])
        assert torch.equal(matrix[..., 3:, :], its[..., 3:, :])
    assert torch.equal(mixed.weights[0], mine.weights[0])


@pytest.mark.parametrize("architecture", [WITH, STACK])
def test_the_block_of_a_mask_is_found(architecture: Architecture) -> None:
    for units in (0, 3, architecture.width):
        assert frozen_units(freeze_block_mask(architecture, units)) == units
    for layer, entry in ((1, (0, 4)), (1, (0, 0)), (0, (1, 1))):
        other = freeze_block_mask(architecture, 3)
        other.weights[layer][..., entry[0], entry[1]] = 1 - other.weights[layer][..., entry[0], entry[1]]
        assert frozen_units(other) is None
