"""Attacks on the weights find an unsealed secret and score sealed files low."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest
import torch

from engine.siren import Siren
from engine.steganalysis import weights
from engine.steganalysis.features import Features

from .conftest import changed, sealed_file


@pytest.mark.parametrize(
    ("score", "margin"),
    [
        (weights.block_pattern, 0.1),
        (weights.unit_statistics, 0.2),
        (weights.layer_contrast, 0.5),
        (weights.spectrum, 0.05),
    ],
)
def test_an_unsealed_secret_stands_out_from_all_sealed_files(
    score: Callable[[Features], float], margin: float, unsealed_files: list[Features], sealed_files: list[Features]
) -> None:
    assert median(map(score, unsealed_files)) > max(map(score, sealed_files)) + margin


def test_two_kinds_of_frequencies_in_the_first_layer_show() -> None:
    features = sealed_file(20)
    network = features.stego.network
    first = network.weights[0].clone()
    first[torch.from_numpy(features.tiles[0].bicluster.labels[0])] *= 4
    other = changed(features, network=Siren((first, *network.weights[1:]), network.biases))
    assert weights.first_layer_frequencies(other) > 2 * weights.first_layer_frequencies(features)
