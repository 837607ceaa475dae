"""A7: an attempt to extract a secret without the key: guess its units, cut them out, render them, improve the guess.

In the paper's layout only the set of a secret's units is secret, not their order. Whoever guesses the set sees the
secret. A sealed file has no such set. Of a stack the most suspicious tiles are searched, each for a part of a secret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
import torch

from engine.arrays import Doubles
from engine.media import Image
from engine.recipe import MIN_WIDTH
from engine.siren import Architecture, Siren
from engine.steganalysis.bicluster import Bicluster, refine_bicluster
from engine.steganalysis.energy import membership_scores, split_by_energy
from engine.steganalysis.features import Features, coarse_coordinates, coarse_shape
from engine.steganalysis.statistics import TINY
from engine.steganalysis.tile import TileFeatures
from engine.vault import paper_layout

PIXELS: Final = 48 * 48  # of a rendered guess; a hundred of them take a second at width 192
SIDE: Final = 48  # pixels, if the cover is not an image or a video
MAX_EVALUATIONS: Final = 240  # guesses rendered of each network
MAX_TILES: Final = 8  # of a stack that are searched: half a second each
RANDOM_SLICES: Final = 8  # rendered once for each architecture: what any slice of this network looks like
POWERS: Final = (1, 2, 4)  # of |w|, for which the bicluster is refined
ENERGETIC_WIDTHS: Final = (0, 1, 2)  # units added to those of the largest energies, which are found too few
CLIMB_STARTS: Final = 2  # best guesses from which hill climbing starts
SWAP_CANDIDATES: Final = 4  # units on each side of the threshold that may be swapped
MAX_INPUTS: Final = 3
MAX_OUTPUTS: Final = 4
NOISE_KURTOSIS: Final = 3.0  # of the differences of neighbours in Gaussian noise; images and sounds have far more


@dataclass(frozen=True, slots=True, eq=False)
class Extraction:
    """A rendered guess: `pixels` (H, W, C), and `naturalness`, which is 0 for noise and 1 or more for images.

    The guess is a network of this `architecture`, made of the units with the highest `scores` (D,) of each layer, of
    the file's `tile` of this index.
    """

    pixels: Doubles
    naturalness: float
    scores: tuple[Doubles, ...]
    architecture: Architecture
    tile: int = 0

    def image(self) -> Image:
        """The pixels as an image, with the contrast stretched to the visible range."""
        low, high = np.percentile(self.pixels, (0.5, 99.5))
        stretched = np.clip((self.pixels - low) / max(float(high - low), TINY), 0, 1)
        return Image(np.rint(stretched * 255).astype(np.uint8))


def extract(features: Features, report: Callable[[float], None] = lambda _: None) -> Extraction:
    """The most natural guess in a file. Of a stack its `naturalness` is the mean of the best guesses in each tile.

    Of a large stack the MAX_TILES tiles with the clearest biclusters are searched.
    """
    width = split_by_energy(np.stack([tile.energies for tile in features.tiles])).width
    tiles = sorted(features.tiles, key=lambda tile: -tile.bicluster.contrast)[:MAX_TILES]
    guesses = []
    for index, tile in enumerate(tiles):

        def report_share(fraction: float, index: int = index) -> None:
            report((index + fraction) / len(tiles))

        search = ExtractionSearch(tile, *plane_of(features), width, report_share)
        guesses.append(replace(search.run(), tile=tile.index))
    best = max(guesses, key=lambda guess: guess.naturalness)
    return replace(best, naturalness=float(np.mean([guess.naturalness for guess in guesses])))


def plane_of(features: Features) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The shape of the image a tile may hold, and how far its coordinates reach: those of a cover's tile."""
    settings = features.stego.settings
    grid, counts = settings.grid, settings.tiling.counts
    if len(grid.shape) != 2 and "fps" not in grid.constants:
        return (SIDE, SIDE), (1.0, 1.0)
    shape = tuple(max(1, round(n / count)) for n, count in zip(grid.shape[-2:], counts[-2:], strict=True))
    if features.architecture.tiles == 1:
        return shape, (1.0, 1.0)
    return shape, tuple(f / count for f, count in zip(settings.frequency[-2:], counts[-2:], strict=True))


