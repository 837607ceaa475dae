"""Attacks on the weights alone: A1, A2, A6, A8, A9. Of a stack, each is the mean over its tiles."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.stats import ks_2samp

from engine.arrays import Doubles
from engine.steganalysis.energy import split_by_energy, standardised_within
from engine.steganalysis.features import Features
from engine.steganalysis.statistics import TINY, double_centred, explained_variance, spectral_norm_ratio
from engine.steganalysis.tile import TileFeatures

# The variance that a split by energy explains beyond chance comes to 0.04 at most in files with nothing hidden, and to
# 0.02 to 0.15 in unsealed ones; other statistics of units reach 0.3 in files with nothing hidden.
ENERGY_WEIGHT: Final = 5.0


def block_pattern(features: Features) -> float:
    """A1: the strongest row-column interaction in |W|, log |W| and W^2, beyond chance; 0 means none."""
    transforms = (np.abs, lambda m: np.log(np.abs(m) + TINY), np.square)

    def ratios(tile: TileFeatures) -> list[float]:
        return [
            float(np.median([spectral_norm_ratio(double_centred(t(m))) for m in tile.matrices])) for t in transforms
        ]

    return features.width_normalised(max(features.mean_over_tiles(ratios)) - 1)


def unit_statistics(features: Features) -> float:
    """A2: how clearly the units of a layer are two groups, by their energies or by other statistics of the bicluster's.

    These are bias, kurtosis and distance to the layer's weights. Norm and largest weight would say nothing new: the
    bicluster was found by them.
    """
    return max(
        ENERGY_WEIGHT * energy_excess(features),
        features.width_normalised(max(features.mean_over_tiles(_variances_by_group)), 1),
    )


def energy_excess(features: Features) -> float:
    """What a split of the units by energy explains beyond chance and beyond the vault that the file says it has."""
    energies, vault = np.stack([tile.energies for tile in features.tiles]), features.vault
    if vault is None:
        return split_by_energy(energies).excess(features.stego.settings.vault)
    units = vault.units[[tile.index for tile in features.tiles]]
    return split_by_energy(standardised_within(energies, units)).excess()


def layer_contrast(features: Features) -> float:
    """A6: whether the same units stand out in layer after layer: the contrast of the bicluster's blocks."""
    return features.width_normalised(features.mean_over_tiles(lambda tile: [tile.bicluster.contrast])[0])


def first_layer_frequencies(features: Features) -> float:
    """A8: the Kolmogorov-Smirnov distance of the frequencies |W(0)| between the two groups of units."""
    return features.mean_over_tiles(lambda tile: [_frequency_distance(tile)])[0]


def spectrum(features: Features) -> float:
    """A9: the median over the matrices of the largest singular value relative to shuffled weights; 0 means none."""

    def ratio(tile: TileFeatures) -> list[float]:
        return [float(np.median([spectral_norm_ratio(m) for m in tile.matrices]))]

    return features.width_normalised(features.mean_over_tiles(ratio)[0] - 1)


def _variances_by_group(tile: TileFeatures) -> list[float]:
    """The variances of bias, kurtosis and distance to the layer that the bicluster's groups explain."""
    variances = []
    for layer, labels in enumerate(tile.bicluster.labels):
        statistics = [np.abs(tile.biases[layer])]
        if layer > 0:
            rows = tile.matrices[layer - 1]
            statistics += [_kurtosis(rows), _distance_to_layer(rows)]
        variances.append([explained_variance(statistic, labels) for statistic in statistics])
    by_bias = float(np.mean([v[0] for v in variances]))
    return [by_bias, *(float(mean) for mean in np.mean([v[1:] for v in variances[1:]], axis=0))]


def _frequency_distance(tile: TileFeatures) -> float:
    frequencies = np.linalg.norm(tile.network.weights[0].numpy().astype(np.float64), axis=1)  # (D,)
    labels = tile.bicluster.labels[0]
    if labels.all() or not labels.any():
        return 0.0
    # Scaled by the standard error of groups of these sizes.
    count = labels.sum() * (~labels).sum() / len(labels)
    return float(ks_2samp(frequencies[labels], frequencies[~labels]).statistic * np.sqrt(count))


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
