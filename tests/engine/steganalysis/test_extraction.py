"""A secret of the published method is taken out without the key; a sealed file gives nothing."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media import Image
from engine.steganalysis.extraction import LOOKS, extract, sliced, tails
from engine.steganalysis.features import Features

from .conftest import drawing, sealed_file


def closeness(found: np.ndarray, image: Image) -> float:
    """Correlation of two pictures in grey."""
    return float(np.corrcoef(found.mean(axis=2).ravel(), image.pixels.mean(axis=2).ravel())[0, 1])


def test_an_unsealed_picture_comes_out_without_the_key(unsealed: Features) -> None:
    found = extract(unsealed)
    assert closeness(found.pixels, drawing()) > 0.9
    picture = found.picture()
    assert picture.pixels.shape[:2] == (32, 32)
    assert closeness(picture.pixels.astype(float), drawing()) > 0.9


def test_a_wrong_guess_of_some_units_is_climbed_out_of(unsealed: Features) -> None:
    scores = [s.copy() for s in unsealed.chain.scores]
    order = np.argsort(-scores[0])
    width = unsealed.chain.width
    scores[0][[order[width - 1], order[width]]] = scores[0][[order[width], order[width - 1]]]
    wrong = sliced(unsealed, scores)
    assert wrong.naturalness < extract(unsealed).naturalness


def test_a_sealed_file_gives_no_picture(unsealed: Features) -> None:
    found = [extract(sealed_file(seed)) for seed in (30, 31)]
    assert max(f.naturalness for f in found) < extract(unsealed).naturalness / 3
    assert max(abs(closeness(f.pixels, drawing())) for f in found) < 0.5


def test_it_takes_a_bounded_number_of_looks_and_can_be_stopped(sealed: Features) -> None:
    heard: list[float] = []
    extract(sealed, heard.append)
    assert len(heard) <= LOOKS + 40
    assert heard == sorted(heard)

    def enough(part: float) -> None:
        if part > 0.1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        extract(sealed, enough)


def test_pictures_have_heavier_tails_than_noise() -> None:
    assert tails(drawing().pixels.astype(np.float64)) > 1
    assert abs(tails(np.random.default_rng(0).normal(size=(64, 64, 3)))) < 0.15
    assert tails(np.zeros((8, 8, 1))) <= 0
