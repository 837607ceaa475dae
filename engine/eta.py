"""How fast a fit goes, for the seconds that are left."""

from __future__ import annotations

from typing import Final

from engine.fit.task import FitProgress

HALF_LIFE: Final = 3.0  # seconds of training after which a measurement counts half
MIN_SECONDS: Final = 0.5  # of training, before which no rate is known: the first steps are slow


class RateMeter:
    """A fit's rate of progress: an exponential moving average over the seconds of its training."""

    def __init__(self) -> None:
        self._seconds = self._fraction = self._steps = 0.0
        self._last: FitProgress | None = None

    def update(self, progress: FitProgress) -> None:
        """Take in the next report of the fit.  Pauses do not count, as they are not in its seconds."""
        last, self._last = self._last, progress
        if last is None:
            return
        seconds = progress.seconds - last.seconds
        decay = 0.5 ** (seconds / HALF_LIFE)
        self._seconds = decay * self._seconds + seconds
        self._fraction = decay * self._fraction + progress.fraction - last.fraction
        self._steps = decay * self._steps + progress.step - last.step

    @property
    def fraction_per_second(self) -> float:
        """Of the whole fit; 0 while the rate is unknown."""
        return self._fraction / self._seconds if self._seconds > MIN_SECONDS else 0.0

    @property
    def steps_per_second(self) -> float:
        """0 while the rate is unknown."""
        return self._steps / self._seconds if self._seconds > MIN_SECONDS else 0.0
