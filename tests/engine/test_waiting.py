"""Cancellation points: a long call ends where nobody waits for it any more, also between its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

import engine
from engine.waiting import cancellation_point
from tests.engine.tiny import picture, tiny


class Stop(Exception):
    pass


@pytest.fixture
def visits() -> Iterator[list[int]]:
    """How often somebody was asked; a second entry is the visit at which the call is to end."""
    visits = [0]

    def visit() -> None:
        visits[0] += 1
        if visits[0] in visits[1:]:
            raise Stop

    token = engine.while_waiting.set(visit)
    yield visits
    engine.while_waiting.reset(token)


def test_nobody_is_asked_by_default() -> None:
    cancellation_point()


def photo(side: int) -> engine.Image:
    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    return engine.Image(pixels)


@pytest.mark.parametrize(
    "call",
    [
        lambda: engine.hide(engine.plan([picture()], picture(), tiny()), engine.Key.generate()),
        lambda: engine.forecast(engine.plan([photo(200)], photo(200), tiny())),
        lambda: photo(300).compare(photo(300)),
        lambda: engine.judge(photo(300), photo(299)),
    ],
    ids=["hide", "forecast", "compare", "judge"],
)
def test_a_call_without_reports_can_be_ended(visits: list[int], call: Callable[[], object]) -> None:
    visits.append(2)
    with pytest.raises(Stop):
        call()


def test_a_stack_can_be_ended_before_its_first_step(visits: list[int]) -> None:
    """To sort a million samples into tiles takes longer than a step."""
    reports: list[engine.Progress] = []
    plan = engine.plan([], photo(200), tiny())
    visits.append(1)
    with pytest.raises(Stop):
        engine.hide(plan, engine.Key.generate(), report=reports.append)
    assert not [progress for progress in reports if progress.step]
