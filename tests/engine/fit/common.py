"""What the tests of the fit share: a picture of 256 samples, a network of width 24, and a schedule of 60 steps."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from engine.fit.loop import fit
from engine.fit.quantization import QuantGrid
from engine.fit.render import siren_field
from engine.fit.schedule import Schedule
from engine.fit.task import FitResult
from engine.siren import Architecture, Siren
from tests.engine.tiny import picture, random_siren

ARCHITECTURE = Architecture(2, 3, 24, 4)
SCHEDULE = Schedule(steps=60, batch_size=128, matrix_lr=2e-3)
SAMPLES = picture(16).samples()
UNSCALED = (1.0, 1.0)  # a scale that leaves coordinates as they are


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def train(network: Siren | None = None, schedule: Schedule = SCHEDULE, **options: Any) -> FitResult:
    """A fit to the picture, in the same order of samples every time."""
    initial = random_siren(ARCHITECTURE) if network is None else network
    return fit(initial, SAMPLES, UNSCALED, schedule, generator=seeded(), **options)


def error_of(network: Siren) -> float:
    """The mean squared error over all samples."""
    values = siren_field(network, UNSCALED)(SAMPLES.coordinates)
    return float(np.mean((values - SAMPLES.values) ** 2))


def quality_of(network: Siren) -> float:
    """PSNR over all samples."""
    return 10 * math.log10(SAMPLES.peak**2 / error_of(network))


def grids_of(network: Siren) -> list[QuantGrid]:
    """41 values for each hidden matrix, as far out as its own."""
    return [QuantGrid(float(m.abs().max()) / 20, 20.0) for m in network.weights[1:-1]]
