"""Learned attackers that are linear: one on the biases alone, one on the units' statistics and the attacks' scores.

Biases are neither sealed nor rounded to a lattice, so whatever the vault does to a fit has to show in them first.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Doubles, Flags, Indices
from engine.siren import Siren
from engine.steganalysis.statistics import TINY, standardised

QUANTILES: Final = np.linspace(0, 1, 9)
RIDGE: Final = 30.0  # penalty, for features of standard deviation 1


def bias_features(network: Siren) -> Doubles:
    """Features (k,) of the biases: for each layer sorted ones, moments and quantiles, and how the tiles differ in them.

    None depends on the order of the units or of the tiles.
    """
    architecture, features = network.architecture, list[Doubles]()
    for bias in network.biases:
        values = bias.numpy().astype(np.float64).reshape(architecture.tiles, -1)  # (T, D) or (T, O)
        of_tiles = np.column_stack(
            [_moments(values), np.quantile(values, QUANTILES, axis=1).T, np.sort(values, axis=1)]
        )
        features += [of_tiles.mean(axis=0), of_tiles.std(axis=0), _moments(values.reshape(1, -1))[0]]
        features.append(np.quantile(np.abs(values), QUANTILES))
    return np.concatenate(features)


def _moments(values: Doubles) -> Doubles:
    """Mean, log standard deviation, skewness, kurtosis and log largest magnitude (T, 5) of each row."""
    deviation = values.std(axis=1) + TINY
    centred = (values - values.mean(axis=1, keepdims=True)) / deviation[:, None]
    largest = np.log(np.abs(values).max(axis=1) + TINY)
    return np.column_stack([
        values.mean(axis=1), np.log(deviation), (centred**3).mean(axis=1), (centred**4).mean(axis=1), largest,
    ])  # fmt: skip


def pooled(units: Doubles, layers: int) -> Doubles:
    """Features (k,) of a file from those of its units (T n, D, k): mean, deviation and extremes in each layer."""
    of_layers = units.reshape(-1, layers, *units.shape[1:]).transpose(1, 0, 2, 3).reshape(layers, -1, units.shape[-1])
    parts = [of_layers.mean(axis=1), of_layers.std(axis=1), *np.quantile(of_layers, (0.05, 0.95), axis=1)]
    return np.concatenate([part.ravel() for part in parts])


def held_out_scores(features: Doubles, labels: Flags, groups: Indices) -> Doubles:
    """For each file the score (N,) of a ridge regression trained on the other groups, standardised within its group."""
    result = np.zeros(len(labels))
    for group in np.unique(groups):
        test = groups == group
        mean, deviation = features[~test].mean(axis=0), features[~test].std(axis=0) + 1e-9
        train, target = (features[~test] - mean) / deviation, np.where(labels[~test], 1.0, -1.0)
        target = target - target.mean()
        # The dual form: there are more features than files.
        weights = np.linalg.solve(train @ train.T + RIDGE * train.shape[1] ** 0.5 * np.eye(len(train)), target)
        result[test] = standardised(((features[test] - mean) / deviation).clip(-6, 6) @ (train.T @ weights))
    return result
