"""Validation: the best weights are kept, and a training that diverges is noticed."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from engine.errors import DivergedError
from engine.fit.best_weights import DIVERGED_FACTOR, MAX_ROLLBACKS, BestWeights
from engine.media import Samples
from engine.siren import Siren
from tests.engine.tiny import picture

SAMPLES = [picture(16, phase=phase).samples() for phase in (0, 200)]
FIRST, SECOND = Siren((), ()), Siren((), ())


def test_the_weights_of_the_epoch_with_the_lowest_mean_loss_are_kept() -> None:
    best = BestWeights(SAMPLES[:1], FIRST)
    assert best.restore() is FIRST
    assert best.accept(torch.tensor([0.1]), lambda: lambda: SECOND)
    assert best.accept(torch.tensor([0.2]), lambda: lambda: FIRST)
    assert best.restore() is SECOND
    assert best.best_db == best.in_decibels(torch.tensor([0.1]))
    assert best.latest_db == best.in_decibels(torch.tensor([0.2]))


def test_after_a_reset_any_epoch_is_the_best() -> None:
    best = BestWeights(SAMPLES[:1], FIRST)
    best.accept(torch.tensor([0.1]), lambda: lambda: FIRST)
    best.reset()
    assert best.best_db == [0.0]
    assert best.accept(torch.tensor([0.3]), lambda: lambda: SECOND)
    assert best.restore() is SECOND


def test_one_of_several_that_diverges_is_noticed_though_the_mean_loss_fell() -> None:
    best = BestWeights(SAMPLES, FIRST)
    assert best.accept(torch.tensor([1e-6, 9.0]), lambda: lambda: SECOND)
    assert not best.accept(torch.tensor([3.0, 1.0]), lambda: lambda: FIRST)
    assert best.restore() is SECOND
    assert best.accept(torch.tensor([1e-6, 0.8]), lambda: lambda: FIRST)
    for _ in range(MAX_ROLLBACKS - 1):
        assert not best.accept(torch.tensor([1e-6, math.nan]), lambda: lambda: SECOND)
    with pytest.raises(DivergedError):
        best.accept(torch.tensor([1e-6, math.nan]), lambda: lambda: SECOND)


def test_a_loss_is_no_divergence_while_it_is_below_both_limits() -> None:
    mean_square = float(np.mean(SAMPLES[0].values ** 2))
    for best_loss, limit in ((1e-5, 1e-3 + 2 * mean_square), (mean_square, DIVERGED_FACTOR * mean_square)):
        best = BestWeights(SAMPLES[:1], FIRST)
        best.accept(torch.tensor([best_loss]), lambda: lambda: FIRST)
        assert best.accept(torch.tensor([0.99 * limit]), lambda: lambda: FIRST)
        assert not best.accept(torch.tensor([1.01 * limit]), lambda: lambda: FIRST)


def test_each_medium_is_measured_by_its_own_peak() -> None:
    loud, soft = (Samples(np.zeros((4, 1), np.float32), np.full((4, 1), peak, np.float32), peak) for peak in (1.0, 0.1))
    best = BestWeights([loud, soft], FIRST)
    losses = best.losses(torch.tensor([0.04, 0.04]), 8)  # sums over four values each
    assert losses.tolist() == pytest.approx([0.01, 0.01])
    assert best.in_decibels(losses) == pytest.approx([20, 0], abs=1e-4)


def test_losses_of_a_stack_are_means_over_the_tiles_of_each_medium() -> None:
    best = BestWeights(SAMPLES, FIRST)
    assert best.losses(torch.tensor([1.0, 3.0, 5.0, 7.0]), 16).tolist() == [0.5, 1.5]
