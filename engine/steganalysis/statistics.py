"""Statistics: numbers split in two, and how much two groups differ."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]
TINY: Final = 1e-30


def split(values: Values) -> tuple[Labels, float]:
    """Two groups of numbers, the best there are (2-means in one dimension, exactly), and the variance that explains.

    True where a number is in the upper group. Of normal numbers about 0.64 is explained, of two heaps nearly all.
    """
    order = np.sort(values)
    count = np.arange(1, len(order))
    total = np.cumsum(order)
    if len(order) < 2 or order[0] == order[-1]:
        return np.zeros(len(order), bool), 0.0
    lower, upper = total[:-1] / count, (total[-1] - total[:-1]) / (len(order) - count)
    between = count * (len(order) - count) * (upper - lower) ** 2 / len(order)
    best = int(np.argmax(between))
    return values > order[best], float(between[best] / np.sum((order - order.mean()) ** 2))


def standardised(values: Values) -> Values:
    """With mean zero and deviation one; all zeros where nothing differs."""
    deviation = float(values.std())
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values)


def double_centred(matrix: Values) -> Values:
    """Without the means of its rows and columns: what is left does not come from single rows or columns."""
    centred: Values = matrix - matrix.mean(axis=0) - matrix.mean(axis=1, keepdims=True) + matrix.mean()
    return centred


def contrast(matrix: Values, rows: Labels, cols: Labels) -> float:
    """The log of the mean square within a block over that outside of it; 0 where either is empty."""
    inside = np.outer(rows, cols)
    if not inside.any() or inside.all():
        return 0.0
    square = np.square(matrix)
    return float(np.log((square[inside].mean() + TINY) / (square[~inside].mean() + TINY)))


def explained(values: Values, labels: Labels) -> float:
    """The part of the variance that two groups explain, less what chance would; 0 where one of them is empty."""
    if labels.all() or not labels.any() or values.std() == 0:
        return 0.0
    share = labels.mean()
    between = share * (1 - share) * (values[labels].mean() - values[~labels].mean()) ** 2
    return float(between / values.var() - 1 / (len(values) - 1))


def over_shuffled(matrix: Values) -> float:
    """The largest singular value over that of the same numbers in another order: 1 where there is no pattern."""
    shuffled = np.random.default_rng(0).permuted(matrix.ravel()).reshape(matrix.shape)
    return float(np.linalg.norm(matrix, 2) / max(float(np.linalg.norm(shuffled, 2)), TINY))
