"""Splitting numbers in two, and what is a pattern."""

from __future__ import annotations

import numpy as np
import pytest

from engine.steganalysis.statistics import contrast, double_centred, explained, over_shuffled, split, standardised

CHANCE = np.random.default_rng(5)


def test_two_heaps_are_told_apart_exactly() -> None:
    values = np.array([0.1, 9.0, 0.3, 8.7, 0.2])
    labels, share = split(values)
    assert labels.tolist() == [False, True, False, True, False]
    assert share > 0.99


def test_of_normal_numbers_a_split_explains_two_thirds() -> None:
    assert split(CHANCE.normal(size=4000))[1] == pytest.approx(2 / np.pi, abs=0.02)


@pytest.mark.parametrize("values", [np.zeros(5), np.ones(1), np.array([2.0, 2.0])])
def test_what_does_not_vary_is_one_group(values: np.ndarray) -> None:
    labels, share = split(values)
    assert not labels.any()
    assert share == 0
    assert standardised(values).tolist() == [0.0] * len(values)


def test_rows_and_columns_alone_are_no_pattern() -> None:
    rows, cols = CHANCE.normal(size=(6, 1)), CHANCE.normal(size=(1, 5))
    assert np.abs(double_centred(rows + cols)).max() < 1e-12


def test_the_contrast_of_a_block_is_the_log_of_its_power() -> None:
    matrix = np.ones((6, 6))
    inside = np.array([True, True, False, False, False, False])
    matrix[:2, :2] = 3
    assert contrast(matrix, inside, inside) == pytest.approx(np.log(9))
    assert contrast(matrix, ~inside & inside, inside) == 0


def test_what_groups_explain_is_counted_beyond_chance() -> None:
    labels = np.arange(200) < 80
    assert explained(np.where(labels, 1.0, 2.0), labels) == pytest.approx(1, abs=0.01)
    assert abs(np.mean([explained(CHANCE.normal(size=200), labels) for _ in range(300)])) < 1e-3
    assert explained(np.ones(200), labels) == 0


def test_order_shows_against_the_same_numbers_shuffled() -> None:
    assert over_shuffled(CHANCE.normal(size=(60, 60))) == pytest.approx(1, abs=0.1)
    assert over_shuffled(np.outer(CHANCE.normal(size=60), CHANCE.normal(size=60))) > 2