class ExtractionSearch:
    """A hill climb over sets of units of one network towards the most natural image.

    It renders at most MAX_EVALUATIONS networks of the secret's size on a grid of this shape, whose coordinates reach
    from minus to plus `extent`. The first guesses are the units of the bicluster, and the `width` units of the largest
    energies. `report` gets the fraction done; whatever it raises ends the search.
    """

    def __init__(
        self, tile: TileFeatures, shape: tuple[int, ...], extent: tuple[float, ...], width: int,
        report: Callable[[float], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self._network, self._stego, self._report = tile.network, tile.network.architecture, report
        self._shape, self._extent = shape, extent
        bicluster = tile.bicluster
        self.biclusters = [
            refine_bicluster(tile.matrices, list(bicluster.scores), bicluster.eigenvalue, power) for power in POWERS
        ]
        self._energetic = membership_scores(tile.matrices, tile.energies, width), width
        self._evaluations, self._limit, self._random_rms = 0, MAX_EVALUATIONS, dict[Architecture, float]()

    def run(self) -> Extraction:
        """The most natural guess: the best initial ones, improved by swapping units for as long as that helps."""
        guesses = [
            self.evaluate(bicluster.scores, architecture)
            for bicluster in self.biclusters
            for width in (bicluster.width, bicluster.width + 1, bicluster.width - 1)
            for architecture in self.architectures(bicluster, width)
        ]
        scores, width = self._energetic
        guesses += [
            self.evaluate(scores, architecture)
            for wider in ENERGETIC_WIDTHS
            for architecture in self.architectures(self.biclusters[0], width + wider)
        ]
        guesses.sort(key=lambda e: -e.naturalness)
        for index, guess in enumerate(guesses[:CLIMB_STARTS]):
            self._limit = self._evaluations + (MAX_EVALUATIONS - self._evaluations) // (CLIMB_STARTS - index)
            guesses.append(self._climb(guess))
        return max(guesses, key=lambda e: e.naturalness)

    def architectures(self, bicluster: Bicluster, width: int) -> list[Architecture]:
        """The architectures a secret of this width may have: of an image or a video, grey or in colour.

        A secret with more inputs or outputs than the cover has only so many units in the first or last layer
        (paper 3.2), so the bicluster's size there gives them away.
        """
        stego, counts = self._stego, [int(labels.sum()) for labels in bicluster.labels]
        inputs = [i for i in range(2, MAX_INPUTS + 1) if i <= stego.in_features] or [2]
        if stego.in_features < counts[0] <= MAX_INPUTS:
            inputs = [counts[0]]
        outputs = [o for o in (3, 1) if o <= stego.out_features]
        if stego.out_features < counts[-1] <= MAX_OUTPUTS:
            outputs = [counts[-1]]
        width = min(max(width, MIN_WIDTH), stego.width - 1)
        depths = [(i, o, max(2, paper_layout.hidden_layers(i, o, stego))) for i in inputs for o in outputs]
        return [Architecture(i, o, width, hidden, output_bias=False) for i, o, hidden in depths]

    def evaluate(self, scores: Sequence[Doubles], architecture: Architecture) -> Extraction:
        """Render the units with the highest scores and measure how natural they look."""
        self._evaluations += 1
        self._report(min(1.0, self._evaluations / MAX_EVALUATIONS))
        pixels = self._render(_cut_out(self._network, scores, architecture))
        # A slice that is no louder than a random one says nothing, however heavy its tails.
        if architecture not in self._random_rms:
            self._random_rms[architecture] = self._rms_of_random_slices(architecture)
        louder = float(np.clip(np.log(_rms(pixels) / self._random_rms[architecture]), 0, 1))
        return Extraction(pixels, louder * tail_weight(pixels), tuple(scores), architecture)

    def _climb(self, best: Extraction) -> Extraction:
        improved = True
        while improved and self._evaluations < self._limit:
            improved = False
            for layer in self._layers():
                for scores in self._swaps(best, layer):
                    if self._evaluations >= self._limit:
                        break
                    guess = self.evaluate(scores, best.architecture)
                    if guess.naturalness > best.naturalness:
                        best, improved = guess, True
                        break
        return best

    def _layers(self) -> list[int]:
        """All hidden layers, the first and the last one first: there only one matrix tells the units apart."""
        return [0, self._stego.hidden - 1, *range(1, self._stego.hidden - 1)]

    def _swaps(self, guess: Extraction, layer: int) -> Iterator[list[Doubles]]:
        """Scores in which a member and a non-member of one layer are swapped, pairs of close scores first."""
        score, width = guess.scores[layer], guess.architecture.width
        order = np.argsort(-score, kind="stable")
        members = order[max(0, width - SWAP_CANDIDATES) : width]
        others = order[width : width + SWAP_CANDIDATES]
        for drop, take in sorted(product(members, others), key=lambda pair: float(score[pair[0]] - score[pair[1]])):
            scores = list(guess.scores)
            scores[layer] = score.copy()
            scores[layer][[drop, take]] = score[[take, drop]]
            yield scores

    def _render(self, secret: Siren) -> Doubles:
        """An image (H, W, C) of the network; of a video or a shape, the middle slice."""
        plane = coarse_coordinates(self._shape, PIXELS) * torch.tensor(self._extent)  # (N, 2)
        other_axes = secret.architecture.in_features - 2
        inputs = torch.cat([torch.zeros(len(plane), other_axes), plane], dim=1)  # (N, I)
        shape = coarse_shape(self._shape, PIXELS)
        return secret(inputs).numpy().astype(np.float64).reshape(*shape, -1)

    def _rms_of_random_slices(self, architecture: Architecture) -> float:
        """The median RMS of what random units show; trained units are louder, whatever their number."""
        random, levels = np.random.default_rng(0), []
        for _ in range(RANDOM_SLICES):
            scores = [random.random(self._stego.width) for _ in range(self._stego.hidden)]
            levels.append(_rms(self._render(_cut_out(self._network, scores, architecture))))
        return float(np.median(levels))


def tail_weight(pixels: Doubles) -> float:
    """The log kurtosis of the differences of neighbours relative to noise: 0 for noise, 1 or more for images."""
    differences = np.concatenate([np.diff(pixels, axis=axis).ravel() for axis in (0, 1)])
    square = np.square(differences - differences.mean())
    return float(np.log((np.square(square).mean() + TINY) / (NOISE_KURTOSIS * square.mean() ** 2 + TINY)))


def _rms(pixels: Doubles) -> float:
    return float(np.sqrt(np.square(pixels - pixels.mean(axis=(0, 1))).mean()) + TINY)


def _cut_out(network: Siren, scores: Sequence[Doubles], architecture: Architecture) -> Siren:
    """The secret in the paper's layout (3.3), if the units with the highest scores were its own."""
    orders = [torch.from_numpy(np.argsort(-s, kind="stable")) for s in scores]
    weights, biases, last = [], [], len(network.weights) - 1
    for layer, (weight, bias) in enumerate(zip(network.weights, network.biases, strict=True)):
        rows = weight[orders[layer]] if layer < last else weight
        weights.append(rows[:, orders[layer - 1]] if layer else rows)
        biases.append(bias[orders[layer]] if layer < last else bias)
    return paper_layout.extract(Siren(tuple(weights), tuple(biases)), paper_layout.Placement(architecture, 0))
