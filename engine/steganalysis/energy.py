"""2-means of the units' energies, with one width for all layers and tiles.

The weights of a secret in the paper's layout have another variance than those around them: they were initialised for a
network of a smaller width, and nothing trains them any more. So the energies of a layer's units, the mean squares of
their weights, fall into two groups, and of a secret the same number of units is in each layer and in each tile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Doubles, Flags
from engine.steganalysis.bicluster import edge_weights, membership
from engine.steganalysis.statistics import TINY, standardised

REFINEMENTS: Final = 2
NORMAL: Final = 2 / np.pi  # the variance that 2-means explains in a normal distribution


@dataclass(frozen=True, slots=True, eq=False)
class EnergySplit:
    """Each layer's units in two groups, with `width` units in the group of larger energies.

    `labels` (T, n, D) mark that group in every layer of every tile. `explained` (D - 1,) is the variance of the
    energies that groups of 1, 2, ... units explain, averaged over all layers of all tiles, and `standard_error` that of
    the largest of these averages.
    """

    labels: Flags
    explained: Doubles
    standard_error: float

    @property
    def width(self) -> int:
        """The number of units in the group that explains most."""
        return int(np.argmax(self.explained)) + 1

    def excess(self, vault: int = 0) -> float:
        """The explained variance beyond chance and beyond what a vault of so many units explains, less two errors.

        That there is a vault is public, and its units may have other energies than those that were trained.
        """
        public = [self.explained[units - 1] for units in (vault, len(self.explained) + 1 - vault) if vault > 0]
        return float(self.explained.max() - 2 * self.standard_error - max([NORMAL, *public]))


def split_by_energy(energies: Doubles) -> EnergySplit:
    """The split of the units that explains their energies (T, n, D) best."""
    order, count = np.argsort(-energies, axis=-1), np.arange(1, energies.shape[-1])
    sums = np.cumsum(np.take_along_axis(energies, order, -1), axis=-1)
    total, units = sums[..., -1:], energies.shape[-1]
    difference = sums[..., :-1] / count - (total - sums[..., :-1]) / (units - count)
    between = count * (units - count) / units**2 * np.square(difference)
    shares = (between / (energies.var(axis=-1, keepdims=True) + TINY)).reshape(-1, units - 1)  # (T n, D - 1)
    explained = shares.mean(axis=0)
    best = int(np.argmax(explained))
    labels = np.zeros(energies.shape, bool)
    np.put_along_axis(labels, order[..., : best + 1], True, -1)
    return EnergySplit(labels, explained, float(shares[:, best].std() / np.sqrt(len(shares))))


def standardised_within(energies: Doubles, vault: Flags) -> Doubles:
    """The energies (T, n, D) with mean 0 and standard deviation 1 among a vault's units, and among all others."""
    result = np.zeros_like(energies)
    for group in (vault, ~vault):
        count = np.maximum(1, group.sum(axis=-1, keepdims=True))
        mean = (energies * group).sum(axis=-1, keepdims=True) / count
        deviation = np.sqrt((np.square(energies - mean) * group).sum(axis=-1, keepdims=True) / count)
        result += (energies - mean) / (deviation + TINY) * group
    return result


def membership_scores(matrices: list[Doubles], energies: Doubles, width: int) -> list[Doubles]:
    """How strongly each unit of each layer belongs to the `width` units of the largest energies (n, D).

    Their energies, and half as much the weights between them and such units of the neighbouring layers: of 40 units
    with a secret in 20 this finds 91 %, the energies alone 89 %.
    """
    scores, edges = [standardised(e) for e in energies], edge_weights(matrices, 2)
    for _ in range(REFINEMENTS):
        labels = [score >= -np.sort(-score)[width - 1] for score in scores]
        scores = [
            standardised(energy) + 0.5 * standardised(membership(edges, labels, layer))
            for layer, energy in enumerate(energies)
        ]
    return scores


def unit_energies(matrices: Sequence[Doubles]) -> Doubles:
    """The energy (n, D) of each unit of each hidden layer: the mean square of its row plus that of its column.

    The matrices are W(1)..W(n). Each counts relative to its own mean square. The first layer has no rows: two or three
    weights of a unit are too few.
    """
    squares = [np.square(matrix) / (np.square(matrix).mean() + TINY) for matrix in matrices]
    rows, columns = [square.mean(axis=1) for square in squares[:-1]], [square.mean(axis=0) for square in squares]
    return np.array([columns[0], *(row + column for row, column in zip(rows, columns[1:], strict=True))])
