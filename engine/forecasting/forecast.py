"""What a hide will take and give, before anything is fitted: seconds on this machine, bytes, decibels of everything."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from engine.budget import ENDING_GAIN, FitBudget
from engine.device import choose_device, profile_of, threads
from engine.fit.batches import batch_on, rows_at_once
from engine.fit.loop import fit_stacked
from engine.fit.schedule import FitProgress, Schedule
from engine.forecasting.rehearsal import DOUBLED, rehearsed
from engine.forecasting.tables import CURVES, ON_CUDA as ON_A_CARD, REHEARSED
from engine.media import Medium, Samples, Tiling
from engine.planning import Plan
from engine.progress import Report, ignore
from engine.siren import Architecture, Siren

CALIBRATION: Final = 0.4  # seconds of fitting for each width
FEW, LONGEST = 8, 1.5  # steps, for which it may take longer, and seconds that it takes at the most
FRESH: Final = 300  # seconds for which that is believed: a machine that was busy may not be so any more
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
    budget, device = FitBudget(planned, choose_device(planned.recipe.device)), planned.recipe.device
    networks = [*(s.architecture for s in planned.secrets), planned.stego]
    seconds, expected, memory = profile_of(choose_device(device)).fixed_seconds, list[tuple[float, float]](), 0
    for group in budget.batchable():
        first, usual = group[0], budget.default_schedules[group[0]]
        together = 1 if budget.one_by_one else len(group)
        schedule = budget.group_schedule(group[:together])
        batch = min(batch_on(choose_device(device), schedule.batch), budget.fits[first].medium.grid.points)
        lately = int(time.monotonic() / FRESH)
        each = seconds_a_step(networks[first], budget.fits[first].tiling, batch, together, device, lately)
        seconds += min(schedule.seconds, schedule.steps * each) * len(group) / together
        # A machine too slow for all steps, or a person who gives it more or less time.
        steps = min(schedule.steps, schedule.seconds / each, MOST_LONGER * usual.steps)
        expected += _expected(planned, budget, group, steps, report)
        memory = max(memory, _memory(budget.fits[first].medium, networks[first], together, device))
    return Forecast(
        seconds,
        planned.bytes,
        tuple(decibels for decibels, _ in expected[:-1]),
        expected[-1][0],
        tuple(within for _, within in expected),
        memory,
    )


def _expected(
    planned: Plan, budget: FitBudget, group: range, steps: float, report: Report
) -> list[tuple[float, float]]:
    """What budget that are alike come to in so many steps, and within how much."""
    first, media = group[0], [fit.medium for fit in budget.fits[group[0] : group.stop]]
    recipe, modality, usual = planned.recipe.name, media[0].modality, budget.default_schedules[first].steps
    role = "secret" if first < len(planned.secrets) else "cover"
    if modality == "audio" or budget.fits[first].tiling.number > 1:
        more, within = REHEARSED[recipe, modality, role]
        found = rehearsal(planned, budget, group, steps, report)
    else:
        worth, slope, base, most, within = CURVES[recipe, modality, role]
        weights = planned.secrets[first].architecture.parameters if role == "secret" else _free(planned)
        # A weight holds so many of its cosine coefficients.
        found = [min(most, base + slope * medium.quality_with(round(weights * worth))) for medium in media]
        more = DOUBLED * math.log2(max(steps / usual, 1e-9))
    of_card = ON_A_CARD if choose_device(planned.recipe.device).type == "cuda" else {}
    by_card, within = of_card.get((recipe, modality, role), (0.0, within))
    return [(max(0.0, decibels + more + by_card), within) for decibels in found]


def rehearsal(planned: Plan, budget: FitBudget, group: range, steps: float, report: Report = ignore) -> list[float]:
    """What pieces of the media of budget that are alike come to in so many steps.

    They are rehearsed side by side on a processor too, which has more to share out then: seven in 0.6 of the time.
    """
    first, device = group[0], planned.recipe.device
    schedule = replace(budget.schedules[first], steps=max(1, round(min(steps, MOST_STEPS))), seconds=math.inf)
    if first < len(planned.secrets):
        network, frozen = planned.secrets[first].architecture, 0.0
    else:
        used = planned.vault.width if planned.vault else planned.used
        network, frozen = planned.stego, used / planned.stego.width
    media, tiling = [fit.medium for fit in budget.fits[first : group.stop]], budget.fits[first].tiling
    longer = DOUBLED * max(0.0, math.log2(max(steps, 1) / MOST_STEPS))
    # Alone it would end when it is good enough, whatever the others are.
    enough = min(schedule.decibels, schedule.enough + ENDING_GAIN)
    most = enough if len(media) > 1 and budget.one_by_one else math.inf
    found = rehearsed(media, network, tiling, schedule, frozen, device, report)
    return [min(most, decibels) + longer for decibels in found]


def _free(planned: Plan) -> int:
    """The weights that the cover has for itself."""
    held = sum(s.architecture.parameters for s in planned.secrets)
    return planned.stego.parameters - (planned.vault.capacity() if planned.vault else held)


def _memory(medium: Medium, network: Architecture, together: int, device: str) -> int:
    place = choose_device(device)
    rows = rows_at_once(place, network.width) * (threads() if place.type == "cpu" else 1)
    buffers = 3 * network.hidden * rows * network.width
    samples = medium.grid.points * (2 * medium.in_features + 3 * medium.grid.channels + 2)
    return 4 * (buffers + together * (COPIES * network.parameters + samples))


class _Known(Exception):
    """What was to be measured is known."""


@lru_cache(maxsize=64)
def seconds_a_step(
    network: Architecture, tiling: Tiling, batch: int, together: int, device: str, _lately: int
) -> float:
    """How long this machine takes for one step of so many such fits side by side, of all there is to it.

    It is measured anew when `lately` is another. Of the tenths of a second that it is looked at for the quickest
    counts: while the window is drawn a step takes several times as long.
    """
    x = np.repeat(tiling.centres(), -(-batch // tiling.number), axis=0)
    noise = np.random.default_rng(0).uniform(-1, 1, (len(x), network.out_features)).astype(np.float32)
    samples = Samples(x, noise, 1.0)
    scale, place = (1.0,) * network.in_features, choose_device(device)
    networks, media = [Siren.random(network) for _ in range(together)], [samples] * together
    once, some = Schedule(steps=1, batch=batch), Schedule(steps=1 << 40, seconds=LONGEST, batch=batch)
    fit_stacked(networks, media, [scale] * together, once, device=place, tiling=tiling)  # the first makes room
    marks = [(0.0, 0)]

    def told(moment: FitProgress) -> None:
        marks.append((moment.seconds, moment.step))
        if moment.seconds >= CALIBRATION and moment.step >= FEW:
            raise _Known

    with suppress(_Known):
        fit_stacked(networks, media, [scale] * together, some, device=place, tiling=tiling, report=told)
    return min((now - then) / (step - before) for (then, before), (now, step) in pairwise(marks) if step > before)
