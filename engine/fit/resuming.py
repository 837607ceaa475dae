"""Where a fit stands, as a value, and how a fit goes on from there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.fit.task import ResumePoint

if TYPE_CHECKING:
    from engine.fit.loop import FitLoop


def resume_point_of(loop: FitLoop) -> ResumePoint:
    """Where the fit stands.  Its parameters are not quantized: many a step is finer than the grid."""
    trained, mask = loop.train_step.snapshot(quantize=False)(), loop.task.mask
    return ResumePoint(
        trained if mask is None else trained.where(mask, loop.initial_network), loop.step, loop.seconds,
        loop.train_step.optimizer_state(), loop.lr_scale, tuple(loop.best.latest_db), loop.ending.skipped_to,
        loop.ending.finishing_from,
    )  # fmt: skip


def resume(loop: FitLoop, point: ResumePoint) -> None:
    """Let a new loop go on where an interrupted fit stood; the epoch it was in begins anew."""
    loop.set_up(point.network, loop.device)
    loop.best.restore = lambda: point.network
    if point.decibels:
        loop.best.latest_db = loop.best.best_db = list(point.decibels)
    loop.step, loop.first_step, loop.seconds, loop.lr_scale = point.step, point.step, point.seconds, point.lr_scale
    loop.ending = replace(loop.ending, skipped_to=point.skipped_to, finishing_from=point.finishing_from)
    loop.warm_up_from = point.step
    if point.optimizer is not None:
        loop.train_step.load_optimizer_state(point.optimizer)
        loop.warm_up_from = 0
