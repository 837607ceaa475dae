"""A fit that is told to finish now ends soon and well; one that waits in its report loses no time."""

import math
import threading

import numpy as np
import pytest
import torch

from engine.fit.loop import fit
from engine.fit.schedule import Schedule
from engine.media import Image
from engine.progress import FinishNow
from engine.siren import Architecture, Siren


def picture() -> Image:
    y, x = np.mgrid[0:32, 0:32]
    return Image(np.stack([x * 8, y * 8, 255 - x * 4], axis=2).astype(np.uint8))


def start():
    medium = picture()
    network = Siren.random(Architecture(2, 3, 32, 4), 1.5, torch.Generator().manual_seed(1))
    return network, medium.samples(), medium.frequency


def test_enough_ends_with_a_tenth_more_steps_and_a_proper_decay():
    moments = []

    def report(moment):
        moments.append(moment)
        if moment.step >= 100:
            raise FinishNow

    fitted = fit(*start(), Schedule(steps=10**6, batch=256), report=report)
    asked = next(m.step for m in moments if m.step >= 100)
    assert asked < fitted.steps <= asked * 1.1 + 22
    assert moments[-1].fraction == 1
    assert fitted.decibels > next(m.decibels for m in moments if m.step >= 100)


def test_what_a_report_raises_comes_out_untouched():
    with pytest.raises(ZeroDivisionError, match="mine"):
        fit(
            *start(),
            Schedule(steps=10**6, batch=256),
            report=lambda _: (_ for _ in ()).throw(ZeroDivisionError("mine")),
        )


def test_a_report_that_waits_takes_nothing_from_the_time():
    paused = threading.Event()

    def report(_):
        if not paused.is_set():
            paused.wait(1.5)  # longer than the whole schedule
            paused.set()

    fitted = fit(*start(), Schedule(steps=10**9, seconds=1.0, batch=256), report=report)
    unpaused = fit(*start(), Schedule(steps=10**9, seconds=1.0, batch=256))
    assert fitted.steps > unpaused.steps / 4
    assert math.isfinite(fitted.decibels)
