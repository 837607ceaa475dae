"""The learned attackers of the benchmarks: they do not read the order of units, and do not take chance for a leak."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.siren import Architecture
from engine.vault.permutation import permute
from tests.benchmarks.arm_statistics import auc
from tests.benchmarks.bias_features import bias_features, separation_by_ridge
from tests.benchmarks.weight_transformer import WeightTransformer, held_out_log_odds, inputs_of, stacked
from tests.engine.tiny import random_siren

STACK = Architecture(2, 3, 16, 3, tiles=2)
KEY = bytes(range(16))


def test_no_learned_attacker_sees_in_which_order_the_units_are() -> None:
    network = random_siren(STACK)
    shuffled = permute(network, KEY)
    assert not torch.equal(network.weights[1], shuffled.weights[1])
    assert bias_features(network) == pytest.approx(bias_features(shuffled), abs=1e-9)
    torch.manual_seed(0)
    transformer = WeightTransformer(inputs_of(network)[0].shape[-1], STACK.hidden, classes=2).eval()
    with torch.no_grad():
        one, other = (transformer(*inputs_of(n)) for n in (network, shuffled))
    assert torch.allclose(one, other, atol=1e-5)


def test_the_transformer_sees_a_block_of_larger_weights_in_networks_it_was_not_trained_on() -> None:
    labels = np.arange(48) % 2
    networks = [random_siren(STACK, seed) for seed in range(48)]
    for network, label in zip(networks, labels, strict=True):
        for weight in network.weights[1:-1]:
            weight[:, :8, :8] *= 1 + 0.6 * label
    files = [inputs_of(permute(network, KEY)) for network in networks]
    log_odds = held_out_log_odds(stacked(files), labels, np.arange(48) // 2 % 2, epochs=20)
    scores = log_odds[:, 1] - log_odds[:, 0]
    assert auc(scores[labels == 0], scores[labels == 1]) > 0.9


def test_a_ridge_regression_finds_a_small_difference_of_pairs_and_none_where_there_is_none() -> None:
    random = np.random.default_rng(2)
    covers, groups = random.standard_normal((60, 30)), np.arange(60) % 6
    one, other, third = (covers + 0.3 * random.standard_normal(covers.shape) for _ in range(3))
    assert separation_by_ridge(one, other, groups).p > 0.05
    assert separation_by_ridge(one, third + 0.2, groups).p < 0.01
