"""Attacks on gradients, activations and outputs: A3, A4, A5, A10, A11."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Doubles
from engine.fit.optimizer import Adam
from engine.media.dct import coefficients_for
from engine.siren import Siren
from engine.steganalysis.bicluster import find_bicluster
from engine.steganalysis.features import POINTS, Features, coarse_shape, mse_gradient, to_doubles
from engine.steganalysis.statistics import TINY, explained_variance

STEPS: Final = 8  # of fine-tuning
LEARNING_RATE: Final = 1e-5
NEGLIGIBLE: Final = 1e-3  # of the power shown: coefficients that together hold less are not counted


def gradients(features: Features) -> float:
    """A3: block pattern of the loss gradient in all hidden matrices, plus how its biases tell the two groups apart."""
    gradient = features.loss_gradient
    biases = to_doubles(gradient.biases[: features.architecture.hidden])
    contrast = find_bicluster(to_doubles(gradient.weights[1:-1])).contrast
    return max(contrast, 0.0) + _explained_by_groups(features, biases)


def fine_tuning(features: Features) -> float:
    """A4: how differently two groups of units move while the network is fine-tuned on its own quantised outputs."""
    weights = [w.clone() for w in features.network.weights]
    biases = [b.clone() for b in features.network.biases]
    tensors = [*weights, *biases]
    adam = Adam(tensors, None)
    for _ in range(STEPS):
        gradient = mse_gradient(Siren(tuple(weights), tuple(biases)), features.inputs, features.quantised_outputs)
        adam.step([*gradient.weights, *gradient.biases], [LEARNING_RATE] * len(tensors))
    moved = [
        np.abs((after - before).numpy().astype(np.float64)).mean(axis=1)
        for after, before in zip(weights[1:-1], features.network.weights[1:-1], strict=True)
    ]
    return features.width_normalised(_explained_by_groups(features, moved, first=1), 1)


def correlations(features: Features) -> float:
    """A5: how much more units correlate within the two groups than between them, plus how their importance differs."""
    excess = []
    for activations, labels in zip(features.activations, features.bicluster.labels, strict=True):
        correlation = np.abs(np.corrcoef(activations.T + 0.0)) if len(activations) > 2 else np.eye(len(labels))
        same_group = np.outer(labels, labels) | np.outer(~labels, ~labels)
        off_diagonal = ~np.eye(len(labels), dtype=bool)
        correlation = np.nan_to_num(correlation)  # (D, D)
        if (~same_group).any():
            between = correlation[~same_group].mean() + TINY
            excess.append(float(correlation[same_group & off_diagonal].mean() / between - 1))
    mean_excess = float(np.mean(excess)) if excess else 0.0
    return mean_excess + _explained_by_groups(features, [np.log(i + TINY) for i in features.unit_importance])


def network_size(features: Features) -> float:
    """A10: how oversized the network is: the log of its parameters per DCT coefficient of what it shows."""
    grid = features.stego.settings.grid
    shown = features.quantised_outputs.numpy().reshape(*coarse_shape(grid.shape, POINTS), -1)
    coefficients = coefficients_for(shown, shown.ndim - 1, NEGLIGIBLE * float(np.square(shown).mean()))
    return float(np.log(features.architecture.parameter_count / coefficients))


def idle_units(features: Features) -> float:
    """A11: how unequally the units of a layer matter: the standard deviation of their log importance."""
    return float(np.mean([np.std(np.log(importance + TINY)) for importance in features.unit_importance]))


def _explained_by_groups(features: Features, values: list[Doubles], first: int = 0) -> float:
    """The variance of a per-unit value that the bicluster's groups explain, averaged over the layers from `first`."""
    labels = features.bicluster.labels[first:]
    return float(np.mean([explained_variance(np.abs(v), group) for v, group in zip(values, labels, strict=True)]))
