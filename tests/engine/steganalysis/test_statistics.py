"""Clustering in one dimension, and measures of patterns in matrices."""

from __future__ import annotations

import numpy as np
import pytest

from engine.steganalysis.statistics import (
    block_contrast,
    double_centred,
    explained_variance,
    levelled,
    spectral_norm_ratio,
    standardised,
    two_means,
)

RANDOM = np.random.default_rng(5)


def test_two_separate_clusters_are_told_apart_exactly() -> None:
    values = np.array([0.1, 9.0, 0.3, 8.7, 0.2])
    labels, share = two_means(values)
    assert labels.tolist() == [False, True, False, True, False]
    assert share > 0.99


def test_two_clusters_explain_two_thirds_of_a_normal_distribution() -> None:
    assert two_means(RANDOM.normal(size=4000))[1] == pytest.approx(2 / np.pi, abs=0.02)


@pytest.mark.parametrize("values", [np.zeros(5), np.ones(1), np.array([2.0, 2.0])])
def test_equal_values_are_one_cluster(values: np.ndarray) -> None:
    labels, share = two_means(values)
    assert not labels.any()
    assert share == 0
    assert standardised(values).tolist() == [0.0] * len(values)


def test_rows_and_columns_alone_are_no_interaction() -> None:
    rows, columns = RANDOM.normal(size=(6, 1)), RANDOM.normal(size=(1, 5))
    assert np.abs(double_centred(rows + columns)).max() < 1e-12


def test_the_contrast_of_a_block_is_the_log_ratio_of_mean_squares() -> None:
    matrix = np.ones((6, 6))
    inside = np.array([True, True, False, False, False, False])
    matrix[:2, :2] = 3
    assert block_contrast(matrix, inside, inside) == pytest.approx(np.log(9))
    assert block_contrast(matrix, ~inside & inside, inside) == 0


def test_a_levelled_matrix_has_one_distribution_in_all_its_blocks() -> None:
    matrix, rows, columns = RANDOM.normal(size=(60, 60)), np.arange(60) < 40, np.arange(60) % 2 == 0
    louder = matrix * np.where(np.outer(rows, columns), 3, 1)
    assert block_contrast(louder, rows, columns) > 2
    level = levelled(louder, rows, columns)
    assert abs(block_contrast(level, rows, columns)) < 0.05
    assert np.array_equal(np.sign(level), np.sign(matrix))
    inside = np.outer(rows, columns)
    assert np.array_equal(np.argsort(np.abs(level[inside])), np.argsort(np.abs(matrix[inside])))


def test_explained_variance_counts_only_what_is_beyond_chance() -> None:
    labels = np.arange(200) < 80
    assert explained_variance(np.where(labels, 1.0, 2.0), labels) == pytest.approx(1, abs=0.01)
    assert abs(np.mean([explained_variance(RANDOM.normal(size=200), labels) for _ in range(300)])) < 1e-3
    assert explained_variance(np.ones(200), labels) == 0


def test_a_pattern_raises_the_largest_singular_value_above_that_of_shuffled_entries() -> None:
    assert spectral_norm_ratio(RANDOM.normal(size=(60, 60))) == pytest.approx(1, abs=0.1)
    assert spectral_norm_ratio(np.outer(RANDOM.normal(size=60), RANDOM.normal(size=60))) > 2
