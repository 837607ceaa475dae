"""Attacks on the numbers alone: A1, A2, A6, A8, A9."""

from __future__ import annotations

import numpy as np
from scipy.stats import ks_2samp

from engine.steganalysis.features import Features
from engine.steganalysis.statistics import TINY, Values, double_centred, explained, over_shuffled


def blocks(look: Features) -> float:
    """A1: the strongest pattern of rows and columns in |W|, log |W| and W^2, beyond chance; 0 is none."""
    shapes = (np.abs, lambda m: np.log(np.abs(m) + TINY), np.square)
    found = (np.median([over_shuffled(double_centred(f(m))) for m in look.matrices]) for f in shapes)
    return look.beyond_chance(max(float(f) for f in found) - 1)


def units(look: Features) -> float:
    """A2: how well two groups of units are told apart by their own numbers: bias, kurtosis, distance to the layer.

    The groups are those of the chain; norm and largest weight, by which it was found, would say nothing new.
    """
    found = []
    for layer, labels in enumerate(look.chain.labels):
        own = [np.abs(look.biases[layer])]
        if layer > 0:
            rows = look.matrices[layer - 1]
            own += [_kurtosis(rows), _distance(rows)]
        found.append([explained(statistic, labels) for statistic in own])
    by_rows = np.mean([f[1:] for f in found[1:]], axis=0)
    return look.beyond_chance(max(float(np.mean([f[0] for f in found])), *map(float, by_rows)), 1)


def layers(look: Features) -> float:
    """A6: whether the units that stand out in one layer do so in the next: the contrast of blocks that share them."""
    return look.beyond_chance(look.chain.contrast)


def frequencies(look: Features) -> float:
    """A8: the histogram of the first layer's frequencies |W(0)|, of the two groups of units (Kolmogorov-Smirnov)."""
    found = np.linalg.norm(look.network.weights[0].numpy().astype(np.float64), axis=1)
    labels = look.chain.labels[0]
    if labels.all() or not labels.any():
        return 0.0
    # In units of what chance gives groups of these sizes.
    count = labels.sum() * (~labels).sum() / len(labels)
    return float(ks_2samp(found[labels], found[~labels]).statistic * np.sqrt(count))


def spectrum(look: Features) -> float:
    """A9: the largest singular value of a matrix over that of the same weights shuffled; 0 is no pattern."""
    return look.beyond_chance(float(np.median([over_shuffled(m) for m in look.matrices])) - 1)


def _kurtosis(rows: Values) -> Values:
    """Of the weights of each unit."""
    square = np.square(rows - rows.mean(axis=1, keepdims=True))
    found: Values = np.square(square).mean(axis=1) / np.square(square.mean(axis=1) + TINY)
    return found


def _distance(rows: Values) -> Values:
    """Of each unit's weights from those of the whole layer: the largest gap between their distributions."""
    everything = np.sort(rows.ravel())
    places = np.searchsorted(everything, np.sort(rows, axis=1)) / len(everything)
    steps = np.arange(rows.shape[1]) / rows.shape[1]
    gaps: Values = np.abs(places - steps).max(axis=1)
    return gaps
