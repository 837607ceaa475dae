"""Chain: the units of every hidden layer sorted by one question: which belong together, from layer to layer?

A block of one matrix shares its units with a block of the next. Looked for in all matrices at once, even a
faint block stands out, and what is found are the units, which are all that is secret about the paper's layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse.linalg import LinearOperator, eigsh

from engine.steganalysis.statistics import TINY, Labels, Values, contrast, double_centred, split, standardised

REFINEMENTS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Bicluster:
    """For each hidden layer how much each unit belongs (D), and who does."""

    scores: tuple[Values, ...]
    labels: tuple[Labels, ...]
    contrast: float  # log of the mean square in the blocks over that outside, in the middle of all matrices
    strength: float  # of the pattern all matrices share; about 2.7 where there is none

    @property
    def width(self) -> int:
        """How many units of a layer belong, in the middle of all layers."""
        return int(np.median([labels.sum() for labels in self.labels]))


def chain(matrices: list[Values]) -> Bicluster:
    """Bicluster all hidden matrices together, by one eigenvector and a few refinements.

    The graph of all units, with the double-centred |w| as its edges, has one leading eigenvector. It costs a
    hundred products with every matrix.
    """
    layers, width = len(matrices) + 1, len(matrices[0])
    energies = _energies(matrices, 1)

    def product(vector: Values) -> Values:
        x, y = vector.reshape(layers, width), np.zeros((layers, width))
        for below, energy in enumerate(energies):
            y[below + 1] += energy @ x[below]
            y[below] += energy.T @ x[below + 1]
        return y.ravel()

    size = layers * width
    operator = LinearOperator((size, size), matvec=product, dtype=np.float64)
    start = np.cos(1.7 * np.arange(size))  # any fixed vector: the same file gives the same answer
    values, vectors = eigsh(operator, k=1, which="LA", v0=start, tol=1e-6)
    first = list(vectors[:, 0].reshape(layers, width))
    strength = float(values[0]) / float(np.sqrt(width))
    return refined(matrices, first, strength)


def refined(matrices: list[Values], scores: list[Values], strength: float, power: int = 1) -> Bicluster:
    """The chain these scores lead to, by |w|^power.

    The weights of a small secret reach beyond the range of all others (sqrt(6/D) of a smaller D), which higher
    powers see best; but they also see the few weights that a fit moved far.
    """
    energies = _energies(matrices, power)
    for _ in range(REFINEMENTS):
        labels = [split(s)[0] for s in scores]
        scores = [standardised(_against(energies, labels, layer)) for layer in range(len(scores))]
    labels = [split(s)[0] for s in scores]
    found, others = _contrast(matrices, labels), _contrast(matrices, [~chosen for chosen in labels])
    if abs(others) > abs(found):  # of the two groups, the one that is less like all else
        scores, labels, found = [-s for s in scores], [~chosen for chosen in labels], others
    return Bicluster(tuple(scores), tuple(labels), found, strength)


def _energies(matrices: list[Values], power: int) -> list[Values]:
    energies = [double_centred(np.abs(m) ** power) for m in matrices]
    return [e / max(float(e.std()), TINY) for e in energies]


def _against(energies: list[Values], labels: list[Labels], layer: int) -> Values:
    """For each unit of a layer, how much more it has to do with the chosen units beside it than with the others."""
    score = np.zeros(len(energies[0]))
    beside = [(energies[layer - 1], labels[layer - 1])] if layer > 0 else []
    beside += [(energies[layer].T, labels[layer + 1])] if layer < len(energies) else []
    for energy, chosen in beside:
        if chosen.any() and not chosen.all():
            score += energy[:, chosen].mean(axis=1) - energy[:, ~chosen].mean(axis=1)
    return score


def _contrast(matrices: list[Values], labels: list[Labels]) -> float:
    return float(np.median([contrast(m, labels[i + 1], labels[i]) for i, m in enumerate(matrices)]))
