"""Attacks on the network at work: A3, A4, A5, A10, A11."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.fit.optimizer import Adam
from engine.media.dct import coefficients_for
from engine.siren import Siren
from engine.steganalysis.bicluster import chain
from engine.steganalysis.features import POINTS, Features, arrays, gradient, thinned
from engine.steganalysis.statistics import TINY, Values, explained

STEPS: Final = 8  # of fine-tuning
RATE: Final = 1e-5
FINE: Final = 1e-3  # of the power of what is shown: coefficients that together hold less are not counted


def slopes(look: Features) -> float:
    """A3: the gradient against the file's own picture in 8 bits: its pattern in all matrices, and in the biases."""
    weights = arrays(look.gradient.weights[1:-1])
    return max(chain(weights).contrast, 0.0) + _told(look, arrays(look.gradient.biases[: look.arch.hidden]))


def drift(look: Features) -> float:
    """A4: how differently two groups of units move while the network is fitted on to its own picture in 8 bits."""
    weights, biases = [w.clone() for w in look.network.weights], [b.clone() for b in look.network.biases]
    tensors = [*weights, *biases]
    adam = Adam(tensors, None)
    for _ in range(STEPS):
        found = gradient(Siren(tuple(weights), tuple(biases)), look.inputs, look.rounded)
        adam.step([*found.weights, *found.biases], [RATE] * len(tensors))
    moved = [
        np.abs((after - before).numpy().astype(np.float64)).mean(axis=1)
        for after, before in zip(weights[1:-1], look.network.weights[1:-1], strict=True)
    ]
    return look.beyond_chance(_told(look, moved, first=1), 1)


def correlations(look: Features) -> float:
    """A5: whether two groups of units speak of different things: correlations within and between, and effects."""
    found = []
    for activations, labels in zip(look.activations, look.chain.labels, strict=True):
        related = np.abs(np.corrcoef(activations.T + 0.0)) if len(activations) > 2 else np.eye(len(labels))
        within = np.outer(labels, labels) | np.outer(~labels, ~labels)
        apart = ~np.eye(len(labels), dtype=bool)
        related = np.nan_to_num(related)
        if (~within).any():
            found.append(float(related[within & apart].mean() / (related[~within].mean() + TINY) - 1))
    inner = float(np.mean(found)) if found else 0.0
    return inner + _told(look, [np.log(e + TINY) for e in look.effects])


def effort(look: Features) -> float:
    """A10: how large the network is for what it shows: log of its parameters for each coefficient of the cover."""
    shown = look.rounded.numpy().reshape(*thinned(look.stego.settings.grid.shape, POINTS), -1)
    return float(
        np.log(look.arch.parameters / coefficients_for(shown, shown.ndim - 1, FINE * float(np.square(shown).mean())))
    )


def idle(look: Features) -> float:
    """A11: how unequally what is shown depends on the units of a layer: the spread of their effects, in logarithms."""
    return float(np.mean([np.std(np.log(effect + TINY)) for effect in look.effects]))


def _told(look: Features, values: list[Values], first: int = 0) -> float:
    """How well a number of each unit tells the two groups of the chain, on average over the layers from `first`."""
    return float(np.mean([explained(np.abs(v), s) for v, s in zip(values, look.chain.labels[first:], strict=True)]))
