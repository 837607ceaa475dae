"""Spectral biclustering of the hidden units: which units of each layer belong together, across all layers at once.

A secret in the paper's layout is a block in every hidden matrix, and blocks of neighbouring matrices share their
units. Clustering all matrices together finds even a faint block. It finds the set of units, which is all that
is secret about the paper's layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse.linalg import LinearOperator, eigsh

from engine.arrays import Doubles, Flags
from engine.steganalysis.statistics import TINY, block_contrast, double_centred, standardised, two_means

REFINEMENTS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Bicluster:
    """One group of units in every hidden layer.

    `scores` (D,) say for each layer how strongly each unit belongs to the group, `labels` (D,) which units are in it.
    `contrast` is the median over all matrices of the log ratio of mean squares inside and outside the blocks.
    `eigenvalue` is the leading one, over the square root of the width: about 2.7 if there is no pattern.
    """

    scores: tuple[Doubles, ...]
    labels: tuple[Flags, ...]
    contrast: float
    eigenvalue: float

    @property
    def width(self) -> int:
        """The median over the layers of how many units are in the group."""
        return int(np.median([labels.sum() for labels in self.labels]))


def find_bicluster(matrices: list[Doubles]) -> Bicluster:
    """Bicluster all hidden matrices (D, D) together: one eigenvector, then a few refinements.

    The units of all layers are the nodes of a graph, the double-centred |w| its edge weights; the eigenvector is the
    leading one of this graph. It costs about a hundred products with every matrix.
    """
    layers, width = len(matrices) + 1, len(matrices[0])
    edges = edge_weights(matrices, 1)

    def product(vector: Doubles) -> Doubles:
        x, y = vector.reshape(layers, width), np.zeros((layers, width))
        for below, weights in enumerate(edges):
            y[below + 1] += weights @ x[below]
            y[below] += weights.T @ x[below + 1]
        return y.ravel()

    size = layers * width
    operator = LinearOperator((size, size), matvec=product, dtype=np.float64)
    start = np.cos(1.7 * np.arange(size))  # a fixed vector, so that the same file always gives the same result
    values, vectors = eigsh(operator, k=1, which="LA", v0=start, tol=1e-6)
    scores = list(vectors[:, 0].reshape(layers, width))
    return refine_bicluster(matrices, scores, float(values[0]) / float(np.sqrt(width)))


def refine_bicluster(matrices: list[Doubles], scores: list[Doubles], eigenvalue: float, power: int = 1) -> Bicluster:
    """The bicluster found from these scores by alternating between labels and scores, with |w|^power as edges.

    A small secret has larger weights than the network around it (uniform in sqrt(6/D) of a smaller D). Higher powers
    show these best, but they also show the few weights that a fit moved far.
    """
    edges = edge_weights(matrices, power)
    for _ in range(REFINEMENTS):
        labels = [two_means(s)[0] for s in scores]
        scores = [standardised(membership(edges, labels, layer)) for layer in range(len(scores))]
    labels = [two_means(s)[0] for s in scores]
    contrast = _median_contrast(matrices, labels)
    opposite = _median_contrast(matrices, [~members for members in labels])
    if abs(opposite) > abs(contrast):  # of the two groups, take the one that differs more from everything else
        scores, labels, contrast = [-s for s in scores], [~members for members in labels], opposite
    return Bicluster(tuple(scores), tuple(labels), contrast, eigenvalue)


def edge_weights(matrices: list[Doubles], power: int) -> list[Doubles]:
    """Double-centred |w|^power with standard deviation 1, for each matrix."""
    centred = [double_centred(np.abs(m) ** power) for m in matrices]
    return [c / max(float(c.std()), TINY) for c in centred]


def membership(edges: list[Doubles], labels: list[Flags], layer: int) -> Doubles:
    """For each unit of a layer, its mean edge to the members in both neighbouring layers minus that to non-members."""
    score = np.zeros(len(edges[0]))
    neighbours = [(edges[layer - 1], labels[layer - 1])] if layer > 0 else []
    neighbours += [(edges[layer].T, labels[layer + 1])] if layer < len(edges) else []
    for weights, members in neighbours:
        if members.any() and not members.all():
            score += weights[:, members].mean(axis=1) - weights[:, ~members].mean(axis=1)
    return score


def _median_contrast(matrices: list[Doubles], labels: list[Flags]) -> float:
    return float(np.median([block_contrast(m, labels[i + 1], labels[i]) for i, m in enumerate(matrices)]))
