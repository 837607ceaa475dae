"""How well a score tells two arms apart: AUC with its bootstrap interval, and p-values corrected for many attacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import wilcoxon

from engine.arrays import Doubles

BOOTSTRAP_DRAWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Separation:
    """The AUC of a score between two arms, its 95 % interval, and the p-value of a test of pairs."""

    auc: float
    low: float
    high: float
    p: float

    def __str__(self) -> str:
        return f"{self.auc:.2f} ({self.low:.2f} to {self.high:.2f})"


def auc(lower: Doubles, upper: Doubles) -> float:
    """Area under the ROC curve: the probability that a file of the second arm scores higher."""
    return float((upper[:, None] > lower).mean() + 0.5 * (upper[:, None] == lower).mean())


def auc_interval(lower: Doubles, upper: Doubles) -> tuple[float, float]:
    """The 95 % bootstrap interval of the AUC."""
    random = np.random.default_rng(0)
    draws = [auc(random.choice(lower, len(lower)), random.choice(upper, len(upper))) for _ in range(BOOTSTRAP_DRAWS)]
    low, high = np.percentile(draws, (2.5, 97.5))
    return float(low), float(high)


def separation_of_pairs(lower: Doubles, upper: Doubles) -> Separation:
    """How a score tells apart two arms (N,) whose files have one cover in pairs; covers are drawn for the interval.

    The p-value is that of Wilcoxon's signed ranks, two-sided: it sees differences that covers would drown.
    """
    random = np.random.default_rng(0)
    chosen = random.integers(len(lower), size=(BOOTSTRAP_DRAWS, len(lower)))
    low, high = np.percentile([auc(lower[rows], upper[rows]) for rows in chosen], (2.5, 97.5))
    differences = upper - lower
    p = float(wilcoxon(differences).pvalue) if np.any(differences) else 1.0
    return Separation(auc(lower, upper), float(low), float(high), p)


def holm(p: Sequence[float]) -> list[float]:
    """Holm-corrected p-values."""
    order, corrected, largest = np.argsort(p), [0.0] * len(p), 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p) - rank) * p[index]))
        corrected[index] = largest
    return corrected
