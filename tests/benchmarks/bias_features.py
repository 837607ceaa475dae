"""Learned attackers that are linear: one on the biases alone, one on the units' statistics and the attacks' scores.

Biases are neither sealed nor rounded to a lattice, so whatever the vault does to a fit has to show in them first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from engine.arrays import Doubles, Flags, Indices
from engine.siren import Siren
from engine.steganalysis.statistics import TINY, standardised
from tests.benchmarks.arm_statistics import Separation, auc, separation_of_pairs

QUANTILES: Final = np.linspace(0, 1, 9)
PENALTY: Final = 1.0  # times the number of features of standard deviation 1
EXCHANGES: Final = 1000


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


@dataclass(frozen=True, slots=True, eq=False)
class HeldOutRidge:
    """Ridge regression that scores each file by what it learned of the other groups.

    `hat` (N, N) takes the labels -1 and 1 of all files to the score of each. It does not depend on labels where every
    group has as many files of both, so labels can be exchanged a thousand times at little cost.
    """

    hat: Doubles
    groups: Indices

    @classmethod
    def of(cls, features: Doubles, groups: Indices) -> Self:
        """From features (N, k) and the group (N,) of each file. Features count in standard deviations."""
        hat = np.zeros((len(groups), len(groups)))
        for group in np.unique(groups):
            test = groups == group
            mean, deviation = features[~test].mean(axis=0), features[~test].std(axis=0) + 1e-9
            train, tried = ((features[rows] - mean) / deviation for rows in (~test, test))
            # The dual form: there are more features than files.
            kernel = train @ train.T + PENALTY * train.shape[1] * np.eye(len(train))
            hat[np.ix_(test, ~test)] = np.linalg.solve(kernel, train @ tried.clip(-6, 6).T).T
        return cls(hat, groups)

    def scores(self, labels: Flags) -> Doubles:
        """The score (N,) of each file, standardised within its group."""
        scores = self.hat @ np.where(labels, 1.0, -1.0)
        for group in np.unique(self.groups):
            scores[self.groups == group] = standardised(scores[self.groups == group])
        return scores


def separation_by_ridge(lower: Doubles, upper: Doubles, groups: Indices) -> Separation:
    """How a ridge regression on features (N, k) of pairs of files tells the arms apart, for pairs in groups (N,).

    The p-value is the share of exchanges of the arms within random pairs that come out as far above chance. What is
    learned of one group serves for all, so a test that takes the pairs for independent finds leaks in nothing: of ten
    pairs without any difference it gets eight right in one of ten cases.
    """
    ridge = HeldOutRidge.of(np.vstack([lower, upper]), np.tile(groups, 2))
    count, random = len(lower), np.random.default_rng(0)

    def scores(exchanged: Flags) -> tuple[Doubles, Doubles]:
        labels = np.concatenate([exchanged, ~exchanged])
        of_files = ridge.scores(labels)
        return (
            np.where(exchanged, of_files[count:], of_files[:count]),
            np.where(exchanged, of_files[:count], of_files[count:]),
        )

    first, second = scores(np.zeros(count, bool))
    by_pairs = separation_of_pairs(first, second)
    by_chance = [auc(*scores(random.random(count) < 0.5)) for _ in range(EXCHANGES)]
    p = (1 + sum(a >= by_pairs.auc for a in by_chance)) / (1 + EXCHANGES)
    return replace(by_pairs, p=p)
