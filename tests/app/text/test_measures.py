"""The words and grades of measures."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from app.text.measures import GRADES, brief, figures, verdict
from tests.app.drawn import corner, tone


def test_every_measure_has_a_sentence(rng: np.random.Generator, image: engine.Image) -> None:
    film = engine.Video(rng.integers(0, 255, (3, 16, 16, 3), np.uint8), 10.0)
    for medium in (image, tone(), film, corner()):
        same = medium.compare(medium)
        assert verdict(medium, same)[0] == "good"
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


def test_words_fit_who_compares(image: engine.Image) -> None:
    far = {"psnr": 9.0}
    assert "Choose a finer quality" in verdict(image, far)[1]
    assert "Choose" not in verdict(image, far, hidden=False)[1]
    assert "Exactly" in verdict(image, image.compare(image))[1]


def test_a_card_says_in_a_few_words_how_close_it_is(image: engine.Image) -> None:
    assert brief(image, {"psnr": 12.0, "ssim": 0.2}) == ("danger", "12.0 dB, much is lost")
    assert brief(image, {"psnr": 44.0}) == ("small", "44.0 dB, no difference")
    assert brief(corner(), {"iou": 0.97, "chamfer": 0.001}) == ("small", "IOU 0.970, very close")


def test_a_ruined_sound_is_told_of_a_film_that_looks_well(rng: np.random.Generator) -> None:
    film = engine.Video(rng.integers(0, 255, (3, 16, 16, 3), np.uint8), 10.0, tone())
    silent = film.compare(film.parts()[0])
    assert silent["snr"] == 0
    assert brief(film, silent) == ("danger", "SNR 0.0 dB, much is lost")
    assert verdict(film, silent) == ("danger", "No difference to the eye. Its sound: much is lost.")
    assert verdict(film, film.compare(film)) == ("good", "Exactly the same.")
    assert brief(film, {"psnr": 20.0, "snr": 50.0}) == ("danger", "20.0 dB, much is lost")


def test_what_could_not_be_measured_is_not_called_bad(image: engine.Image) -> None:
    role, said = verdict(image, {})
    assert role != "danger"
    assert "not be measured" in said
    assert brief(image, {}) == ("small", "not measured")
    assert figures(image, {}) == []
