"""The keyless attacks on one file, each with one sentence about what it looks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.steganalysis import behaviour, bits, weights
from engine.steganalysis.features import Features


@dataclass(frozen=True, slots=True)
class Attack:
    """One keyless attack on a file. A higher score is more suspicious.

    `score` is None for A7, which returns an image as well. `time_share` is about its share of the time of all attacks.
    """

    id: str
    name: str
    looks_for: str
    score: Callable[[Features], float] | None
    time_share: float = 0.03


ATTACKS: Final = (
    Attack("A1", "blocks", "a block pattern in the magnitudes of the weights", weights.block_pattern, 0.12),
    Attack("A2", "units", "units whose weights have other statistics", weights.unit_statistics),
    Attack("A3", "gradients", "weights that the cover's loss still pulls at", behaviour.gradients, 0.05),
    Attack("A4", "fine-tuning", "units that move differently under fine-tuning", behaviour.fine_tuning, 0.12),
    Attack("A5", "correlations", "units that correlate only among themselves", behaviour.correlations),
    Attack("A6", "layers", "the same units standing out in layer after layer", weights.layer_contrast),
    Attack("A7", "extraction", "a secret that can be cut out and rendered", None, 0.5),
    Attack("A8", "frequencies", "two kinds of frequencies in the first layer", weights.first_layer_frequencies),
    Attack("A9", "spectrum", "singular values larger than chance gives", weights.spectrum),
    Attack("A10", "network size", "a network too large for what it shows", behaviour.network_size),
    Attack("A11", "idle units", "units that the outputs hardly depend on", behaviour.idle_units),
    Attack("A12", "bits", "low bits and cells that are not uniformly random", bits.bit_planes),
    Attack("A13", "container", "a header or boxes unlike those of sealed files", bits.container),
)
