"""How long each fit of a hide may take, and which fits may run as one batch: pure arithmetic, with no clock."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import torch

from engine.device import profile_of
from engine.fit.batches import batch_size_on
from engine.fit.schedule import Schedule
from engine.media.cache import grid
from engine.planned import Plan, PlannedFit, PlannedSecret
from engine.recipe import EXACT_STEPS, Recipe
from engine.sizing import vault_of

OVERHEAD: Final = 0.05  # share of a given time that is not fitting
# Share of a given time that the cover gets beside one key's secrets, however much they hold: a cover that is fitted for
# longer would show that the file is empty.
COVER_SHARE: Final = 0.6
TILE_BATCH: Final = 384  # samples a step for each tile: with 128, 256 and 512 two photos came to 37.4, 39.6 and 40.4 dB
STEPS_EXPONENT: Final = 0.32  # by which a stack takes fewer steps in larger batches
# By which batches shrink as the networks of a cover grow with the room: in quarter storage with four times the room two
# photos lost 0.4 and 0.6 dB for a sixth of the arithmetic, and 1.2 where steps were left out instead.
BATCH_EXPONENT: Final = 1 / 3
# By which such a stack takes fewer steps: in quarter storage with four times the room leaves under 4 MB came to 34.0 dB
# in 46 s with 1/4, and to 34.3 in 50 s.
ROOM_STEPS_EXPONENT: Final = 0.18
SLOW: Final = 4.0  # times the recipe's seconds for a stack: a slow or busy machine takes longer, not fewer steps
COVER_STEPS: Final = 0.55  # of a secret's: the cover's networks are wider, so that it comes out as good
ENDING_GAIN: Final = 5.0  # decibels that the short end of a schedule brings


class FitBudget:
    """The schedule of each fit of a plan (`Plan.fits`: the secrets, then the cover) on one device.

    `default_schedules` are the recipe's, `schedules` those for the seconds the person gave, where they gave some.
    `step_costs` is the arithmetic of one step of each fit (weights times samples), and `shares` what each fit takes of
    the whole hide, in [0, 1].
    """

    def __init__(self, plan: Plan, device: torch.device) -> None:
        self.fits, self.device, self._secret_count = plan.fits, device, len(plan.secrets)
        self.default_schedules = [
            _default_schedule(fit, plan, is_cover=index == self._secret_count) for index, fit in enumerate(self.fits)
        ]
        self.schedules = self.default_schedules
        overhead = profile_of(device).step_overhead
        overheads = [overhead / len(group) for group in self.groups() for _ in group]
        self.step_costs = [
            batch_size_on(device, schedule.batch_size) * fit.architecture.cost_per_sample + share
            for schedule, fit, share in zip(self.default_schedules, self.fits, overheads, strict=True)
        ]
        self.costs = [s.steps * cost for s, cost in zip(self.default_schedules, self.step_costs, strict=True)]
        self.shares = [cost / sum(self.costs) for cost in self.costs]
        if plan.recipe.seconds is not None:
            available = plan.recipe.seconds * (1 - OVERHEAD)
            parts = time_shares(self.costs[:-1], [secret.owner for secret in plan.secrets])
            self.shares = [part / sum(parts) for part in parts]
            self.schedules = [
                replace(schedule, seconds=available * part, steps=math.inf)
                for schedule, part in zip(self.default_schedules, parts, strict=True)
            ]

    @property
    def one_by_one(self) -> bool:
        """Whether fits run one after another, however alike they are.

        On a CPU batching saves no time, so fits run one by one and results appear sooner.
        """
        return self.device.type == "cpu"

    def groups(self, first: int = 0) -> Iterator[range]:
        """All fits from `first` on, by position; each range runs as one batch."""
        if self.one_by_one:
            return (range(index, index + 1) for index in range(first, len(self.fits)))
        return (range(max(first, group.start), group.stop) for group in self.batchable() if group.stop > first)

    def batchable(self) -> Iterator[range]:
        """All fits, by position; each range can run as one batch.

        These are neighbours of one owner with equal architectures, schedules and numbers of samples.
        """
        start = 0
        for stop in range(1, len(self.fits) + 1):
            if stop == len(self.fits) or self._batch_key(stop) != self._batch_key(start):
                yield range(start, stop)
                start = stop

    def _batch_key(self, index: int) -> tuple[object, ...]:
        """What fits of one batch have in common; the cover never shares one.

        Secrets of different owners are never batched: an easy one would train until the hard one is done and come out
        suspiciously good, which reveals that other secrets exist.
        """
        fit = self.fits[index]
        if not isinstance(fit, PlannedSecret):
            return ()
        return fit.owner, fit.architecture, fit.tiling, self.default_schedules[index], grid(fit.medium).points

    def group_schedule(self, group: range) -> Schedule:
        """The schedule of a batch of fits: they have the seconds of all of them together."""
        return replace(self.schedules[group[0]], seconds=sum(self.schedules[index].seconds for index in group))


def time_shares(costs: Sequence[float], owners: Sequence[Hashable]) -> list[float]:
    """The privacy policy: the parts of a given time for the secrets (of these costs and owners) and for the cover.

    One part a secret, then the cover's, which is COVER_SHARE whatever is hidden. The secrets of every owner together
    get the rest, as if there were no other owner: each further key takes that much more time, and nobody can tell from
    a quality how many there are.
    """
    totals: dict[Hashable, float] = {}
    for owner, cost in zip(owners, costs, strict=True):
        totals[owner] = totals.get(owner, 0.0) + cost
    own = 1 - COVER_SHARE
    return [*(own * cost / totals[owner] for owner, cost in zip(owners, costs, strict=True)), COVER_SHARE]


def _default_schedule(fit: PlannedFit, plan: Plan, *, is_cover: bool) -> Schedule:
    """The recipe's schedule; a network that came out larger gets more time, but gets as far in fewer steps."""
    recipe, architecture, medium = plan.recipe, fit.architecture, fit.medium
    schedule, width = recipe.secret_schedule, recipe.secret_width
    if is_cover:
        schedule, width = recipe.cover_schedule, recipe.cover_width
    usual = replace(architecture, width=width, hidden=recipe.hidden, tiles=1)
    if architecture.tiles > 1:
        usual = vault_of(medium, replace(recipe, room=1, width=None)).stego if is_cover else architecture
    growth = architecture.parameter_count / usual.parameter_count
    # Whoever chose the width wants what it can give: then a larger network gets all steps, in batches as large.
    larger = max(1.0, growth) if recipe.width is None else 1.0
    if architecture.tiles > 1:
        schedule = _tile_schedule(fit, recipe, COVER_STEPS if is_cover else 1.0, schedule.seconds, larger)
    elif medium.modality == "audio":
        schedule = replace(recipe.sound_schedule, seconds=schedule.seconds)
    steps_exponent = ROOM_STEPS_EXPONENT if architecture.tiles > 1 else 1 / 2
    seconds = schedule.seconds * max(0.5, min(growth, math.sqrt(growth)))
    if is_cover and recipe.exact_cover:
        return replace(schedule, steps=max(EXACT_STEPS, schedule.steps), seconds=math.inf, exact=True)
    return replace(
        schedule,
        steps=max(1, round(schedule.steps / larger**steps_exponent)),
        seconds=seconds,
        target_db=math.inf if recipe.decibels is None else recipe.decibels,
        # Whoever says how good it has to be decides that alone.
        plateau_db=medium.plateau_db if recipe.decibels is None else math.inf,
    )


def _tile_schedule(fit: PlannedFit, recipe: Recipe, share: float, seconds: float, larger: float) -> Schedule:
    """The schedule of a stack, with this share of the steps: batches grow with its tiles, and steps get fewer.

    It is `larger` than usual by that factor of weights.
    """
    schedule, tiles = recipe.tile_schedule, fit.architecture.tiles
    batch = max(schedule.batch_size, round(TILE_BATCH * tiles / larger**BATCH_EXPONENT))
    steps = schedule.steps * (schedule.batch_size / batch) ** STEPS_EXPONENT
    return replace(schedule, steps=max(1, round(steps * share)), seconds=SLOW * seconds, batch_size=batch)
