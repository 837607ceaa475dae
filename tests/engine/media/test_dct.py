"""The N-term approximation in the cosine basis: how many coefficients, and how far off."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media.dct import coefficients_for, decorrelated, truncation_error


@pytest.fixture
def cosines():
    """A lattice (32, 32) that is the sum of three cosines of energy 4, 2 and 1 a point."""
    basis = [np.cos(np.pi * k * (np.arange(32) + 0.5) / 32) * np.sqrt(2) for k in range(4)]
    return 2 * np.outer(basis[1], basis[2]) + np.sqrt(2) * np.outer(basis[3], basis[1]) + np.outer(basis[2], basis[2])


def test_what_the_largest_coefficients_leave_out(cosines):
    errors = [truncation_error(cosines, 2, count) for count in range(4)]
    assert errors == pytest.approx([7, 3, 1, 0], abs=1e-4)


@pytest.mark.parametrize(("mean_square", "count"), [(8.0, 1), (5.0, 1), (2.9, 2), (0.9, 3), (1e-3, 3)])
def test_as_many_as_it_takes_and_at_least_one(cosines, mean_square, count):
    assert coefficients_for(cosines, 2, mean_square) == count


def test_only_the_axes_of_the_medium_are_transformed(cosines):
    twice = np.stack([cosines, cosines], axis=2)
    assert coefficients_for(twice, 2, 1e-3) == 6
    assert coefficients_for(decorrelated(twice), 2, 1e-3) == 3


def test_decorrelating_changes_no_energy():
    values = np.random.default_rng(0).normal(size=(20, 30, 3)) @ np.random.default_rng(1).normal(size=(3, 3))
    rotated = decorrelated(values)
    assert np.square(rotated).sum() == pytest.approx(np.square(values).sum(), rel=1e-5)
    correlation = np.corrcoef(rotated.reshape(-1, 3), rowvar=False)
    assert np.abs(correlation - np.eye(3)).max() < 1e-2
