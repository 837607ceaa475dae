"""Attacks on the weights alone: A1, A2, A6, A8, A9."""

from __future__ import annotations

import numpy as np
from scipy.stats import ks_2samp

from engine.arrays import Doubles
from engine.steganalysis.features import Features
from engine.steganalysis.statistics import TINY, double_centred, explained_variance, spectral_norm_ratio


def block_pattern(features: Features) -> float:
    """A1: the strongest row-column interaction in |W|, log |W| and W^2, beyond chance; 0 means none."""
    transforms = (np.abs, lambda m: np.log(np.abs(m) + TINY), np.square)
    ratios = (np.median([spectral_norm_ratio(double_centred(t(m))) for m in features.matrices]) for t in transforms)
    return features.width_normalised(max(float(ratio) for ratio in ratios) - 1)


def unit_statistics(features: Features) -> float:
    """A2: how well bias, kurtosis and distance to the layer's weights tell the two groups of the bicluster apart.

    Norm and largest weight would say nothing new: the bicluster was found by them.
    """
    variances = []
    for layer, labels in enumerate(features.bicluster.labels):
        statistics = [np.abs(features.biases[layer])]
        if layer > 0:
            rows = features.matrices[layer - 1]
            statistics += [_kurtosis(rows), _distance_to_layer(rows)]
        variances.append([explained_variance(statistic, labels) for statistic in statistics])
    by_bias = float(np.mean([v[0] for v in variances]))
    by_rows = np.mean([v[1:] for v in variances[1:]], axis=0)
    return features.width_normalised(max(by_bias, *map(float, by_rows)), 1)


def layer_contrast(features: Features) -> float:
    """A6: whether the same units stand out in layer after layer: the contrast of the bicluster's blocks."""
    return features.width_normalised(features.bicluster.contrast)


def first_layer_frequencies(features: Features) -> float:
    """A8: the Kolmogorov-Smirnov distance of the frequencies |W(0)| between the two groups of units."""
    frequencies = np.linalg.norm(features.network.weights[0].numpy().astype(np.float64), axis=1)  # (D,)
    labels = features.bicluster.labels[0]
    if labels.all() or not labels.any():
        return 0.0
    # Scaled by the standard error of groups of these sizes.
    count = labels.sum() * (~labels).sum() / len(labels)
    return float(ks_2samp(frequencies[labels], frequencies[~labels]).statistic * np.sqrt(count))


def spectrum(features: Features) -> float:
    """A9: the median over the matrices of the largest singular value relative to shuffled weights; 0 means none."""
    return features.width_normalised(float(np.median([spectral_norm_ratio(m) for m in features.matrices])) - 1)


def _kurtosis(rows: Doubles) -> Doubles:
    """Kurtosis (D,) of the weights of each unit."""
    square = np.square(rows - rows.mean(axis=1, keepdims=True))
    kurtosis: Doubles = np.square(square).mean(axis=1) / np.square(square.mean(axis=1) + TINY)
    return kurtosis


def _distance_to_layer(rows: Doubles) -> Doubles:
    """Kolmogorov-Smirnov distance (D,) of each unit's weights to all weights of the layer."""
    layer = np.sort(rows.ravel())
    quantiles = np.searchsorted(layer, np.sort(rows, axis=1)) / len(layer)
    expected = np.arange(rows.shape[1]) / rows.shape[1]
    distances: Doubles = np.abs(quantiles - expected).max(axis=1)
    return distances
