"""From what a fit says of itself to the progress of the whole hide."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from engine.budget import FitBudget
from engine.clock import awake_seconds
from engine.eta import RateMeter
from engine.fit.task import FitProgress
from engine.media import Medium
from engine.progress import Progress, Report

PREVIEW_SECONDS: Final = 1.0  # between two previews, or so many times what the last one took:
PREVIEW_COST: Final = 20
PREVIEW_POINTS: Final = 1 << 18  # of a picture; at a megapixel previews took a tenth of the fit
COARSER: Final = 1 / 3  # of the lattice along each axis, where a preview has to be rendered


class Reporter:
    """Turns the progress of each fit of a budget into reports; made when the hide starts."""

    def __init__(self, budget: FitBudget, report: Report) -> None:
        self._budget, self._report = budget, report
        self._started = awake_seconds()

    def of_group(self, group: range) -> Callable[[FitProgress], None]:
        """The callback for fits (by position) that run as one batch."""
        index, budget = group[0], self._budget
        medium, secret_count = budget.fits[index].medium, len(budget.fits) - 1
        before, share = sum(budget.shares[:index]), sum(budget.shares[i] for i in group)
        preview_due, rate = awake_seconds(), RateMeter()

        def on_progress(fit: FitProgress) -> None:
            now = awake_seconds()
            try:
                send(fit, now)
            finally:
                # The time a report takes, above all a pause, is not working time.
                self._started += awake_seconds() - now

        def send(fit: FitProgress, now: float) -> None:
            nonlocal preview_due
            preview = None
            if now >= preview_due:
                preview = _preview(medium, fit)
                preview_due = max(now + PREVIEW_SECONDS, now + PREVIEW_COST * (awake_seconds() - now))
            rate.update(fit)
            is_cover = index == secret_count
            self._report(
                Progress(
                    stage="cover" if is_cover else "secret",
                    index=0 if is_cover else index,
                    count=1 if is_cover else secret_count,
                    together=len(group),
                    fraction=fit.fraction,
                    overall=before + fit.fraction * share,
                    step=fit.step,
                    seconds=now - self._started,
                    seconds_left=self._seconds_left(group, fit.fraction, rate),
                    loss=fit.loss,
                    quality=fit.decibels,
                    unit=medium.unit,
                    device=fit.device,
                    preview=preview,
                    note=fit.note,
                )
            )

        return on_progress

    def _seconds_left(self, group: range, fraction: float, rate: RateMeter) -> float | None:
        """Of all fits from here on: at the present rate, and never more than the schedules allow."""
        budget = self._budget
        per_second = max(1 / budget.group_schedule(group).seconds, rate.fraction_per_second)
        left = (1 - fraction) / per_second if per_second else math.inf
        work = rate.steps_per_second * sum(
            budget.step_costs[index] for index in group
        )  # weights times samples in a second
        for schedule, cost in zip(budget.schedules[group.stop :], budget.costs[group.stop :], strict=True):
            left += min(schedule.seconds, cost / work if work else math.inf)
        return left if math.isfinite(left) else None


def _preview(medium: Medium, fit: FitProgress) -> Medium:
    """The medium as the network shows it now: the fit's own outputs, at no cost, where these are its lattice."""
    if medium.sampled_on_grid:
        grid, values = medium.grid, fit.outputs()
        if len(grid.shape) == 2 and grid.points > PREVIEW_POINTS:  # every second point of a picture, or every third
            stride = math.ceil(math.sqrt(grid.points / PREVIEW_POINTS))
            fewer = values.reshape(*grid.shape, grid.channels)[::stride, ::stride]
            grid, values = replace(grid, shape=fewer.shape[:2]), fewer.reshape(-1, grid.channels)
        return type(medium).from_values(values, grid)
    return type(medium).from_field(fit.field, medium.grid.finer(COARSER))
