"""Attacks on gradients, activations and outputs: A3, A4, A5, A10, A11. Of a stack, each averages over its tiles."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Doubles
from engine.fit.gradient import Gradient
from engine.fit.optimizer import Adam
from engine.fit.thread_pool import ThreadPool
from engine.media.dct import coefficients_for
from engine.steganalysis.bicluster import find_bicluster
from engine.steganalysis.features import Features
from engine.steganalysis.statistics import TINY, explained_variance
from engine.steganalysis.tile import CHUNK_SIZE, TileFeatures, to_doubles

STEPS: Final = 8  # of fine-tuning
LEARNING_RATE: Final = 1e-5
NEGLIGIBLE: Final = 1e-3  # of the power shown: coefficients that together hold less are not counted


def gradients(features: Features) -> float:
    """A3: block pattern of the loss gradient in all hidden matrices, plus how its biases tell the two groups apart."""

    def pattern(tile: TileFeatures) -> list[float]:
        gradient = tile.loss_gradient
        biases = to_doubles(gradient.biases[: len(tile.biases)])
        return [find_bicluster(to_doubles(gradient.weights[1:-1])).contrast, _explained_by_groups(tile, biases)]

    contrast, explained = features.mean_over_tiles(pattern)
    return max(contrast, 0.0) + explained


def fine_tuning(features: Features) -> float:
    """A4: how differently two groups of units move while the network is fine-tuned on its own quantised outputs."""

    def explained(tile: TileFeatures) -> list[float]:
        return [_explained_by_groups(tile, _moved_by_fine_tuning(tile), first=1)]

    return features.width_normalised(features.mean_over_tiles(explained)[0], 1)


def correlations(features: Features) -> float:
    """A5: how much more units correlate within the two groups than between them, plus how their importance differs."""

    def statistics(tile: TileFeatures) -> list[float]:
        importance = [np.log(i + TINY) for i in tile.unit_importance]
        return [_correlation_within_groups(tile) + _explained_by_groups(tile, importance)]

    return features.mean_over_tiles(statistics)[0]


def network_size(features: Features) -> float:
    """A10: how oversized the network is: the log of its parameters per DCT coefficient of what it shows."""
    shown = [tile.quantised_outputs.numpy().reshape(*features.tile_shape, -1) for tile in features.tiles]
    negligible = NEGLIGIBLE * float(np.mean([np.square(values).mean() for values in shown]))
    coefficients = sum(coefficients_for(values, values.ndim - 1, negligible) for values in shown)
    parameters = features.architecture.parameter_count / features.architecture.tiles * len(shown)
    return float(np.log(parameters / coefficients))


def idle_units(features: Features) -> float:
    """A11: how unequally the units of a layer matter: the standard deviation of their log importance."""

    def deviation(tile: TileFeatures) -> list[float]:
        return [float(np.mean([np.std(np.log(importance + TINY)) for importance in tile.unit_importance]))]

    return features.mean_over_tiles(deviation)[0]


def _moved_by_fine_tuning(tile: TileFeatures) -> list[Doubles]:
    """How far the weights of each unit (D,) move on average, for each hidden matrix."""
    weights = [w.clone() for w in tile.network.weights]
    biases = [b.clone() for b in tile.network.biases]
    tensors = [*weights, *biases]
    adam = Adam(tensors, None)
    with ThreadPool() as pool:  # torch's own threads would spin
        gradient = Gradient(weights, biases, min(CHUNK_SIZE, len(tile.inputs)), pool)
        for _ in range(STEPS):
            gradient(weights, biases, tile.inputs, tile.quantised_outputs)
            adam.step([*gradient.grads.weights, *gradient.grads.biases], [LEARNING_RATE] * len(tensors))
    return [
        np.abs((after - before).numpy().astype(np.float64)).mean(axis=1)
        for after, before in zip(weights[1:-1], tile.network.weights[1:-1], strict=True)
    ]


def _correlation_within_groups(tile: TileFeatures) -> float:
    """The mean correlation within the bicluster's groups relative to that between them, less 1."""
    excess = []
    for activations, labels in zip(tile.activations, tile.bicluster.labels, strict=True):
        correlation = np.abs(np.corrcoef(activations.T + 0.0)) if len(activations) > 2 else np.eye(len(labels))
        same_group = np.outer(labels, labels) | np.outer(~labels, ~labels)
        off_diagonal = ~np.eye(len(labels), dtype=bool)
        correlation = np.nan_to_num(correlation)  # (D, D)
        if (~same_group).any():
            between = correlation[~same_group].mean() + TINY
            excess.append(float(correlation[same_group & off_diagonal].mean() / between - 1))
    return float(np.mean(excess)) if excess else 0.0


def _explained_by_groups(tile: TileFeatures, values: list[Doubles], first: int = 0) -> float:
    """The variance of a per-unit value that the bicluster's groups explain, averaged over the layers from `first`."""
    labels = tile.bicluster.labels[first:]
    return float(np.mean([explained_variance(np.abs(v), group) for v, group in zip(values, labels, strict=True)]))
