"""What a hide will take and give, before anything is fitted: seconds on this machine, bytes, decibels of everything."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from engine.batches import batch_on, rows_at_once
from engine.device import choose, threads
from engine.fitting import fit
from engine.media import Medium, Samples, Tiling
from engine.planning import Plan
from engine.progress import Report, ignore
from engine.rehearsal import rehearsed
from engine.schedule import Schedule
from engine.siren import Architecture, initialised
from engine.stages import Stages
from engine.worth import REHEARSED, WORTH

CALIBRATION: Final = 0.4  # seconds of fitting for each width
FRESH: Final = 300  # seconds for which that is believed: a machine that was busy may not be so any more
REST: Final = 1.5  # seconds: of what is not fitting
DOUBLED: Final = 3.0  # decibels that twice the steps are worth, on the way down to the end of the schedule
MOST_LONGER: Final = 4  # times what the recipe takes: more steps are forecast as so many
# Of a rehearsal, as a secret of the recipe standard has: with 1700, 73 % of those were within 3 dB, not 93.
MOST_STEPS: Final = 4700
COPIES: Final = 6  # of the weights: themselves, gradients, the optimiser's two, the best, the frozen ones


@dataclass(frozen=True, slots=True)
class Forecast:
    """`seconds` on this machine, `bytes` of the file, and decibels of each planned secret and of the cover.

    Decibels are of the kind `Medium.unit` says. `within` says for each secret, and last for the cover, how many
    decibels most come out from what is forecast; seconds are within a factor of 1.5 for most. `memory` is what
    the fit takes at once, in bytes.
    """

    seconds: float
    bytes: int
    secrets: tuple[float, ...]
    cover: float
    within: tuple[float, ...] = ()
    memory: int = 0


def forecast(planned: Plan, *, report: Report = ignore) -> Forecast:
    """Forecast a plan: measures this machine for a moment where it has not done so for this width yet.

    Pieces of sounds and of what is cut into tiles are rehearsed, a second or a few for each. What `report` raises
    ends it.
    """
    stages, device = Stages(planned, ignore), planned.recipe.device
    networks = [*(s.architecture for s in planned.secrets), planned.stego]
    seconds, expected = REST, []
    for number, network in enumerate(networks):
        schedule, usual = stages.schedule(number), stages.usual[number]
        batch = min(batch_on(choose(device), schedule.batch), stages.media[number].grid.points)
        lately = int(time.monotonic() / FRESH)
        each = seconds_a_step(network, stages.tiling(number), batch, device, lately)
        seconds += min(schedule.seconds, schedule.steps * each)
        # A machine too slow for all steps, or a person who gives it more or less time.
        steps = min(schedule.steps, schedule.seconds / each, MOST_LONGER * usual.steps)
        expected.append(_expected(planned, stages, number, steps, report))
    return Forecast(
        seconds,
        planned.bytes,
        tuple(decibels for decibels, _ in expected[:-1]),
        expected[-1][0],
        tuple(within for _, within in expected),
        max(_memory(m, n, device) for m, n in zip(stages.media, networks, strict=True)),
    )


def _expected(planned: Plan, stages: Stages, number: int, steps: float, report: Report) -> tuple[float, float]:
    """What a stage comes to in so many steps, and within how much."""
    medium, recipe, usual = stages.media[number], planned.recipe.name, stages.usual[number].steps
    role = "secret" if number < len(planned.secrets) else "cover"
    if medium.modality == "audio" or stages.tiling(number).number > 1:
        more, within = REHEARSED[recipe, medium.modality, role]
        return max(0.0, rehearsal(planned, stages, number, steps, report) + more), within
    worth, slope, base, most, within = WORTH[recipe, medium.modality, role]
    weights = planned.secrets[number].architecture.parameters if role == "secret" else _free(planned)
    # A weight holds so many of its cosine coefficients.
    found = min(most, base + slope * medium.quality_with(round(weights * worth)))
    return max(0.0, found + DOUBLED * math.log2(max(steps / usual, 1e-9))), within


def rehearsal(planned: Plan, stages: Stages, number: int, steps: float, report: Report = ignore) -> float:
    """What pieces of a stage's medium come to in so many steps."""
    schedule = replace(stages.schedule(number), steps=max(1, round(min(steps, MOST_STEPS))), seconds=math.inf)
    if number < len(planned.secrets):
        network, frozen = planned.secrets[number].architecture, 0.0
    else:
        used = planned.vault.width if planned.vault else planned.used
        network, frozen = planned.stego, used / planned.stego.width
    medium, tiling = stages.media[number], stages.tiling(number)
    longer = max(0.0, math.log2(max(steps, 1) / MOST_STEPS))
    return rehearsed(medium, network, tiling, schedule, frozen, planned.recipe.device, report) + DOUBLED * longer


def _free(planned: Plan) -> int:
    """The weights that the cover has for itself."""
    held = sum(s.architecture.parameters for s in planned.secrets)
    return planned.stego.parameters - (planned.vault.capacity() if planned.vault else held)


def _memory(medium: Medium, network: Architecture, device: str) -> int:
    place = choose(device)
    rows = rows_at_once(place, network.width) * (threads() if place.type == "cpu" else 1)
    buffers = 3 * network.hidden * rows * network.width
    samples = medium.grid.points * (2 * medium.in_features + 3 * medium.grid.channels + 2)
    return 4 * (buffers + COPIES * network.parameters + samples)


@lru_cache(maxsize=64)
def seconds_a_step(network: Architecture, tiling: Tiling, batch: int, device: str, lately: int) -> float:  # noqa: ARG001
    """How long this machine takes for one step of such a fit, of all there is to it; measured anew when `lately` is."""
    x = np.repeat(tiling.centres(), -(-batch // tiling.number), axis=0)
    noise = np.random.default_rng(0).uniform(-1, 1, (len(x), network.out_features)).astype(np.float32)
    samples = Samples(x, noise, 1.0)
    scale, place, start = (1.0,) * network.in_features, choose(device), initialised(network)
    once, some = Schedule(steps=1, batch=batch), Schedule(steps=1 << 40, seconds=CALIBRATION, batch=batch)
    fit(start, samples, scale, once, device=place, tiling=tiling)  # the first makes room
    began = time.perf_counter()
    done = fit(start, samples, scale, some, device=place, tiling=tiling)
    return (time.perf_counter() - began) / done.steps
