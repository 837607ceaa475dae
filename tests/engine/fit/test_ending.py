"""Every way to end, and what they do together, without a fit and without a clock."""

from __future__ import annotations

import itertools
import math
from dataclasses import FrozenInstanceError, replace

import pytest

from engine.fit.ending import FINISH_SHARE, FINISH_STEPS, PLATEAU_STEPS, QUANTIZE_FROM, Ending
from engine.fit.schedule import Schedule

SCHEDULE = Schedule(steps=1000, seconds=50.0, target_db=40.0, plateau_db=54.0)
ENDING = Ending(SCHEDULE)


def last_step(ending: Ending, start: int = 0) -> int:
    """The first step after which the fit is over, where time does not pass."""
    return next(step for step in itertools.count(start) if ending.fraction(step, 0.0) >= 1)


def test_by_steps_or_by_seconds_whichever_is_over_first() -> None:
    assert ENDING.fraction(0, 0.0) == 0
    assert ENDING.fraction(250, 5.0) == 0.25
    assert ENDING.fraction(250, 45.0) == 0.9
    assert ENDING.fraction(1000, 0.0) == ENDING.fraction(0, 50.0) == 1
    assert ENDING.fraction(1500, 0.0) > 1


def test_without_a_limit_of_either_kind_the_other_one_counts() -> None:
    assert Ending(Schedule(steps=100)).fraction(50, 1e9) == 0.5
    assert Ending(Schedule(steps=math.inf, seconds=10.0)).fraction(10**9, 5.0) == 0.5


@pytest.mark.parametrize(("step", "fraction"), [(0, 0.0), (30, 0.03), (500, 0.5)])
def test_to_finish_soon_takes_a_tenth_of_the_steps_and_twenty_more(step: int, fraction: float) -> None:
    ending = ENDING.finish_soon(step, fraction)
    assert ending.fraction(step, 0.0) == fraction  # nothing is skipped: the learning rate goes on from where it was
    assert last_step(ending, step) - step == FINISH_STEPS + FINISH_SHARE * step
    fractions = [ending.fraction(s, 0.0) for s in range(step, last_step(ending, step) + 1)]
    differences = [b - a for a, b in itertools.pairwise(fractions)]
    assert min(differences) == pytest.approx(max(differences))  # a straight line


def test_to_finish_soon_is_never_longer_than_the_schedule() -> None:
    assert last_step(ENDING.finish_soon(990, 0.99), 990) == 1000
    assert ENDING.finish_soon(100, 0.1).fraction(105, 50.0) == 1


def test_whoever_asks_to_finish_again_changes_nothing() -> None:
    ending = ENDING.finish_soon(100, 0.1)
    assert ending.finish_soon(110, 0.5) == ending


def test_what_was_skipped_to_is_never_taken_back() -> None:
    ending = ENDING.skip_to(0.6)
    assert ending.fraction(10, 0.0) == ending.skip_to(0.2).fraction(10, 0.0) == 0.6
    assert ending.fraction(700, 0.0) == 0.7
    assert ending.skip_to(1.0).fraction(10, 0.0) == 1


def test_the_target_ends_a_fit_at_once() -> None:
    assert ENDING.after_epoch(30, 0.03, 39.9) == ENDING
    assert ENDING.after_epoch(30, 0.03, 40.0).fraction(31, 0.0) == 1


def test_with_quantization_ahead_the_target_skips_to_it_and_then_counts_again() -> None:
    ending = ENDING.after_epoch(30, 0.03, 45.0, quantization_ahead=True)
    assert ending.fraction(31, 0.0) == QUANTIZE_FROM
    assert ending.after_epoch(40, QUANTIZE_FROM, 39.0) == ending  # quantized, it is not as good
    assert ending.after_epoch(40, QUANTIZE_FROM, 40.0).fraction(41, 0.0) == 1


def test_a_plateau_finishes_soon_but_not_in_the_first_steps() -> None:
    schedule = replace(SCHEDULE, target_db=math.inf)
    early = Ending(schedule).after_epoch(PLATEAU_STEPS - 1, 0.2, 60.0)
    late = Ending(schedule).after_epoch(PLATEAU_STEPS, 0.2, 54.0)
    assert early == Ending(schedule)
    assert late == Ending(schedule).finish_soon(PLATEAU_STEPS, 0.2)
    assert Ending(schedule).after_epoch(PLATEAU_STEPS, 0.2, 53.9) == Ending(schedule)


def test_a_plateau_after_somebody_asked_to_finish_changes_nothing() -> None:
    ending = Ending(replace(SCHEDULE, target_db=math.inf)).finish_soon(100, 0.1)
    assert ending.after_epoch(PLATEAU_STEPS, 0.5, 60.0) == ending


def test_an_exact_fit_trains_in_half_of_its_time_and_in_all_of_its_steps() -> None:
    exact = Ending(Schedule(steps=100, seconds=10, exact=True))
    assert exact.fraction(0, 2.5) == 0.5
    assert exact.fraction(50, 0.0) == 0.5


def test_target_and_plateau_together_end_it_at_once() -> None:
    assert ENDING.after_epoch(300, 0.3, 60.0).fraction(301, 0.0) == 1


def test_while_it_finishes_the_target_the_steps_and_the_seconds_still_count() -> None:
    ending = ENDING.finish_soon(500, 0.5)
    assert ending.after_epoch(510, 0.57, 41.0).fraction(511, 0.0) == 1
    assert ending.fraction(510, 49.0) == 0.98
    skipped = ending.after_epoch(505, 0.53, 41.0, quantization_ahead=True)
    assert skipped.fraction(506, 0.0) == QUANTIZE_FROM
    assert last_step(skipped, 506) == last_step(ending, 506)


def test_an_ending_is_a_value() -> None:
    ending = Ending(SCHEDULE)
    assert (ending.skip_to(0.5), ending.finish_soon(3, 0.1)) != (ending, ending)
    assert ending == Ending(SCHEDULE)
    with pytest.raises(FrozenInstanceError):
        ending.skipped_to = 1.0  # type: ignore[misc]
