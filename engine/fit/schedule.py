"""What a fit is told, and what it tells: schedule, rounding, moments and result."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from torch import Tensor

from engine.media import Field
from engine.media.medium import Floats
from engine.progress import Note
from engine.siren import Siren

# A step of the hidden matrices: so much in a width of one, and this at the most. With 1.5e-3 and a width of 224 two
# hard photos came to 40.6 and 43.1 dB, with 0.8e-3 to 47.5 and 44.8; narrower than 128 the most is hardly too much.
MATRIX_LR: Final = 0.18
MAX_MATRIX_LR: Final = 2e-3

QuantGrid = list[
    tuple[float, float]
]  # for each hidden matrix, the step between its values and the largest whole number


def rounded(matrices: list[Tensor], lattices: QuantGrid) -> list[Tensor]:
    """The matrices with every entry at the nearest of the values it may have."""
    return [(m / step).round_().mul_(step) for m, (step, _) in zip(matrices, lattices, strict=True)]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast: a straight line to zero over `steps` or `seconds`, whichever ends first.

    The quality rises mostly while the step size falls, so the end is planned from the start. `decibels`
    ends it earlier, as soon as the last pass over the samples was that good; `exact`, as soon as every value
    is the right one of the 256 it can be. At `enough` decibels more is worth no waiting: the fit takes the short
    way to its end.
    """

    steps: int
    seconds: float = math.inf
    decibels: float = math.inf
    enough: float = math.inf
    batch: int = 4096
    matrix_lr: float | None = None  # None: what suits the width
    adam_lr: float = 1e-3
    exact: bool = False

    def rate(self, width: int) -> float:
        """The step size of the hidden matrices of a network so wide."""
        return min(MAX_MATRIX_LR, MATRIX_LR / width) if self.matrix_lr is None else self.matrix_lr


@dataclass(frozen=True, slots=True)
class FitProgress:
    """What a running fit says: `shown` (N, O) is what the network last showed at each sample.

    Side by side `shown` and `field` are of the first medium; loss and decibels are means, and `network` is all of them.
    """

    fraction: float
    step: int
    loss: float
    decibels: float
    device: str
    seconds: float
    shown: Callable[[], Floats]
    field: Field
    network: Callable[[], Siren]
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where an interrupted fit goes on: its network, and the steps and seconds it has had."""

    network: Siren
    step: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FitResult:
    """The network, the steps taken and the quality reached."""

    network: Siren
    steps: int
    decibels: float
