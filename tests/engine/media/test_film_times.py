"""Frames are shown at their time, on as few pictures as that takes."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media.film_times import timing


def _plan(times: list[float], last: float = 0.0, fps: float = 25.0, has_sound: bool = False):
    return timing(np.array(times, dtype=float), last, len(times), fps, has_sound, 512)


def test_even_frames_have_the_rate_of_the_file():
    plan = _plan([round(i * 1.001 / 24, 3) for i in range(48)], 0.042, 24000 / 1001)
    assert (plan.even, plan.count, plan.fps) == (True, 48, 24000 / 1001)


def test_few_pictures_stay_few():
    plan = _plan([0, 5, 10], 5.0, 0.2)
    assert (plan.even, plan.count, plan.seconds) == (True, 3, pytest.approx(15))
    assert _plan([0, 3], 3.0, 0.33).seconds == pytest.approx(6)
    assert _plan([0], 7.0, 25).seconds == pytest.approx(7)


def test_uneven_pictures_lie_on_the_coarsest_lattice_that_shows_each_at_its_time():
    plan = _plan([0, 5, 7], 5.0, 0.25)
    assert (plan.even, plan.count, plan.fps) == (False, 12, pytest.approx(1))
    assert plan.shown(3).tolist() == [0] * 5 + [1] * 2 + [2] * 5


def test_a_last_picture_that_stays_is_uneven():
    assert _plan([0, 1, 2], 10.0, 1).seconds == pytest.approx(12)
    assert _plan([0, 1, 2], 10.0, 1).shown(3).tolist() == [0, 1, *[2] * 10]


def test_pictures_that_begin_after_the_sound_hold_the_first():
    plan = _plan([1 + i / 20 for i in range(60)], 0.05, 20, has_sound=True)
    assert (plan.start, plan.seconds) == (0, pytest.approx(4))
    assert plan.shown(60)[:22].tolist() == [0] * 21 + [1]
    small = _plan([0.04 + i / 20 for i in range(60)], 0.05, 20, has_sound=True)
    assert (small.start, small.even, small.count) == (0.04, True, 60)
    silent = _plan([1 + i / 20 for i in range(60)], 0.05, 20)
    assert (silent.start, silent.even) == (1, True)


def test_times_that_are_missing_or_all_the_same_are_not_believed():
    for times in ([], [0.0] * 50):
        plan = timing(np.array(times), 0.0, 50, 25.0, False, 512)
        assert (plan.even, plan.count, plan.fps) == (True, 50, 25)


def test_jitter_is_even_and_a_gap_is_not():
    random = np.random.default_rng(0)
    times = np.arange(300) / 30 + random.uniform(-0.008, 0.008, 300)
    assert _plan(sorted(times), 0.033, 30).even
    gap = [*(np.arange(100) / 30), *(np.arange(100) / 30 + 6)]
    plan = _plan(gap, 1 / 30, 21)
    assert not plan.even
    assert plan.seconds == pytest.approx(6 + 100 / 30, abs=0.05)
