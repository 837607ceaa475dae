"""A secret of the published method is extracted without the key; a sealed file gives nothing."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media import Image
from engine.steganalysis.extraction import MAX_EVALUATIONS, ExtractionSearch, extract, plane_of, tail_weight
from engine.steganalysis.features import Features

from .conftest import drawing, sealed_file


def correlation(pixels: np.ndarray, image: Image) -> float:
    """Correlation of two images in grey."""
    return float(np.corrcoef(pixels.mean(axis=2).ravel(), image.pixels.mean(axis=2).ravel())[0, 1])


def test_an_unsealed_image_is_extracted_without_the_key(unsealed: Features) -> None:
    extraction = extract(unsealed)
    assert correlation(extraction.pixels, drawing()) > 0.9
    image = extraction.image()
    assert image.pixels.shape[:2] == (32, 32)
    assert correlation(image.pixels.astype(float), drawing()) > 0.9


def test_hill_climbing_improves_on_a_guess_with_a_wrong_unit(unsealed: Features) -> None:
    [tile] = unsealed.tiles
    scores = [s.copy() for s in tile.bicluster.scores]
    order = np.argsort(-scores[0])
    width = tile.bicluster.width
    scores[0][[order[width - 1], order[width]]] = scores[0][[order[width], order[width - 1]]]
    search = ExtractionSearch(tile, *plane_of(unsealed), width)
    wrong = [search.evaluate(scores, architecture) for architecture in search.architectures(tile.bicluster, width)]
    assert max(guess.naturalness for guess in wrong) < extract(unsealed).naturalness


def test_nothing_natural_is_extracted_from_a_sealed_file(unsealed: Features) -> None:
    extractions = [extract(sealed_file(seed)) for seed in (30, 31)]
    assert max(e.naturalness for e in extractions) < extract(unsealed).naturalness / 3
    assert max(abs(correlation(e.pixels, drawing())) for e in extractions) < 0.5


def test_the_search_takes_a_bounded_number_of_evaluations_and_can_be_stopped(sealed: Features) -> None:
    fractions: list[float] = []
    extract(sealed, fractions.append)
    assert len(fractions) <= MAX_EVALUATIONS + 40
    assert fractions == sorted(fractions)

    def stop(fraction: float) -> None:
        if fraction > 0.1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        extract(sealed, stop)


def test_images_have_heavier_tails_than_noise() -> None:
    assert tail_weight(drawing().pixels.astype(np.float64)) > 1
    assert abs(tail_weight(np.random.default_rng(0).normal(size=(64, 64, 3)))) < 0.15
    assert tail_weight(np.zeros((8, 8, 1))) <= 0
