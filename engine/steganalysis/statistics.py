"""Statistics of the attacks: one-dimensional clustering, and measures of how far two groups differ."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Doubles, Flags

TINY: Final = 1e-30  # keeps logarithms and quotients finite


def two_means(values: Doubles) -> tuple[Flags, float]:
    """Optimal 2-means clustering in one dimension: membership in the upper cluster, and the explained variance.

    A normal distribution is explained to 2/pi (0.64), two well separated clusters almost completely.
    """
    order = np.sort(values)
    count = np.arange(1, len(order))  # of the lower cluster, for each possible split
    total = np.cumsum(order)
    if len(order) < 2 or order[0] == order[-1]:
        return np.zeros(len(order), bool), 0.0
    lower, upper = total[:-1] / count, (total[-1] - total[:-1]) / (len(order) - count)
    between = count * (len(order) - count) * (upper - lower) ** 2 / len(order)
    best = int(np.argmax(between))
    return values > order[best], float(between[best] / np.sum((order - order.mean()) ** 2))


def standardised(values: Doubles) -> Doubles:
    """The values with mean 0 and standard deviation 1; zeros if all values are equal."""
    deviation = float(values.std())
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values)


def double_centred(matrix: Doubles) -> Doubles:
    """The matrix without its row means and column means, which leaves interactions of rows with columns."""
    centred: Doubles = matrix - matrix.mean(axis=0) - matrix.mean(axis=1, keepdims=True) + matrix.mean()
    return centred


def levelled(matrix: Doubles, rows: Flags, columns: Flags) -> Doubles:
    """The matrix with one distribution of magnitudes in the four blocks that these rows and columns make.

    In each block the magnitudes become quantiles of the whole matrix's, in the same order; signs stay.
    """
    result, magnitudes = matrix.copy(), np.sort(np.abs(matrix), axis=None)
    for some_rows in (rows, ~rows):
        for some_columns in (columns, ~columns):
            block = np.outer(some_rows, some_columns)
            values = matrix[block]
            ranks = np.argsort(np.argsort(np.abs(values)))
            quantiles = ((ranks + 0.5) / max(1, len(values)) * len(magnitudes)).astype(np.int64)
            result[block] = np.sign(values) * magnitudes[quantiles]
    return result


def block_contrast(matrix: Doubles, rows: Flags, columns: Flags) -> float:
    """The log ratio of the mean square inside a block to the mean square outside; 0 if either is empty."""
    inside = np.outer(rows, columns)
    if not inside.any() or inside.all():
        return 0.0
    square = np.square(matrix)
    return float(np.log((square[inside].mean() + TINY) / (square[~inside].mean() + TINY)))


def explained_variance(values: Doubles, labels: Flags) -> float:
    """The share of the variance that two groups explain, minus the share expected by chance; 0 if one is empty."""
    if labels.all() or not labels.any() or values.std() == 0:
        return 0.0
    share = labels.mean()
    between = share * (1 - share) * (values[labels].mean() - values[~labels].mean()) ** 2
    return float(between / values.var() - 1 / (len(values) - 1))


def spectral_norm_ratio(matrix: Doubles) -> float:
    """The largest singular value relative to that of the same entries shuffled; 1 means no pattern."""
    shuffled = np.random.default_rng(0).permuted(matrix.ravel()).reshape(matrix.shape)
    return float(np.linalg.norm(matrix, 2) / max(float(np.linalg.norm(shuffled, 2)), TINY))
