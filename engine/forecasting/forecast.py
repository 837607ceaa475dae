"""Forecast of a plan before anything is fitted: seconds on this machine, bytes of the file, quality of each medium."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import torch

from engine.budget import ENDING_GAIN, FitBudget
from engine.device import choose_device, profile_of
from engine.fit.batches import batch_size_on
from engine.fit.loop import fit_stacked
from engine.fit.schedule import Schedule
from engine.fit.task import FitProgress, FitTask
from engine.forecasting.peak_memory import fit_memory
from engine.forecasting.rehearsal import DB_PER_DOUBLING, rehearse
from engine.forecasting.tables import CUDA, LINES, REHEARSED
from engine.media import Samples, Tiling
from engine.planned import Plan
from engine.progress import Report, ignore
from engine.siren import Architecture, Siren, freeze_block_mask

# A measurement of the seconds for a step ends after MEASURING seconds, if it has had MIN_STEPS steps by then.
MEASURING, MIN_STEPS, MAX_MEASURING = 0.4, 8, 1.5
VALID_FOR: Final = 300  # seconds for which a measurement counts: the machine may have been busy at the time
MAX_STEP_FACTOR: Final = 4  # times the recipe's steps; more steps are forecast as this many
# Cap on the steps of a proxy fit: what a standard secret in tiles takes. With 1,700 only 73 % of standard secrets were
# predicted within 3 dB; with 4,700, 93 %.
MAX_PROXY_STEPS: Final = 4700


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a hide is expected to take and to give.

    `seconds` on this machine are within a factor of 1.5 for most hides, `bytes` is the size of the file, `memory` what
    the program takes at its most, in bytes, or on a graphics card its fits. Quality is in dB (PSNR or SNR, see
    `Medium.unit`). Four of five fits end within `tolerances` dB of it: one for each secret, then the cover's.
    """

    seconds: float
    bytes: int
    secret_quality: tuple[float, ...]
    cover_quality: float
    tolerances: tuple[float, ...] = ()
    memory: int = 0


def forecast(plan: Plan, *, report: Report = ignore) -> Forecast:
    """Forecast a plan: times a few steps on this machine, and fits a few parts of sounds and of media in tiles.

    It takes up to a few seconds for one secret and as much for the cover, for several secrets not twice as long in
    all; results are cached.

    Parameters
    ----------
    plan : Plan
    report : callable
        Called with a `Progress` about ten times a second while parts are fitted, from the calling thread; what it
        raises is passed on.

    Returns
    -------
    Forecast

    Raises
    ------
    DeviceError
        The recipe's device is not in this computer.

    Example
    -------
    >>> plan = engine.plan([engine.load("letter.png")], engine.load("cat.png"), engine.DRAFT)
    >>> engine.forecast(plan).cover_quality > 30
    True
    """
    device = choose_device(plan.recipe.device)
    budget, period = FitBudget(plan, device), int(time.monotonic() / VALID_FOR)
    seconds, memory, qualities = profile_of(device).fixed_seconds, 0, list[tuple[float, float]]()
    for group in budget.batchable():
        fit, batched = budget.fits[group[0]], 1 if budget.one_by_one else len(group)
        schedule = budget.group_schedule(group[:batched])
        batch = min(batch_size_on(device, schedule.batch_size), fit.medium.grid.points)
        frozen = plan.vault.width if plan.vault and group[0] == len(plan.secrets) else 0
        step_seconds = measure_step_seconds(fit.architecture, fit.tiling, batch, batched, frozen, device, period)
        seconds += min(schedule.seconds, schedule.steps * step_seconds) * len(group) / batched
        # The machine may be too slow for all steps, or the person may give more or less time.
        max_steps = MAX_STEP_FACTOR * budget.default_schedules[group[0]].steps
        steps = min(schedule.steps, schedule.seconds / step_seconds, max_steps)
        qualities += _expected_quality(plan, budget, group, steps, report)
        memory = max(memory, fit_memory(fit, batched, device))
    *secrets, cover = (decibels for decibels, _ in qualities)
    return Forecast(seconds, plan.bytes, tuple(secrets), cover, tuple(tolerance for _, tolerance in qualities), memory)


