"""Offloading: what is done where the helper process cannot start, lacks memory, dies or takes too long."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from engine.errors import OutOfMemoryError, TooLongError
from engine.media import helper_process, offload as offload_module
from engine.media.distance import signed_distance, signed_distance_here
from engine.media.offload import offload


def test_where_no_process_starts_it_is_done_here(tmp_path, monkeypatch, ball):
    points = np.random.default_rng(0).uniform(-1, 1, (20_000, 3))
    monkeypatch.setattr(helper_process, "helper_command", lambda: [str(tmp_path / "no such program")])
    assert offload("distance", points=points.astype(np.float32)) is None
    vertices = ball.vertices / np.abs(ball.vertices).max()
    assert np.array_equal(
        signed_distance(points, vertices, ball.faces), signed_distance_here(points, vertices, ball.faces)
    )
    assert ball.compare(ball) == {"iou": 1, "chamfer": pytest.approx(0, abs=1e-6)}


def test_too_little_memory_is_told(monkeypatch, ball):
    code = (
        "import engine.media.helper as h, sys; h.TASKS['likeness'] = lambda _: [0] * 10**15; "
        "sys.exit(h.helper_main(sys.argv[1:]))"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(OutOfMemoryError):
        ball.compare(ball)


def test_a_process_that_dies_is_our_bug(monkeypatch, ball):
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(ValueError, match="no header"):
        ball.compare(ball)


def test_a_process_that_takes_too_long_is_an_error_a_person_can_act_on(monkeypatch, ball):
    monkeypatch.setattr(offload_module, "TIMEOUT", 0.5)
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(TooLongError, match=r"longer than 0\.5 seconds"):
        ball.compare(ball)


def test_a_result_that_is_too_large_is_too_little_memory(monkeypatch, ball):
    code = "import sys; sys.stdout.buffer.write(bytes(1 << 20))"
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    monkeypatch.setattr(
        offload_module, "run_helper", lambda *a, **named: helper_process.run_helper(*a, **named, most=1000)
    )
    with pytest.raises(OutOfMemoryError):
        ball.compare(ball)
