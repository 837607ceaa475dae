"""Whether a network shows every 8-bit value of its medium exactly."""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor

from engine.siren import Siren

CHUNK_SIZE: Final = 1 << 13  # samples evaluated at once
# In steps of 8 bits: half of one would round to the right value, and another order of summing may change 0.03.
MAX_ERROR: Final = 0.47
MAX_WRONG_SHARE: Final = 1e-3  # share of the last outputs: with more of them far off, nothing is evaluated


def is_exact(network: Siren, inputs: Tensor, targets: Tensor, peak: float, last_outputs: Tensor) -> bool:
    """Whether every output at the inputs (N, I) rounds to the 8-bit value that its target (N, O) is.

    `last_outputs` (N, O) are what the network gave while it was trained: they spare evaluating one that is far off.
    """
    limit = MAX_ERROR * peak / 255
    if float(((last_outputs - targets).abs() > limit).float().mean()) > MAX_WRONG_SHARE:
        return False
    chunks = zip(torch.split(inputs, CHUNK_SIZE), torch.split(targets, CHUNK_SIZE), strict=True)
    return all(float((network(x) - y).abs().max()) < limit for x, y in chunks)
