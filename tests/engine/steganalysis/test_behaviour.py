"""Attacks on gradients, activations and outputs find an unsealed secret and score sealed files low."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest
import torch

from engine.siren import Siren
from engine.steganalysis import behaviour
from engine.steganalysis.features import Features

from .conftest import features_of, random_network


@pytest.mark.parametrize(
    ("score", "margin"),
    [
        (behaviour.gradients, 0.05),
        (behaviour.fine_tuning, 0.1),
        (behaviour.correlations, 0.1),
        (behaviour.idle_units, 0.1),
    ],
)
def test_an_unsealed_secret_stands_out_from_all_sealed_files(
    score: Callable[[Features], float], margin: float, unsealed_files: list[Features], sealed_files: list[Features]
) -> None:
    # Only the median does: A3 may miss a single file.
    assert median(map(score, unsealed_files)) > max(map(score, sealed_files)) + margin


def test_a_network_too_large_for_what_it_shows_is_noticed(unsealed: Features) -> None:
    network = random_network(21)
    constant = Siren((*network.weights[:-1], network.weights[-1] * 0), (*network.biases[:-1], torch.ones(3)))
    assert behaviour.network_size(features_of(constant, 0)) > behaviour.network_size(unsealed) + 1
