"""What a fit is given and what it gives back, as values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from torch import Tensor

from engine.arrays import Floats
from engine.fit.quantization import QuantGrid
from engine.fit.schedule import Schedule
from engine.media import Field, Samples, Tiling
from engine.progress import Note
from engine.siren import Siren, frozen_units

MIN_FROZEN_UNITS: Final = 20


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

    @property
    def frozen_units(self) -> int:
        """The number of first units between which the mask freezes all weights, and no others; else 0.

        The two blocks of a hidden matrix that are left are then orthogonalised each by itself. 0 also below a vault of
        MIN_FROZEN_UNITS: in networks of 24 units this saves no time, and sounds come out 0.5 dB worse.
        """
        units = (None if self.mask is None else frozen_units(self.mask)) or 0
        return units if MIN_FROZEN_UNITS <= units < self.networks[0].architecture.width else 0


@dataclass(frozen=True, slots=True, eq=False)
class OptimizerState:
    """Muon's momenta (P,) of all hidden matrices, Adam's two moments (R,) of all other parameters, and Adam's steps.

    The tensors are flat, in the order of `FlatParameters`, and on the CPU.
    """

    momenta: Tensor
    first_moments: Tensor
    second_moments: Tensor
    steps: int


@dataclass(frozen=True, slots=True, eq=False)
class ResumePoint:
    """Where an interrupted fit goes on: its parameters, the steps and seconds it has had, and the optimizers' state.

    `lr_scale`, `decibels` (of each medium, in the last epoch) and the last two are as the training loop and its
    `Ending` have them. Without `optimizer` the optimizers start afresh, in 20 steps of a rising learning rate.
    """

    network: Siren
    step: int
    seconds: float
    optimizer: OptimizerState | None = None
    lr_scale: float = 1.0
    decibels: tuple[float, ...] = ()
    skipped_to: float = 0.0
    finishing_from: tuple[int, float] | None = None


@dataclass(frozen=True, slots=True)
class FitProgress:
    """The state of a running fit, as it is reported.

    Of several networks `loss` and `decibels` are means, `outputs` and `field` are of the first.
    """

    fraction: float  # of the fit: 1 is its end
    step: int
    loss: float
    decibels: float
    device: str
    seconds: float  # of training: pauses do not count
    outputs: Callable[[], Floats]  # (N, O), of each sample: from the last batch that had it
    field: Field
    resume_point: Callable[[], ResumePoint]
    note: Note | None = None


FitReport = Callable[[FitProgress], None]


@dataclass(frozen=True, slots=True)
class FitResult:
    """The trained network, the steps taken and the quality reached."""

    network: Siren
    steps: int
    decibels: float
