from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import torch

from engine.siren import OMEGA, Architecture, Siren
from tests.engine import second
from tests.engine.tiny import random_siren, same

WITH = Architecture(2, 3, 8, 4)
WITHOUT = Architecture(2, 3, 8, 4, output_bias=False)
STACK = Architecture(2, 3, 8, 4, output_bias=False, tiles=6)


def test_shapes() -> None:
    assert WITH.weight_shapes == [(8, 2), (8, 8), (8, 8), (8, 8), (3, 8)]
    assert WITH.bias_shapes == [(8,), (8,), (8,), (8,), (3,)]
    assert WITHOUT.bias_shapes == [(8,), (8,), (8,), (8,)]
    assert WITH.parameters == 16 + 3 * 64 + 24 + 32 + 3
    assert WITHOUT.parameters == WITH.parameters - 3


@pytest.mark.parametrize(
    "architecture", [WITH, WITHOUT, Architecture(1, 1, 1, 1), Architecture(3, 4, 5, 2, False), STACK]
)
def test_a_network_says_what_it_is(architecture: Architecture) -> None:
    network = random_siren(architecture)
    assert network.architecture == architecture
    tensors = list(network.tensors())
    assert sum(t.numel() for t in tensors) == architecture.parameters
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
