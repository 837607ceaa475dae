"""The masked fit: a network is fitted to samples where its mask is one, and nowhere else (paper 3.2, 3.3).

Equal networks can be fitted side by side, each to its own medium: a graphics card is nearly as soon done with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from engine.crew import Crew
from engine.device import out_of_memory, threads
from engine.errors import OutOfMemoryError
from engine.media import Samples, Tiling
from engine.running import NO_MEMORY, TO_THE_PROCESSOR, Running
from engine.schedule import Fitted, Lattices, Moment, Schedule, Start
from engine.siren import Siren


def fit(
    network: Siren,
    samples: Samples,
    frequency: tuple[float, ...],
    schedule: Schedule,
    *,
    mask: Siren | None = None,
    rounding: Lattices | None = None,
    device: torch.device | None = None,
    report: Callable[[Moment], None] | None = None,
    generator: torch.Generator | None = None,
    resumed: Start | None = None,
    tiling: Tiling | None = None,
) -> Fitted:
    """Fit the network to the samples; where `mask` is zero it comes back bit for bit as it was.

    With a `tiling` of more than one tile the network is a stack, and each of it is fitted to the samples of its tile.

    `resumed` is where a fit that was interrupted goes on; its optimisers begin anew, which costs it a few steps.
    What `report` raises ends it. Raises OutOfMemoryError where even small pieces on the processor do not
    fit, and DivergedError where numbers stop being finite again and again.
    """
    return fit_side_by_side(
        [network], [samples], frequency, schedule, mask=mask, rounding=rounding, device=device, report=report,
        generator=generator, resumed=resumed, tiling=tiling,
    )[0]  # fmt: skip


def fit_side_by_side(
    networks: Sequence[Siren],
    media: Sequence[Samples],
    frequency: tuple[float, ...],
    schedule: Schedule,
    *,
    mask: Siren | None = None,
    rounding: Lattices | None = None,
    device: torch.device | None = None,
    report: Callable[[Moment], None] | None = None,
    generator: torch.Generator | None = None,
    resumed: Start | None = None,
    tiling: Tiling | None = None,
) -> list[Fitted]:
    """Fit equal networks to equally many samples each, all at once; none of them has a part in another's gradient.

    The schedule ends when all are as good as it asks for. A start that was of other networks is not gone on from.
    """
    network, place = Siren.side_by_side(networks), device or torch.device("cpu")
    with Crew(threads()) as crew:
        try:
            running = Running(network, media, frequency, schedule, mask, rounding, place, generator, crew, tiling)
        except RuntimeError as error:
            if not out_of_memory(error):
                raise
            if place.type == "cpu":
                raise OutOfMemoryError(NO_MEMORY) from error
            host = torch.device("cpu")
            running = Running(network, media, frequency, schedule, mask, rounding, host, generator, crew, tiling)
            running.note = TO_THE_PROCESSOR
        if resumed is not None and resumed.network.architecture == network.architecture:
            running.go_on(resumed)
        running.run(report or (lambda _: None))
        return running.result()
