"""The memory that a hide takes at its most: a line through what five processes held, from 0.55 to 4.2 GB."""

from __future__ import annotations

from typing import Final

import torch

from engine.device import choose_device, thread_count
from engine.fit.batches import chunk_size_on
from engine.planned import Plan, PlannedFit

# Bytes: the libraries, the program, and the media as they were read. The torch for graphics cards takes more anywhere.
PROCESS: Final = 690_000_000 if torch.version.cuda else 405_000_000
COPIES: Final = 10  # of the weights: besides themselves gradients, moments, the best ones, the frozen ones, the file
SAMPLE_COPIES: Final = 2  # of coordinates and values, while they are put in the order of the tiles


def fit_memory(fit: PlannedFit, batched: int, device: torch.device) -> int:
    """The bytes that a process holds while it fits so many such networks as one batch; on a graphics card, of that."""
    network, grid, on_cpu = fit.architecture, fit.medium.grid, device.type == "cpu"
    rows = chunk_size_on(device, network.width) * (thread_count() if on_cpu else 1)
    buffers = 3 * network.hidden * rows * network.width
    samples = grid.points * (2 * fit.medium.in_features + 3 * grid.channels + 2)
    weights = COPIES * network.parameter_count + SAMPLE_COPIES * samples
    return 4 * (buffers + batched * weights) + PROCESS * on_cpu


def peak_memory(plan: Plan) -> int:
    """The bytes that the hide holds at its most, fit by fit."""
    device = choose_device(plan.recipe.device)
    return max(fit_memory(fit, 1, device) for fit in plan.fits)
