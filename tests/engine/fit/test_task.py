"""A task is a value that says all of what is trained on what."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from engine.fit.loop import fit, fit_stacked
from engine.fit.task import FitTask
from engine.media import Tiling
from tests.engine.fit.common import ARCHITECTURE, SAMPLES, SCHEDULE, UNSCALED, grids_of, seeded
from tests.engine.fit.test_loop import mask_of
from tests.engine.tiny import random_siren, same

NETWORK = random_siren(ARCHITECTURE)
SHORT = replace(SCHEDULE, steps=20)


def test_one_network_is_a_task_of_one() -> None:
    mask, grids = mask_of(vault=True), grids_of(NETWORK)
    task = FitTask([NETWORK], [SAMPLES], [UNSCALED], SHORT, mask=mask, quantization=grids)
    (result,) = fit_stacked(task, generator=seeded())
    alone = fit(NETWORK, SAMPLES, UNSCALED, SHORT, mask=mask, quantization=grids, generator=seeded())
    assert same(result.network, alone.network)
    assert (result.steps, result.decibels) == (alone.steps, alone.decibels)


def test_no_tiling_is_a_single_tile() -> None:
    task = FitTask([NETWORK], [SAMPLES], [UNSCALED], SHORT)
    one_tile = replace(task, tiling=Tiling.single(2))
    results = [fit_stacked(t, generator=seeded())[0].network for t in (task, one_tile)]
    assert same(*results)


def test_a_task_cannot_be_changed() -> None:
    task = FitTask([NETWORK], [SAMPLES], [UNSCALED], SHORT)
    with pytest.raises(FrozenInstanceError):
        task.mask = None  # type: ignore[misc]
