"""What a hide will take and give, before anything is fitted: seconds on this machine, bytes, decibels of everything."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from engine.device import choose, threads
from engine.fitting import CHUNK, fit
from engine.media import Medium, Samples, Tiling
from engine.planning import Plan
from engine.progress import ignore
from engine.schedule import Schedule
from engine.siren import Architecture, initialised
from engine.stages import Stages
from engine.worth import WORTH

CALIBRATION: Final = 0.4  # seconds of fitting for each width
REST: Final = 1.5  # seconds: of what is not fitting
DOUBLED: Final = 3.0  # decibels that twice the steps are worth, on the way down to the end of the schedule
MOST_DOUBLINGS: Final = 2.0  # beyond what the recipe takes
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


def forecast(planned: Plan) -> Forecast:
    """Forecast a plan: measures this machine for a moment where it has not done so for this width yet."""
    recipe = planned.recipe
    networks = [*(s.architecture for s in planned.secrets), planned.stego]
    stages = Stages(planned, ignore)
    seconds, doublings = REST, []
    for number, network in enumerate(networks):
        schedule, usual = stages.schedule(number), stages.usual[number]
        batch = min(schedule.batch, stages.media[number].grid.points)
        each = seconds_a_step(network, stages.tiling(number), batch, recipe.device)
        seconds += min(schedule.seconds, schedule.steps * each)
        # A machine too slow for all steps, or a person who gives it more or less time.
        share = min(schedule.steps, schedule.seconds / each) / usual.steps
        doublings.append(min(MOST_DOUBLINGS, math.log2(max(share, 1e-9))))
    held = sum(s.architecture.parameters for s in planned.secrets)
    free = planned.stego.parameters - (planned.vault.capacity() if planned.vault else held)
    weights = [*(s.architecture.parameters for s in planned.secrets), free]
    expected = [
        _decibels(medium, w, recipe.name, role, more)
        for medium, w, role, more in zip(
            stages.media, weights, [*["secret"] * (len(weights) - 1), "cover"], doublings, strict=True
        )
    ]
    return Forecast(
        seconds,
        planned.bytes,
        tuple(decibels for decibels, _ in expected[:-1]),
        expected[-1][0],
        tuple(within for _, within in expected),
        max(_memory(m, n, recipe.device) for m, n in zip(stages.media, networks, strict=True)),
    )


def _decibels(medium: Medium, weights: int, recipe: str, role: str, doublings: float) -> tuple[float, float]:
    """What a medium comes to, and within how much: a weight holds so many of its cosine coefficients."""
    worth, most, within = WORTH[recipe, medium.modality, role]
    return max(0.0, min(most, medium.quality_with(round(weights * worth)) + DOUBLED * doublings)), within


def _memory(medium: Medium, network: Architecture, device: str) -> int:
    place = choose(device).type
    buffers = 2 * network.hidden * CHUNK[place] * network.width * (threads() if place == "cpu" else 1)
    samples = medium.grid.points * (2 * medium.in_features + 3 * medium.grid.channels + 2)
    return 4 * (buffers + COPIES * network.parameters + samples)


@lru_cache(maxsize=64)
def seconds_a_step(network: Architecture, tiling: Tiling, batch: int, device: str) -> float:
    """How long this machine takes for one step of such a fit, of all there is to it."""
    x = np.repeat(tiling.centres(), -(-batch // tiling.number), axis=0)
    noise = np.random.default_rng(0).uniform(-1, 1, (len(x), network.out_features)).astype(np.float32)
    samples = Samples(x, noise, 1.0)
    scale, place, start = (1.0,) * network.in_features, choose(device), initialised(network)
    once, some = Schedule(steps=1, batch=batch), Schedule(steps=1 << 40, seconds=CALIBRATION, batch=batch)
    fit(start, samples, scale, once, device=place, tiling=tiling)  # the first makes room
    began = time.perf_counter()
    done = fit(start, samples, scale, some, device=place, tiling=tiling)
    return (time.perf_counter() - began) / done.steps
