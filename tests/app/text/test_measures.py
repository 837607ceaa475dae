"""The sentences and grades of measures."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from app.text.measures import GRADES, figures
from tests.app.drawn import corner, tone


def test_every_measure_has_a_sentence(rng: np.random.Generator, image: engine.Image) -> None:
    film = engine.Video(rng.integers(0, 255, (3, 16, 16, 3), np.uint8), 10.0)
    for medium in (image, tone(), film, corner()):
        same = medium.compare(medium)
        for figure in figures(medium, same):
            assert figure.sentence
            assert (figure.grade, round(figure.position, 6)) == (3, 1.0)


@pytest.mark.parametrize("name", GRADES)
def test_better_numbers_stand_higher(name: str) -> None:
    worst, steps, best = GRADES[name]
    medium = tone() if name == "sound mae" else corner()
    measure = "mae" if name == "sound mae" else name
    positions = [figures(medium, {measure: value})[0].position for value in (worst, *steps, best)]
    assert positions == [0, 0.25, 0.5, 0.75, 1]
