"""The training loop of the masked fit (paper 3.2, 3.3): steps, validation after every epoch, early stopping, reports.

Networks of one architecture can be trained as a stack, each on its own medium; on a GPU this takes hardly longer than
training one. What the mask freezes comes back bit for bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.clock import awake_seconds
from engine.device import bfloat16_is_faster, profile_of, thread_count
from engine.fit.batches import Batches, batch_size_on, chunk_size_on
from engine.fit.best_weights import BestWeights
from engine.fit.ending import QUANTIZE_FROM, Ending
from engine.fit.evaluation import is_exact, solve_tiles
from engine.fit.quantization import QuantGrid
from engine.fit.render import siren_field
from engine.fit.resuming import resume as go_on, resume_point_of
from engine.fit.schedule import Schedule
from engine.fit.step import StepVariant, TrainStep
from engine.fit.task import FitProgress, FitReport, FitResult, FitTask, ResumePoint
from engine.fit.thread_pool import ThreadPool
from engine.media import Samples, Tiling
from engine.memory import is_out_of_memory, no_memory
from engine.progress import FinishNow, Note
from engine.siren import Siren, entropy_seeded_generator
from engine.waiting import cancellation_point

WARMUP_STEPS: Final = 20  # in which the learning rate rises from zero, while the optimizers' moments are young
MIN_CHUNK_SIZE: Final = 64  # samples: 2 MB of buffers at a width of 256, so smaller ones would free nothing
REPORT_EVERY: Final = 0.1  # seconds
# Fraction of a fit up to which gradients use low precision: photos at 37 and 42 dB lose nothing, at 55 dB 0.25 dB.
LOW_PRECISION_UNTIL: Final = 0.9
CPU: Final = torch.device("cpu")


class FitLoop:
    """Trains the networks of a task on one device: `run`, then `results`."""

    def __init__(
        self, task: FitTask, device: torch.device, pool: ThreadPool, generator: torch.Generator | None = None
    ) -> None:
        self.task, self.schedule, self.pool = task, task.schedule, pool
        self.initial_network = Siren.stack(task.networks)
        self.tiling = task.tiling or Tiling.single(task.samples[0].coordinates.shape[1])
        self.best, self.ending = BestWeights(task.samples, self.initial_network), Ending(task.schedule)
        self.batches = Batches(
            task.samples, task.coordinate_scales, self.tiling, batch_size_on(device, task.schedule.batch_size),
            generator or entropy_seeded_generator(), halo=not task.schedule.exact,
        )  # fmt: skip
        self.step = self.first_step = self.warm_up_from = 0  # a fit that is resumed has another first step
        self.seconds = 0.0
        self.lr_scale = 1.0  # halved at every divergence
        self.quantizing = False  # whether the forward pass uses quantized weights by now
        self.note: Note | None = None  # goes out with the next report
        self.solved_network: Siren | None = None
        width = self.initial_network.architecture.width
        self.chunk_size = min(chunk_size_on(device, width), self.batches.largest_batch)
        self.set_up(self.initial_network, device)

    def set_up(self, network: Siren, device: torch.device) -> None:
        """Start training this network on the device, with fresh optimizers."""
        self.device, width = device, network.architecture.width
        below, on_gpu = profile_of(device).low_precision_below, device.type != "cpu"
        self.low_precision_below = below if on_gpu or bfloat16_is_faster(width) else -math.inf
        self.low_updates_below = below if on_gpu or bfloat16_is_faster(width, square=True) else -math.inf
        self.batches.to(device)
        # The gradient of a first-layer weight is larger by the scale of its coordinate; for sound this is worth 10 dB.
        first_layer_lr = torch.tensor([1 / max(scale) for scale in self.task.coordinate_scales], device=device)  # (M,)
        pool = self.pool if device.type == "cpu" else ThreadPool()
        self.train_step = TrainStep(network, self.task, first_layer_lr, self.chunk_size, pool)
        self.matrix_lr = self.schedule.matrix_lr_for(width, in_blocks=self.train_step.frozen_units > 0)
        self._start_epoch()

    def _start_epoch(self) -> None:
        self.batches.start_epoch()
        self.train_step.squared_error.zero_()
        self.values_seen = 0

    def run(self, report: FitReport) -> None:
        """Train to the end.  What `report` raises comes out, but for FinishNow, which brings the end nearer."""
        reported, seconds_before = awake_seconds(), self.seconds
        started = reported - seconds_before  # moves on while a report waits, so that pauses do not count
        fraction = self.ending.fraction(self.step, self.seconds)
        while fraction < 1:
            cancellation_point()
            self._train_within_memory(fraction)
            now = awake_seconds()
            if self.step - self.first_step <= profile_of(self.device).warmup_steps:
                started = now - seconds_before
            self.seconds = now - started
            fraction = self.ending.fraction(self.step, self.seconds)
            if self.batches.exhausted:
                self._end_epoch(fraction)
            if now - reported >= REPORT_EVERY or fraction >= 1:
                self._report(report, fraction)
                reported = awake_seconds()
                started += reported - now
        if self.schedule.exact:
            self._solve(report)

    def _train_within_memory(self, fraction: float) -> None:
        """Train a step; where memory runs out, halve the chunks, then move to the CPU.  The batch is taken again."""
        try:
            self._train(fraction)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            if self.chunk_size > MIN_CHUNK_SIZE:
                self.chunk_size = max(MIN_CHUNK_SIZE, self.chunk_size // 2)
                self.note = "memory-short"
                self.train_step.set_chunk_size(self.chunk_size)
            elif self.device.type != "cpu":
                self.note = "to-processor"
                width = self.initial_network.architecture.width
                self.chunk_size = min(chunk_size_on(CPU, width), self.batches.largest_batch)
                self.set_up(self.best.restore(), CPU)
            else:
                raise no_memory(error) from error

    def _train(self, fraction: float) -> None:
        """One step with the next batch."""
        if self.task.quantization is not None and fraction >= QUANTIZE_FROM and not self.quantizing:
            self.quantizing = True
            self.best.reset()
        decibels = max(self.best.latest_db) if fraction < LOW_PRECISION_UNTIL else math.inf
        low_precision = decibels < self.low_precision_below and not self.quantizing
        low_updates = decibels < self.low_updates_below and (low_precision or self.device.type == "cpu")
        warmup = min(1.0, (self.step - self.warm_up_from + 1) / WARMUP_STEPS)
        lr = self.lr_scale * warmup * (1 - min(1.0, fraction))  # a cosine is 0.3 to 0.7 dB behind a straight line
        batch, adam_lr = self.batches.current, lr * self.schedule.adam_lr
        self.train_step(batch, lr * self.matrix_lr, adam_lr, StepVariant(low_precision, self.quantizing, low_updates))
        self.batches.advance()
        self.values_seen, self.step = self.values_seen + batch[1].numel(), self.step + 1

    def _end_epoch(self, fraction: float) -> None:
        """Validate the epoch and start the next one."""
        if not self.best.accept(self._losses(epoch_over=True), self._snapshot):
            self.lr_scale /= 2
            self.quantizing = False
            self.note = "stepped-back"
            self.set_up(self.best.restore(), self.device)
        self.ending = self.ending.after_epoch(
            self.step, fraction, min(self.best.best_db),
            quantization_ahead=self.task.quantization is not None and not self.quantizing,
        )  # fmt: skip
        self._start_epoch()

    def _report(self, report: FitReport, fraction: float) -> None:
        try:
            report(self._progress(min(1.0, fraction) * self.schedule.training_share))
        except FinishNow:
            self.ending = self.ending.finish_soon(self.step, fraction)

    def _losses(self, *, epoch_over: bool) -> Tensor:
        """The mean squared error of each medium (M,) in this epoch; at its end of each sample once, in its own tile."""
        losses = self.best.losses(self.train_step.squared_error, self.values_seen)
        if epoch_over and self.tiling.count > 1 and losses.isfinite().all():
            values = self.batches.sample_count * self.batches.targets.shape[-1]
            losses = self.best.losses(self.batches.squared_error(), values)
        return losses

    def _solve(self, report: FitReport) -> None:
        """End an exact fit: solve its tiles in the time that is left, and tell whether all values are right."""
        [samples], [scale], network = self.task.samples, self.task.coordinate_scales, self.results()[0].network
        share, trained, started = self.schedule.training_share, self.seconds, awake_seconds()

        def carry_on(done: float) -> bool:
            self.seconds = trained + awake_seconds() - started
            try:
                report(self._progress(share + (1 - share) * done))
            except FinishNow:
                return False
            return self.seconds < self.schedule.seconds

        self.solved_network = solve_tiles(network, self.task, self.tiling, self.pool, carry_on)
        shown = siren_field(self.solved_network, scale, self.device, self.tiling)(samples.coordinates)
        self.batches.show(torch.from_numpy(shown))
        self.best.accept(torch.tensor([np.square(shown - samples.values).mean()]), lambda: self._network)
        self.values_seen = 0  # the losses are those of the last epoch: this one
        self.note = None if is_exact(shown, samples) else "not-exact"
        report(self._progress(1.0))

    def _progress(self, fraction: float) -> FitProgress:
        step, note, self.note = self.train_step, self.note, None
        losses = self._losses(epoch_over=fraction >= 1) if self.values_seen else self.best.latest_losses
        count, rows = len(self.task.samples), len(self.task.samples[0].values)
        first = Siren(tuple(step.weights), tuple(step.biases)).unstack(count)[0]
        return FitProgress(
            fraction, self.step, float(losses.mean()), sum(self.best.in_decibels(losses)) / count, self.device.type,
            self.seconds, lambda: self.batches.shown()[:rows].cpu().numpy(),
            siren_field(first, self.task.coordinate_scales[0], self.device, self.tiling),
            partial(resume_point_of, self), note,
        )  # fmt: skip

    def _network(self) -> Siren:
        """The network as it is now."""
        return self._snapshot()() if self.solved_network is None else self.solved_network

    def _snapshot(self) -> Callable[[], Siren]:
        """A copy of the network as it is now; its call gives it on the CPU, frozen weights exactly as they came."""
        trained, mask, initial = self.train_step.snapshot(self.quantizing), self.task.mask, self.initial_network
        return trained if mask is None else lambda: trained().where(mask, initial)

    def results(self) -> list[FitResult]:
        """The networks at the end of the fit; the best ones instead, where the last steps diverged."""
        network = self._network()
        if not all(bool(torch.isfinite(t).all()) for t in network.tensors()):
            network = self.best.restore()
        networks = network.unstack(len(self.task.samples))
        return [FitResult(n, self.step, db) for n, db in zip(networks, self.best.best_db, strict=True)]


def fit_stacked(
    task: FitTask, *, device: torch.device = CPU, report: FitReport = lambda _: None,
    generator: torch.Generator | None = None, resume: ResumePoint | None = None,
) -> list[FitResult]:  # fmt: skip
    """Train all networks of the task at once; no network takes part in another's gradient.

    The fit goes on until all of them are as good as the schedule asks for, so one can become better than alone.
    `report` is called ten times a second. `resume` is where an interrupted fit of this architecture goes on.

    Raises OutOfMemoryError where even small chunks do not fit on the CPU, and DivergedError where training diverges
    again and again.
    """
    with ThreadPool(thread_count()) as pool:
        try:
            loop = FitLoop(task, device, pool, generator)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            if device.type == "cpu":
                raise no_memory(error) from error
            loop = FitLoop(task, CPU, pool, generator)
            loop.note = "to-processor"
        if resume is not None and resume.network.architecture == loop.initial_network.architecture:
            go_on(loop, resume)
        loop.run(report)
        return loop.results()


def fit(
    network: Siren, samples: Samples, coordinate_scale: tuple[float, ...], schedule: Schedule, *,
    tiling: Tiling | None = None, mask: Siren | None = None, quantization: Sequence[QuantGrid] | None = None,
    device: torch.device = CPU, report: FitReport = lambda _: None, generator: torch.Generator | None = None,
    resume: ResumePoint | None = None,
) -> FitResult:  # fmt: skip
    """Train one network; FitTask and `fit_stacked` tell of the options."""
    task = FitTask([network], [samples], [coordinate_scale], schedule, tiling, mask, quantization)
    return fit_stacked(task, device=device, report=report, generator=generator, resume=resume)[0]
