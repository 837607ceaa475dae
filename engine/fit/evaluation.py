"""Whether a network shows every 8-bit value of its medium exactly."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from engine.arrays import Floats
from engine.media import Field, Samples

CHUNK_SIZE: Final = 1 << 16  # samples evaluated at once
# In steps of 8 bits: half of one would round to the right value, and another order of summing may change 0.03.
MAX_ERROR: Final = 0.47
MAX_WRONG_SHARE: Final = 0.02  # of the values that training gave last: with more of them wrong nothing helps yet


def wrong_share(outputs: Floats, samples: Samples) -> float:
    """The share of outputs (N, O) that do not round to the right 8-bit value, in [0, 1]."""
    return float((np.abs(outputs - samples.values) > MAX_ERROR * samples.peak / 255).mean())


def is_exact(field: Field, samples: Samples) -> bool:
    """Whether the field rounds to the right 8-bit value at every sample."""
    limit, ends = MAX_ERROR * samples.peak / 255, [*range(0, len(samples.values), CHUNK_SIZE), len(samples.values)]
    return all(
        float(np.abs(field(samples.coordinates[a:b]) - samples.values[a:b]).max()) < limit for a, b in pairwise(ends)
    )
