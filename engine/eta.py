"""Pace: how fast a fit goes, from what it says of itself."""

from __future__ import annotations

from engine.fit.schedule import FitProgress

HALF_LIFE = 3.0  # working seconds after which what was measured of a fit's pace counts half
MEASURED = 0.5  # working seconds from which on a pace is believed: the first steps are slow


class RateMeter:
    """How fast one fit goes: fractions and steps in a working second, the last moments counting most."""

    def __init__(self) -> None:
        self._seconds = self._fraction = self._steps = 0.0
        self._last: FitProgress | None = None

    def take(self, moment: FitProgress) -> None:
        """Look at one more moment; pauses are no working time, which is what a moment counts."""
        last, self._last = self._last, moment
        if last is None:
            return
        passed = moment.seconds - last.seconds
        keep = 0.5 ** (passed / HALF_LIFE)
        self._seconds = keep * self._seconds + passed
        self._fraction = keep * self._fraction + moment.fraction - last.fraction
        self._steps = keep * self._steps + moment.step - last.step

    @property
    def fractions(self) -> float:
        """Of the whole fit in a second; 0 while too little is known."""
        return self._fraction / self._seconds if self._seconds > MEASURED else 0.0

    @property
    def steps(self) -> float:
        """In a second; 0 while too little is known."""
        return self._steps / self._seconds if self._seconds > MEASURED else 0.0
