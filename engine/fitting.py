"""The masked fit: a network is fitted to samples where its mask is one, and nowhere else (paper 3.2, 3.3).

Equal networks can be fitted side by side, each to its own medium: a graphics card is nearly as soon done with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict, Unpack

import torch

from engine.crew import Crew
from engine.device import out_of_memory, threads
from engine.errors import OutOfMemoryError
from engine.media import Samples, Tiling
from engine.running import NO_MEMORY, TO_THE_PROCESSOR, Running
from engine.schedule import Fitted, Lattices, Moment, Schedule, Start
from engine.siren import Siren


class Options(TypedDict, total=False):
    """What a fit can be told besides; `report` hears of it all the time, and what it raises ends it.

    With a `tiling` of more than one tile a network is a stack, and each of it is fitted to the samples of its tile.
    `resumed` is where a fit of the same networks that was interrupted goes on; its optimisers begin anew, which costs
    it a few steps.
    """

    mask: Siren | None
    rounding: Lattices | None
    device: torch.device | None
    report: Callable[[Moment], None] | None
    generator: torch.Generator | None
    resumed: Start | None
    tiling: Tiling | None


def fit(
    network: Siren, samples: Samples, frequency: tuple[float, ...], schedule: Schedule, **options: Unpack[Options]
) -> Fitted:
    """Fit the network to the samples; where `mask` is zero it comes back bit for bit as it was.

    Raises OutOfMemoryError where even small pieces on the processor do not fit, and DivergedError where numbers stop
    being finite again and again.
    """
    return fit_side_by_side([network], [samples], [frequency], schedule, **options)[0]


def fit_side_by_side(
    networks: Sequence[Siren],
    media: Sequence[Samples],
    frequencies: Sequence[tuple[float, ...]],
    schedule: Schedule,
    **options: Unpack[Options],
) -> list[Fitted]:
    """Fit equal networks to equally many samples each, all at once; none of them has a part in another's gradient.

    The schedule ends when all are as good as it asks for: one may become better than alone. Masks and rounding, and
    covers that are to be exact, are for one network.
    """
    network, place = Siren.side_by_side(networks), options.get("device") or torch.device("cpu")
    resumed, report = options.get("resumed"), options.get("report") or (lambda _: None)
    with Crew(threads()) as crew:

        def begun(device: torch.device) -> Running:
            return Running(
                network, media, frequencies, schedule, options.get("mask"), options.get("rounding"), device,
                options.get("generator"), crew, options.get("tiling"),
            )  # fmt: skip

        try:
            running = begun(place)
        except RuntimeError as error:
            if not out_of_memory(error):
                raise
            if place.type == "cpu":
                raise OutOfMemoryError(NO_MEMORY) from error
            running = begun(torch.device("cpu"))
            running.note = TO_THE_PROCESSOR
        if resumed is not None and resumed.network.architecture == network.architecture:
            running.go_on(resumed)
        running.run(report)
        return running.result()