def _expected_quality(
    plan: Plan, budget: FitBudget, group: range, steps: float, report: Report
) -> list[tuple[float, float]]:
    """The quality in dB after so many steps, and its tolerance, for each fit of a group that can be batched."""
    fit, is_cover = budget.fits[group[0]], group[0] == len(plan.secrets)
    key = plan.recipe.name, fit.medium.modality, "cover" if is_cover else "secret"
    if fit.medium.modality == "audio" or fit.tiling.count > 1:
        offset, tolerance = REHEARSED[key]
        qualities = rehearse_group(plan, budget, group, steps, report)
    else:
        line = LINES[key]
        weights = _free_parameters(plan) if is_cover else fit.architecture.parameter_count
        count = round(weights * line.per_weight)  # of coefficients
        media = (fit.medium for fit in budget.fits[group[0] : group.stop])
        qualities = [min(line.ceiling, line.offset + line.slope * medium.quality_with(count)) for medium in media]
        offset = DB_PER_DOUBLING * math.log2(max(steps / budget.default_schedules[group[0]].steps, 1e-9))
        tolerance = line.within
    if budget.device.type == "cuda" and key in CUDA:
        offset, tolerance = offset + CUDA[key].offset, CUDA[key].within
    return [(max(0.0, decibels + offset), tolerance) for decibels in qualities]


def rehearse_group(plan: Plan, budget: FitBudget, group: range, steps: float, report: Report = ignore) -> list[float]:
    """The quality in dB that proxy fits reach after so many steps, for each fit of a group that can be batched.

    They are one batch on a CPU too, which then has more work to share between its threads: seven take 0.6 of the time.
    """
    fits = budget.fits[group[0] : group.stop]
    schedule = budget.schedules[group[0]]
    schedule = replace(schedule, steps=max(1, round(min(steps, MAX_PROXY_STEPS))), seconds=math.inf)
    frozen = 0.0
    if group[0] == len(plan.secrets):
        frozen = (plan.vault.width if plan.vault else plan.used) / plan.stego.width
    media = [fit.medium for fit in fits]
    among = len(plan.secrets) if group[0] < len(plan.secrets) else 1
    qualities = rehearse(media, fits[0].architecture, fits[0].tiling, schedule, frozen, budget.device, report, among)
    # In a batch a good fit goes on until the worst one is done. On a CPU it will run alone, and end as soon as it is
    # good enough.
    goal = min(schedule.target_db, schedule.plateau_db + ENDING_GAIN)
    limit = goal if len(media) > 1 and budget.one_by_one else math.inf
    missing = DB_PER_DOUBLING * max(0.0, math.log2(max(steps, 1) / MAX_PROXY_STEPS))
    return [min(limit, decibels) + missing for decibels in qualities]


def _free_parameters(plan: Plan) -> int:
    """The number of parameters that are trained for the cover."""
    secrets = sum(secret.architecture.parameter_count for secret in plan.secrets)
    return plan.stego.parameter_count - (plan.vault.capacity() if plan.vault else secrets)


class _Measured(Exception):
    """Ends a fit that has run for long enough to be timed."""


@lru_cache(maxsize=64)
def measure_step_seconds(
    network: Architecture, tiling: Tiling, batch: int, batched: int, frozen: int, device: torch.device, _period: int
) -> float:
    """The seconds this machine takes for one step of `batched` such fits, with everything a step does.

    It fits noise for half a second, once in each period. The quickest tenth of a second counts: while the window is
    drawn a step takes several times as long. Of a cover the weights between its `frozen` first units do not move.
    """
    x = np.repeat(tiling.centres(), -(-batch // tiling.count), axis=0)  # (N, I)
    noise = np.random.default_rng(0).uniform(-1, 1, (len(x), network.out_features)).astype(np.float32)
    networks, media = [Siren.random(network) for _ in range(batched)], [Samples(x, noise, 1.0)] * batched
    scales = [(1.0,) * network.in_features] * batched
    timed = Schedule(steps=math.inf, seconds=MAX_MEASURING, batch_size=batch)
    mask = freeze_block_mask(network, frozen) if frozen else None
    task = FitTask(networks, media, scales, timed, tiling, mask)
    fit_stacked(replace(task, schedule=replace(timed, steps=1)), device=device)  # allocates the buffers
    marks = [(0.0, 0)]  # seconds, steps

    def record(progress: FitProgress) -> None:
        marks.append((progress.seconds, progress.step))
        if progress.seconds >= MEASURING and progress.step >= MIN_STEPS:
            raise _Measured

    with suppress(_Measured):
        fit_stacked(task, device=device, report=record)
    return min((now - then) / (step - before) for (then, before), (now, step) in pairwise(marks) if step > before)
