"""The rate of a fit: of its training alone, most of all of its last seconds."""

from __future__ import annotations

import pytest

from engine.eta import HALF_LIFE, MIN_SECONDS, RateMeter
from engine.fit.task import FitProgress
from engine.siren import Siren


def progress(step: int, seconds: float, steps: int = 1000) -> FitProgress:
    def nothing() -> Siren:
        raise AssertionError("a rate needs no network")

    return FitProgress(step / steps, step, 0.1, 10.0, "cpu", seconds, nothing, nothing, nothing)  # type: ignore[arg-type]


def test_no_rate_is_known_before_half_a_second_of_training() -> None:
    meter = RateMeter()
    for seconds in (0.1, 0.3, 0.1 + MIN_SECONDS):
        meter.update(progress(round(seconds * 100), seconds))
        assert meter.steps_per_second == meter.fraction_per_second == 0
    meter.update(progress(100, 1.0))
    assert meter.steps_per_second > 0


def test_a_steady_rate_is_told_as_it_is() -> None:
    meter = RateMeter()
    for tenth in range(60):
        meter.update(progress(7 * tenth, tenth / 10))
    assert meter.steps_per_second == pytest.approx(70)
    assert meter.fraction_per_second == pytest.approx(0.07)


def test_what_was_before_the_first_report_does_not_count() -> None:
    meter = RateMeter()
    for tenth in range(20):  # a fit that was resumed at step 500 after 100 seconds
        meter.update(progress(500 + tenth, 100 + tenth / 10))
    assert meter.steps_per_second == pytest.approx(10)


def test_after_a_half_life_the_earlier_rate_counts_half() -> None:
    meter, step, seconds = RateMeter(), 0, 0.0
    for rate, duration in ((10, 60.0), (110, HALF_LIFE)):
        for _ in range(round(duration * 100)):
            step, seconds = step + rate, seconds + 0.01
            meter.update(progress(step, seconds))
    assert meter.steps_per_second == pytest.approx((1000 + 11000) / 2, rel=0.01)
