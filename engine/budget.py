"""Stages of one hide: how long each fit may take, and what is reported of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

from engine.device import choose_device, profile_of
from engine.eta import RateMeter
from engine.fit.batches import batch_on
from engine.fit.schedule import FitProgress, Schedule
from engine.media import Field, Medium, Tiling
from engine.media.medium import Floats
from engine.planning import Plan
from engine.progress import Progress, Report
from engine.recipe import EXACT_PASSES, EXACT_STEPS, stretched
from engine.siren import Architecture

PREVIEW_EVERY = 1.0  # seconds, or ten times what the last preview took
OVERHEAD = 0.05  # of a given time: for what is not fitting
# Of a given time, whatever is hidden under one key: a cover fitted for longer would tell that there is nothing.
COVER_SHARE = 0.6
ENDING = 5.0  # decibels: about as much as the short way to its end brings a fit


class FitBudget:
    """One stage for each secret and one for the cover, weighed by the arithmetic they take.

    `usual` are the recipe's own schedules, where no time is given.
    """

    def __init__(self, planned: Plan, report: Report) -> None:
        self._planned, self._report = planned, report
        self._started, self._place = time.monotonic(), choose_device(planned.recipe.device)
        networks = [*(s.architecture for s in planned.secrets), planned.stego]
        self.media = [*(s.medium for s in planned.secrets), planned.cover]
        self.usual = self._schedules = [self._usual(i, network) for i, network in enumerate(networks)]
        begins = [profile_of(self._place).step_overhead / len(group) for group in self.groups() for _ in group]
        each = zip(self.usual, networks, begins, strict=True)
        self._each = [batch_on(self._place, s.batch) * n.work + b for s, n, b in each]  # work of a step
        self._costs = [s.steps * each for s, each in zip(self._schedules, self._each, strict=True)]
        self._shares = [cost / sum(self._costs) for cost in self._costs]
        if planned.recipe.seconds is not None:
            allowed = planned.recipe.seconds * (1 - OVERHEAD)
            parts = self._parts()
            self._shares = [part / sum(parts) for part in parts]
            self._schedules = [
                replace(s, seconds=allowed * part, steps=1 << 40)
                for s, part in zip(self._schedules, parts, strict=True)
            ]

    def _parts(self) -> list[float]:
        """Of a given time, for each stage: the secrets of every key have as much together, beside the cover's part.

        However many keys there are, who holds one finds its secrets and the cover fitted for times in one proportion.
        """
        owners = [secret.owner for secret in self._planned.secrets]
        of_all: dict[Hashable, float] = {}
        for owner, cost in zip(owners, self._costs, strict=False):
            of_all[owner] = of_all.get(owner, 0.0) + cost
        cover = 1 / (1 + max(1, len(of_all)) * (1 / COVER_SHARE - 1))
        of_key = cover * (1 / COVER_SHARE - 1)
        return [*(of_key * cost / of_all[o] for o, cost in zip(owners, self._costs, strict=False)), cover]

    def _usual(self, number: int, network: Architecture) -> Schedule:
        """The recipe's schedule; a network that came out larger gets longer, but comes as far in fewer steps."""
        recipe, is_cover = self._planned.recipe, number == len(self._planned.secrets)
        schedule = recipe.cover_schedule if is_cover else recipe.secret_schedule
        tiles = self.media[number].tiles
        if network.tiles > 1 and tiles is not None:
            schedule = recipe.tile_schedule
            schedule = replace(schedule, steps=round(schedule.steps * tiles.steps))
        width = recipe.cover_width if is_cover else recipe.secret_width
        usual = replace(network, width=width, hidden=recipe.hidden, tiles=1).parameters
        decibels = math.inf if recipe.decibels is None else recipe.decibels
        growth = network.parameters / usual
        seconds = schedule.seconds * max(0.5, min(growth, math.sqrt(growth)))
        if self.media[number].modality == "audio" and network.tiles == 1:
            schedule = recipe.sound_schedule
        if is_cover and recipe.exact_cover:
            passes = EXACT_PASSES * self.media[number].grid.points // schedule.batch
            return replace(schedule, steps=max(EXACT_STEPS, passes), seconds=math.inf, exact=True)
        fewer = math.sqrt(growth) if recipe.width is None and growth > 1 else 1.0  # who chose it wants its worth
        steps = round(schedule.steps / fewer)
        # Whoever says how good it has to be decides that alone.
        enough = self.media[number].plateau_db if recipe.decibels is None else math.inf
        return replace(schedule, steps=steps, seconds=seconds, decibels=decibels, enough=enough)

    def tiling(self, number: int) -> Tiling:
        """The tiles of a secret's stage; the cover is whole."""
        secrets, whole = self._planned.secrets, Tiling.whole(self._planned.cover.in_features)
        return secrets[number].tiling if number < len(secrets) else whole

    def frequency(self, number: int) -> tuple[float, ...]:
        """What the coordinates of a stage are multiplied by."""
        return stretched(self.media[number], self.tiling(number))

    def schedule(self, number: int) -> Schedule:
        """The schedule of a stage; the last is the cover's."""
        return self._schedules[number]

    def groups(self, first: int = 0) -> Iterator[range]:
        """All stages from this one on, those together that are fitted side by side.

        On a graphics card these are all that are alike. A processor is busy with one, and whoever waits for it would
        rather see one after another come to an end.
        """
        if self.one_by_one:
            return (range(number, number + 1) for number in range(first, len(self.media)))
        return (range(max(first, group.start), group.stop) for group in self.alike() if group.stop > first)

    @property
    def one_by_one(self) -> bool:
        """Whether stages are fitted one after another, however alike they are."""
        return self._place.type == "cpu"

    def alike(self) -> Iterator[range]:
        """All stages, those together that can be fitted side by side.

        These are neighbours of one key with equal networks and as many samples.
        """
        start = 0
        for stop in range(1, len(self.media) + 1):
            if stop == len(self.media) or self._kind(stop) != self._kind(start):
                yield range(start, stop)
                start = stop

    def _kind(self, number: int) -> tuple[object, ...]:
        """What stages have in common that can be fitted side by side; the cover is no secret's equal.

        Secrets of other keys are none either: a plain one that waits for a hard one comes out better than alone, and so
        would tell the holder of its key that there are others.
        """
        if number == len(self._planned.secrets):
            return ()
        secret = self._planned.secrets[number]
        return secret.owner, secret.architecture, secret.tiling, self.usual[number], self.media[number].grid.points

    def schedule_of(self, group: range) -> Schedule:
        """The schedule of stages side by side: they have all their seconds together."""
        return replace(self._schedules[group[0]], seconds=sum(self._schedules[number].seconds for number in group))

    def reporter(self, group: range) -> Callable[[FitProgress], None]:
        """What turns the moments of a fit of stages side by side into reports."""
        number, medium, secrets = group[0], self.media[group[0]], len(self._planned.secrets)
        before, share = sum(self._shares[:number]), sum(self._shares[number : group.stop])
        preview_due, pace = time.monotonic(), RateMeter()

        def told(moment: FitProgress) -> None:
            now = time.monotonic()
            try:
                report_of(moment, now)
            finally:
                # What a report takes, above all a pause, is no working time.
                self._started += time.monotonic() - now

        def report_of(moment: FitProgress, now: float) -> None:
            nonlocal preview_due
            preview = None
            if now >= preview_due:
                preview = _preview(medium, moment)
                preview_due = max(now + PREVIEW_EVERY, now + 10 * (time.monotonic() - now))
            pace.take(moment)
            self._report(
                Progress(
                    stage="cover" if number == secrets else "secret",
                    index=0 if number == secrets else number,
                    count=1 if number == secrets else secrets,
                    together=len(group),
                    fraction=moment.fraction,
                    overall=before + moment.fraction * share,
                    step=moment.step,
                    seconds=now - self._started,
                    seconds_left=self._seconds_left(group, moment.fraction, pace),
                    loss=moment.loss,
                    quality=moment.decibels,
                    unit=medium.unit,
                    device=moment.device,
                    preview=preview,
                    note=moment.note,
                )
            )

        return told

    def _seconds_left(self, group: range, fraction: float, pace: RateMeter) -> float | None:
        """Of all stages from this moment on: as it goes now, and never more than the schedules allow."""
        rate = max(1 / self.schedule_of(group).seconds, pace.fractions)
        left = (1 - fraction) / rate if rate else math.inf
        work = pace.steps * sum(self._each[number] for number in group)  # in a second
        for schedule, cost in zip(self._schedules[group.stop :], self._costs[group.stop :], strict=True):
            left += min(schedule.seconds, cost / work if work else math.inf)
        return left if math.isfinite(left) else None


def _preview(medium: Medium, moment: FitProgress) -> Medium:
    """The medium as the network shows it now: from the fit's own outputs where they are its lattice, for free."""
    shown, grid = moment.shown(), medium.grid
    if len(shown) == grid.points:
        return type(medium).from_field(_replay(shown), grid)
    return type(medium).from_field(moment.field, grid.finer(1 / 3))


def _replay(values: Floats) -> Field:
    """A field that gives these values one after another, as a grid asks for its points in order."""
    start = 0

    def next_values(coordinates: Floats) -> Floats:
        nonlocal start
        start += len(coordinates)
        return values[start - len(coordinates) : start]

    return next_values
