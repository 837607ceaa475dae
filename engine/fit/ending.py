"""When a fit ends: a pure value, without torch and without a clock.

The learning rate falls in a straight line to zero over the *fraction* of the fit that is done, so every way to end is a
way to raise that fraction. There are five: the schedule's steps or its seconds are used up; the target quality is
reached; and, on a plateau or when a person says so (FinishNow), the rest of the line is taken in
a few more steps, because most of the quality comes while the learning rate falls.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from engine.fit.schedule import Schedule

QUANTIZE_FROM: Final = 0.6  # fraction from which the training is quantization-aware
# The short way to the end takes 20 steps and a tenth of the steps before it.
FINISH_STEPS: Final = 20
FINISH_SHARE: Final = 0.1
# Before this step no plateau counts. A flat picture reaches one in its first 40 steps; 200, a second at most, take it
# from 65 to 144 dB. The value is not sensitive: with 0, 60 or 600 every medium that was tried ends above its plateau.
PLATEAU_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Ending:
    """How much of a fit is done, and what has brought its end nearer so far."""

    schedule: Schedule
    skipped_to: float = 0.0  # at least this fraction is done
    finishing_from: tuple[int, float] | None = None  # step and fraction at which the short way to the end began

    def fraction(self, step: int, seconds: float) -> float:
        """The fraction of the fit that is done after these steps and seconds: from 1 on it is over."""
        schedule = self.schedule
        by_time = seconds / (schedule.seconds * schedule.training_share)
        fraction = max(step / schedule.steps, by_time, self.skipped_to)
        if self.finishing_from is not None:
            start_step, start_fraction = self.finishing_from
            part = (step - start_step) / (FINISH_STEPS + FINISH_SHARE * start_step)  # of the short way
            fraction = max(fraction, start_fraction + (1 - start_fraction) * part)
        return fraction

    def finish_soon(self, step: int, fraction: float) -> Ending:
        """The ending that takes the short way from here; whoever asks again changes nothing."""
        return self if self.finishing_from else replace(self, finishing_from=(step, fraction))

    def skip_to(self, fraction: float) -> Ending:
        """The ending of which at least this fraction is done."""
        return replace(self, skipped_to=max(self.skipped_to, fraction))

    def after_epoch(self, step: int, fraction: float, decibels: float, *, quantization_ahead: bool = False) -> Ending:
        """The ending after an epoch, given the best quality so far.

        With `quantization_ahead` the target was reached by weights that are not quantized yet: the fit skips to the
        point from which they are, and the target counts again from there.
        """
        ending = self
        if decibels >= self.schedule.target_db:
            ending = ending.skip_to(QUANTIZE_FROM if quantization_ahead else 1.0)
        if decibels >= self.schedule.plateau_db and step >= PLATEAU_STEPS:
            ending = ending.finish_soon(step, fraction)
        return ending
