"""A7: an attempt to take a secret out without the key: guess its units, slice them out, look, improve the guess.

In the paper's layout only the set of a secret's units is secret, their order is not; whoever guesses the set
sees the secret. A sealed file has no such set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import torch

from engine.media import Image
from engine.recipe import MIN_WIDTH
from engine.siren import Architecture, Siren
from engine.steganalysis.bicluster import Bicluster, refined
from engine.steganalysis.features import Features, lattice, thinned
from engine.steganalysis.statistics import TINY, Values
from engine.vault import paper_layout

PIXELS: Final = 48 * 48  # of a guess; a second for a hundred of them at width 192
SIDE: Final = 48  # where the cover is no picture
LOOKS: Final = 240  # guesses that are looked at in all
RANDOM: Final = 8  # of them at random: what any slice of this network looks like
POWERS: Final = (1, 2, 4)
CLIMBS: Final = 2
DOUBTFUL: Final = 4  # units on each side of the line that are tried on the other
MOST_INPUTS: Final = 3
MOST_OUTPUTS: Final = 4
FLAT: Final = 3.0  # kurtosis of the steps between neighbours in noise; in pictures and sounds it is far more


@dataclass(frozen=True, slots=True, eq=False)
class Extraction:
    """What was seen: its pixels (H, W, C), how natural they are, and of what: the units of the highest scores."""

    pixels: Values
    naturalness: float
    scores: tuple[Values, ...]
    architecture: Architecture

    def picture(self) -> Image:
        """What was found, its brightness stretched over what can be seen."""
        low, high = np.percentile(self.pixels, (0.5, 99.5))
        stretched = np.clip((self.pixels - low) / max(float(high - low), TINY), 0, 1)
        return Image(np.rint(stretched * 255).astype(np.uint8))


def extract(look: Features, step: Callable[[float], None] = lambda _: None) -> Extraction:
    """Slice the units that stand out, render them, and climb towards what looks more natural.

    `step` hears the part of the work that is done, and may raise. It takes at most LOOKS renderings of a network
    of the secret's size.
    """
    return _Search(look, step).climbed()


def sliced(look: Features, scores: list[Values]) -> Extraction:
    """What is seen of the units with the highest scores, as they are: no climbing."""
    return _Search(look, lambda _: None).first(scores)


class _Search:
    def __init__(self, look: Features, step: Callable[[float], None]) -> None:
        self._network, self._stego, self._step = look.network, look.arch, step
        grid = look.stego.settings.grid
        self._shape = (
            grid.shape if len(grid.shape) == 2 else grid.shape[1:] if "fps" in grid.constants else (SIDE, SIDE)
        )
        self._chains = [refined(look.matrices, list(look.chain.scores), look.chain.strength, p) for p in POWERS]
        self._looked, self._most, self._usual = 0, LOOKS, dict[Architecture, float]()

    def first(self, scores: list[Values]) -> Extraction:
        """The most natural of the guesses at what kind of thing the secret is."""
        kinds = self._kinds(self._chains[0], self._chains[0].width)
        return max((self._seen(scores, kind) for kind in kinds), key=lambda e: e.naturalness)

    def climbed(self) -> Extraction:
        """From the best of all guesses, exchange units one by one for as long as that looks more natural."""
        guesses = [
            self._seen(chain.scores, kind)
            for chain in self._chains
            for width in (chain.width, chain.width + 1, chain.width - 1)
            for kind in self._kinds(chain, width)
        ]
        guesses.sort(key=lambda e: -e.naturalness)
        for place, guess in enumerate(guesses[:CLIMBS]):
            self._most = self._looked + (LOOKS - self._looked) // (CLIMBS - place)
            guesses.append(self._climb(guess))
        return max(guesses, key=lambda e: e.naturalness)

    def _climb(self, found: Extraction) -> Extraction:
        improved = True
        while improved and self._looked < self._most:
            improved = False
            for layer in self._doubtful_first():
                for exchanged in self._exchanges(found, layer):
                    if self._looked >= self._most:
                        break
                    tried = self._seen(exchanged, found.architecture)
                    if tried.naturalness > found.naturalness:
                        found, improved = tried, True
                        break
        return found

    def _kinds(self, chain: Bicluster, width: int) -> list[Architecture]:
        """What kinds of picture a secret may be: still or moving, grey or colour.

        With more inputs or outputs than the cover it stands in as few units of the first or the last layer as it
        has of them (3.2), which shows.
        """
        stego, counts = self._stego, [int(labels.sum()) for labels in chain.labels]
        inputs = [i for i in range(2, MOST_INPUTS + 1) if i <= stego.in_features] or [2]
        if stego.in_features < counts[0] <= MOST_INPUTS:
            inputs = [counts[0]]
        outputs = [o for o in (3, 1) if o <= stego.out_features]
        if stego.out_features < counts[-1] <= MOST_OUTPUTS:
            outputs = [counts[-1]]
        width = min(max(width, MIN_WIDTH), stego.width - 1)
        deep = [(i, o, max(2, paper_layout.hidden_layers(i, o, stego))) for i in inputs for o in outputs]
        return [Architecture(i, o, width, hidden, output_bias=False) for i, o, hidden in deep]

    def _doubtful_first(self) -> list[int]:
        """The first layer and the last have one matrix less to tell their units by."""
        return [0, self._stego.hidden - 1, *range(1, self._stego.hidden - 1)]

    def _exchanges(self, found: Extraction, layer: int) -> Iterator[list[Values]]:
        """Guesses in which one unit of a layer is exchanged for one that was left out, the most doubtful first."""
        score, width = found.scores[layer], found.architecture.width
        order = np.argsort(-score, kind="stable")
        inside, outside = order[max(0, width - DOUBTFUL) : width], order[width : width + DOUBTFUL]
        for drop, take in sorted(product(inside, outside), key=lambda pair: float(score[pair[0]] - score[pair[1]])):
            other = list(found.scores)
            other[layer] = score.copy()
            other[layer][[drop, take]] = score[[take, drop]]
            yield other

    def _seen(self, scores: Sequence[Values], kind: Architecture) -> Extraction:
        """A guess, looked at."""
        self._looked += 1
        self._step(min(1.0, self._looked / LOOKS))
        pixels = self._rendered(_sliced(self._network, scores, kind))
        # A slice that is no louder than any other says nothing, however odd its tails.
        if kind not in self._usual:
            self._usual[kind] = self._loudness(kind)
        louder = float(np.clip(np.log(_rms(pixels) / self._usual[kind]), 0, 1))
        return Extraction(pixels, louder * tails(pixels), tuple(scores), kind)

    def _rendered(self, secret: Siren) -> Values:
        """One picture of it (H, W, C): of what moves or has depth, the middle."""
        places = lattice(self._shape, PIXELS)
        more = secret.architecture.in_features - 2
        inputs = torch.cat([torch.zeros(len(places), more), places], dim=1)
        shape = thinned(self._shape, PIXELS)
        return secret(inputs).numpy().astype(np.float64).reshape(*shape, -1)

    def _loudness(self, kind: Architecture) -> float:
        """The root mean square of what slices at random show: a trained one is louder, at any size."""
        chance, found = np.random.default_rng(0), []
        for _ in range(RANDOM):
            scores = [chance.random(self._stego.width) for _ in range(self._stego.hidden)]
            found.append(_rms(self._rendered(_sliced(self._network, scores, kind))))
        return float(np.median(found))


def tails(pixels: Values) -> float:
    """How heavy the tails of the steps between neighbours are, in logarithms: 0 for noise, 1 and more for pictures."""
    steps = np.concatenate([np.diff(pixels, axis=axis).ravel() for axis in (0, 1)])
    square = np.square(steps - steps.mean())
    return float(np.log((np.square(square).mean() + TINY) / (FLAT * square.mean() ** 2 + TINY)))


def _rms(pixels: Values) -> float:
    return float(np.sqrt(np.square(pixels - pixels.mean(axis=(0, 1))).mean()) + TINY)


def _sliced(network: Siren, scores: Sequence[Values], architecture: Architecture) -> Siren:
    """The secret that would stand there, were the units of the highest scores its own (3.3)."""
    orders = [torch.from_numpy(np.argsort(-s, kind="stable")) for s in scores]
    weights, biases, last = [], [], len(network.weights) - 1
    for layer, (weight, bias) in enumerate(zip(network.weights, network.biases, strict=True)):
        rows = weight[orders[layer]] if layer < last else weight
        weights.append(rows[:, orders[layer - 1]] if layer else rows)
        biases.append(bias[orders[layer]] if layer < last else bias)
    return paper_layout.extract(Siren(tuple(weights), tuple(biases)), paper_layout.Placement(architecture, 0))
