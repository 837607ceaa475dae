"""A fit goes on from a resume point as if it had never been interrupted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.fit.loop import fit
from engine.fit.task import FitProgress, ResumePoint
from engine.progress import FinishNow
from tests.engine.fit.common import ARCHITECTURE, SAMPLES, SCHEDULE, UNSCALED, seeded
from tests.engine.tiny import random_siren, same

WHOLE = replace(SCHEDULE, steps=40, batch_size=256)  # every step has all samples, so that their order does not matter
pytestmark = pytest.mark.usefixtures("always_reporting")


def point_at(step: int) -> ResumePoint:
    points: list[ResumePoint] = []

    def report(progress: FitProgress) -> None:
        if progress.step == step:
            points.append(progress.resume_point())

    fit(random_siren(ARCHITECTURE), SAMPLES, UNSCALED, WHOLE, report=report, generator=seeded())
    return points[0]


@pytest.mark.parametrize("step", [3, 20, 39])
def test_bit_by_bit_it_ends_where_it_would_have_ended(step: int) -> None:
    uninterrupted = fit(random_siren(ARCHITECTURE), SAMPLES, UNSCALED, WHOLE, generator=seeded())
    resumed = fit(random_siren(ARCHITECTURE, 1), SAMPLES, UNSCALED, WHOLE, resume=point_at(step))
    assert same(resumed.network, uninterrupted.network)
    assert (resumed.steps, resumed.decibels) == (uninterrupted.steps, uninterrupted.decibels)


def test_without_the_optimizers_state_it_would_not() -> None:
    uninterrupted = fit(random_siren(ARCHITECTURE), SAMPLES, UNSCALED, WHOLE, generator=seeded())
    bare = replace(point_at(20), optimizer=None)
    assert not same(
        fit(random_siren(ARCHITECTURE), SAMPLES, UNSCALED, WHOLE, resume=bare).network, uninterrupted.network
    )


def test_a_fit_that_was_told_to_finish_still_finishes() -> None:
    points: list[ResumePoint] = []
    long = replace(WHOLE, steps=10_000)

    def finish(progress: FitProgress) -> None:
        if progress.step == 12:
            points.append(progress.resume_point())
        if progress.step == 10:
            raise FinishNow

    told = fit(random_siren(ARCHITECTURE), SAMPLES, UNSCALED, long, report=finish)
    assert fit(random_siren(ARCHITECTURE), SAMPLES, UNSCALED, long, resume=points[0]).steps == told.steps < 50
