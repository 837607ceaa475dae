"""Whether a network shows every 8-bit value of its medium exactly, and the solving that gets it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import torch

from engine.arrays import Floats
from engine.fit.batches import tile_samples
from engine.fit.gauss_newton import solved
from engine.fit.task import FitTask
from engine.fit.thread_pool import ThreadPool
from engine.media import Samples, Tiling
from engine.siren import Siren, frozen_units

# In steps of 8 bits: half of one would round to the right value, and another order of summing may change 0.03.
MAX_ERROR: Final = 0.47
SOLVED_ERROR: Final = 0.4  # at which solving is content: weights are rounded to 32 bits afterwards
MAX_VALUES: Final = 4096  # of a tile that is solved, which takes their square in memory: 130 MB


def is_exact(outputs: Floats, samples: Samples) -> bool:
    """Whether outputs (N, O) round to the right 8-bit values."""
    return bool(np.abs(outputs - samples.values).max() < MAX_ERROR * samples.peak / 255)


def solve_tiles(
    network: Siren, task: FitTask, tiling: Tiling, pool: ThreadPool, carry_on: Callable[[float], bool]
) -> Siren:
    """The network of a task with as many tiles as possible exact; `carry_on` is that of `solved`.

    Large tiles, and networks in which the mask freezes anything but the vault, come back as they are.
    """
    [samples], [scale] = task.samples, task.coordinate_scales
    index = tiling.members(samples.coordinates)
    inputs, targets = map(torch.from_numpy, tile_samples(samples, scale, tiling, index))
    frozen = 0 if task.mask is None else frozen_units(task.mask)  # units
    if targets[0].numel() > MAX_VALUES or frozen is None:
        return network
    return solved(network, frozen, inputs, targets, SOLVED_ERROR * samples.peak / 255, pool, carry_on)
