"""The masked fit: a network is fitted to samples where its mask is one, and nowhere else (paper 3.2, 3.3).

Equal networks can be fitted side by side, each to its own medium: a graphics card is nearly as soon done with them.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Final, TypedDict, Unpack

import torch
from torch import Tensor

from engine.device import PROFILES, bfloat16_pays, out_of_memory, profile_of, threads
from engine.errors import OutOfMemoryError
from engine.fit.batches import Batches, batch_on, rows_at_once
from engine.fit.best_weights import BestWeights
from engine.fit.render import exact, field
from engine.fit.schedule import FitProgress, FitResult, QuantGrid, ResumePoint, Schedule
from engine.fit.step import Kind, Step
from engine.fit.thread_pool import ThreadPool
from engine.media import Samples, Tiling
from engine.progress import FinishNow, Note
from engine.siren import Siren, fresh_generator

NO_MEMORY: Final = "There is too little memory for this. Close other programs, or hide less."
WARM_UP: Final = 20  # steps
LEAST_CHUNK: Final = 64
REPORT_EVERY: Final = 0.1  # seconds
FINISH_SHARE: Final = 0.1  # of the steps done: how many more one takes that is to finish now
ROUND_FROM: Final = 0.6  # of the schedule: where rounding comes into the loop
# Where bfloat16 is faster it makes the gradient up to here: photos at 37 and 42 dB lose nothing, at 55 dB 0.25 dB.
COARSE_UNTIL: Final = 0.9


class FitLoop:
    """Equal networks side by side, each with as many samples; `note` is a sentence to be said once."""

    def __init__(
        self, network: Siren, media: Sequence[Samples], frequencies: Sequence[tuple[float, ...]], schedule: Schedule,
        mask: Siren | None, rounding: QuantGrid | None, device: torch.device, generator: torch.Generator | None,
        crew: ThreadPool, tiling: Tiling | None,
    ) -> None:  # fmt: skip
        self.crew, self.media = crew, media
        self.tiling = tiling or Tiling.whole(media[0].coordinates.shape[1])
        self.frozen, self.mask, self.schedule, self.frequencies = network, mask, schedule, frequencies
        self.rounding, self.judge = rounding, BestWeights(media, network)
        size = batch_on(device, schedule.batch)
        self.batches = Batches(media, frequencies, self.tiling, size, generator or fresh_generator())
        self.rate, self.step = 1.0, 0
        self.note: Note | None = None
        self.begun_at, self.seconds, self.at_least = 0, 0.0, 0.0
        self.rounds = False  # whether rounding is in the loop by now
        self.chunk = min(rows_at_once(device, network.architecture.width), self.batches.size)
        self._place(network, device)

    def _place(self, network: Siren, device: torch.device) -> None:
        """Put everything on the device, with fresh optimisers and buffers."""
        self.device = device
        width = network.architecture.width
        pays = device.type != "cpu" or bfloat16_pays(width)
        self.coarse_below = profile_of(device).coarse_below if pays else -math.inf
        self.batches.place(device)
        values = sum(len(samples.values) for samples in self.media), self.media[0].values.shape[1]
        shown, team = torch.zeros(values, device=device), self.crew if device.type == "cpu" else ThreadPool()
        # A first-layer weight counts as much more as its coordinate is scaled; for sound this is worth 10 dB.
        first = torch.tensor([1 / max(f) for f in self.frequencies], device=device)
        self.arithmetic = Step(network, self.mask, self.rounding, shown, first, self.chunk, team)
        self.matrix_lr = self.schedule.rate(width)
        self._begin_pass()

    def _begin_pass(self) -> None:
        self.batches.shuffle()
        self.arithmetic.total.zero_()
        self.seen = 0

    def go_on(self, start: ResumePoint) -> None:
        """Go on where an interrupted fit stood."""
        self._place(start.network, self.device)
        self.judge.best = lambda: start.network
        self.step, self.begun_at, self.seconds = start.step, start.step, start.seconds

    def run(self, report: Callable[[FitProgress], None]) -> None:
        reported, before = time.monotonic(), self.seconds
        started = reported - before  # moves on by the time a report takes: pauses do not count
        fraction = max(self.step / self.schedule.steps, self.seconds / self.schedule.seconds)
        finishing: tuple[float, int] | None = None
        while fraction < 1:
            self._step_within_memory(fraction)
            now = time.monotonic()
            if self.step - self.begun_at <= profile_of(self.device).warmup_steps:
                started = now - before
            self.seconds = now - started
            fraction = max(self.step / self.schedule.steps, self.seconds / self.schedule.seconds)
            if finishing is not None:
                left = (self.step - finishing[1]) / (WARM_UP + FINISH_SHARE * finishing[1])
                fraction = max(fraction, finishing[0] + (1 - finishing[0]) * left)
            fraction = max(fraction, self.at_least)
            if self.batches.over:
                self._look_back()
                best = min(self.judge.best_decibels)
                if best >= self.schedule.decibels:
                    # What is to be rounded is good enough only when it is so rounded.
                    waits = self.rounding is not None and not self.rounds
                    self.at_least = ROUND_FROM if waits else 1.0
                if self.schedule.exact and self._exact():
                    self.at_least = fraction = 1.0
                if best >= self.schedule.enough and self.step >= 10 * WARM_UP:  # before, luck
                    finishing = finishing or (fraction, self.step)
                self._begin_pass()
            if fraction >= 1 and self.schedule.exact and not self._exact():
                self.note = "not-exact"
            if now - reported >= REPORT_EVERY or fraction >= 1:
                try:
                    report(self._moment(min(1.0, fraction)))
                except FinishNow:
                    finishing = finishing or (fraction, self.step)
                reported = time.monotonic()
                started += reported - now

    def _step_within_memory(self, fraction: float) -> None:
        try:
            self._step(fraction)
        except RuntimeError as error:
            if not out_of_memory(error):
                raise
            if self.chunk > LEAST_CHUNK:
                self.chunk = max(LEAST_CHUNK, self.chunk // 2)
                self.note = "memory-short"
                self.arithmetic.make_room(self.chunk)
            elif self.device.type != "cpu":
                self.note = "to-processor"
                self.chunk = min(PROFILES["cpu"].chunk, self.batches.size)
                self._place(self.judge.best(), torch.device("cpu"))
            else:
                raise OutOfMemoryError(NO_MEMORY) from error

    def _step(self, fraction: float) -> None:
        if self.rounding is not None and fraction >= ROUND_FROM and not self.rounds:
            self.rounds = True
            self.judge.forget()
        early = fraction < COARSE_UNTIL and max(self.judge.decibels) < self.coarse_below
        warm = min(1.0, (self.step - self.begun_at + 1) / WARM_UP)
        rate = self.rate * warm * (1 - min(1.0, fraction))  # a cosine is 0.3 to 0.7 dB behind a straight line
        batch, kind = self.batches.current, Kind(early and not self.rounds, self.rounds)
        self.arithmetic(batch, rate * self.matrix_lr, rate * self.schedule.adam_lr, kind)
        self.batches.advance()
        self.seen, self.step = self.seen + batch[2].numel(), self.step + 1

    def _look_back(self) -> None:
        """At the end of a pass: keep the best weights, or go back to them where the numbers went wrong."""
        if not self.judge.goes_on(self._losses(), self._snapshot):
            self.rate /= 2
            self.rounds = False
            self.note = "stepped-back"
            self._place(self.judge.best(), self.device)

    def _losses(self) -> Tensor:
        return self.judge.losses(self.arithmetic.total, self.seen)

    def _exact(self) -> bool:
        """Whether every value comes out as the one of 256 that it is; of what is whole."""
        inputs, targets = self.batches.inputs[0], self.batches.targets[0]
        return exact(self._network().to(self.device), inputs, targets, self.media[0].peak, self.arithmetic.shown)

    def _moment(self, fraction: float) -> FitProgress:
        now, note, self.note = self.arithmetic, self.note, None
        losses = self._losses() if self.seen else self.judge.latest
        count = len(self.media)
        decibels = sum(self.judge.in_decibels(losses)) / count
        first = Siren(tuple(now.weights), tuple(now.biases)).unstack(count)[0]
        view = field(first, self.frequencies[0], self.device, self.tiling)
        shown = lambda: now.shown[: len(self.media[0].values)].cpu().numpy()  # noqa: E731
        return FitProgress(
            fraction, self.step, float(losses.mean()), decibels, self.device.type, self.seconds, shown, view,
            self._network, note,
        )  # fmt: skip

    def _network(self) -> Siren:
        """The network as it is now."""
        return self._snapshot()()

    def _snapshot(self) -> Callable[[], Siren]:
        """What gives the weights as they are now, on the processor, frozen ones exactly as they came."""
        kept, frozen, mask = self.arithmetic.snapshot(self.rounds), self.frozen, self.mask
        return kept if mask is None else lambda: frozen.replaced(kept(), mask)

    def result(self) -> list[FitResult]:
        """The networks at the end of the schedule, which are the best there were but for a diverged end."""
        network = self._network()
        if not all(bool(torch.isfinite(t).all()) for t in network.tensors()):
            network = self.judge.best()
        each = zip(network.unstack(len(self.media)), self.judge.best_decibels, strict=True)
        return [FitResult(one, self.step, best) for one, best in each]


class Options(TypedDict, total=False):
    """What a fit can be told besides; `report` hears of it all the time, and what it raises ends it.

    With a `tiling` of more than one tile a network is a stack, and each of it is fitted to the samples of its tile.
    `resumed` is where a fit of the same networks that was interrupted goes on; its optimisers begin anew, which costs
    it a few steps.
    """

    mask: Siren | None
    rounding: QuantGrid | None
    device: torch.device | None
    report: Callable[[FitProgress], None] | None
    generator: torch.Generator | None
    resumed: ResumePoint | None
    tiling: Tiling | None


def fit(
    network: Siren, samples: Samples, frequency: tuple[float, ...], schedule: Schedule, **options: Unpack[Options]
) -> FitResult:
    """Fit the network to the samples; where `mask` is zero it comes back bit for bit as it was.

    Raises OutOfMemoryError where even small pieces on the processor do not fit, and DivergedError where numbers stop
    being finite again and again.
    """
    return fit_stacked([network], [samples], [frequency], schedule, **options)[0]


def fit_stacked(
    networks: Sequence[Siren],
    media: Sequence[Samples],
    frequencies: Sequence[tuple[float, ...]],
    schedule: Schedule,
    **options: Unpack[Options],
) -> list[FitResult]:
    """Fit equal networks to equally many samples each, all at once; none of them has a part in another's gradient.

    The schedule ends when all are as good as it asks for: one may become better than alone. Masks and rounding, and
    covers that are to be exact, are for one network.
    """
    network, place = Siren.stack(networks), options.get("device") or torch.device("cpu")
    resumed, report = options.get("resumed"), options.get("report") or (lambda _: None)
    with ThreadPool(threads()) as crew:

        def begun(device: torch.device) -> FitLoop:
            return FitLoop(
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
            running.note = "to-processor"
        if resumed is not None and resumed.network.architecture == network.architecture:
            running.go_on(resumed)
        running.run(report)
        return running.result()
