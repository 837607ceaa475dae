"""What a fit is given and what it gives back, as values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.arrays import Floats
from engine.fit.quantization import QuantGrid
from engine.fit.schedule import Schedule
from engine.media import Field, Samples, Tiling
from engine.progress import Note
from engine.siren import Siren


@dataclass(frozen=True, slots=True, eq=False)
class FitTask:
    """Networks of one architecture, and the samples that each of them is trained on.

    `networks` hold the initial weights. Each has the `samples` of a medium, equally many for all, whose coordinates are
    multiplied by its entry of `coordinate_scales`. With a `tiling` of several tiles every network is a stack, and each
    of its SIRENs is trained on the samples of its tile.

    Where `mask` is zero a weight is frozen: it comes back bit for bit as it was. With `quantization`, one grid for each
    hidden matrix, the end of the fit is quantization-aware. A mask, quantization and an exact schedule are for tasks of
    one network.
    """

    networks: Sequence[Siren]
    samples: Sequence[Samples]
    coordinate_scales: Sequence[tuple[float, ...]]
    schedule: Schedule
    tiling: Tiling | None = None  # None: one tile
    mask: Siren | None = None
    quantization: Sequence[QuantGrid] | None = None


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where an interrupted fit goes on: its network, and the steps and seconds it has had."""

    network: Siren
    step: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FitProgress:
    """The state of a running fit, as it is reported.

    Of several networks `loss` and `decibels` are means, `outputs` and `field` are of the first, `network` is the stack.
    """

    fraction: float  # of the fit: 1 is its end
    step: int
    loss: float
    decibels: float
    device: str
    seconds: float  # of training: pauses do not count
    outputs: Callable[[], Floats]  # (N, O), of each sample: from the last batch that had it
    field: Field
    network: Callable[[], Siren]
    note: Note | None = None


FitReport = Callable[[FitProgress], None]


@dataclass(frozen=True, slots=True)
class FitResult:
    """The trained network, the steps taken and the quality reached."""

    network: Siren
    steps: int
    decibels: float
