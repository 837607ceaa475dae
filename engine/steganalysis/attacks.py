"""The attacks of SECURITY, each with what it tries in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.steganalysis import behaviour, bits, weights
from engine.steganalysis.features import Features


@dataclass(frozen=True, slots=True)
class Attack:
    """One keyless attack: its number, what it is called, what it tries, and its score; higher is more suspicious.

    `share` is about the part of the time of all attacks that it takes.
    """

    id: str
    name: str
    tries: str
    score: Callable[[Features], float] | None  # None for A7, which gives more than a score
    share: float = 0.03


ATTACKS: Final = (
    Attack("A1", "blocks", "a pattern of rows and columns in the sizes of the weights", weights.blocks, 0.12),
    Attack("A2", "units", "units whose own numbers are of another kind", weights.units),
    Attack("A3", "slopes", "weights that the cover would still like to change", behaviour.slopes, 0.05),
    Attack("A4", "drift", "units that move differently when the network is fitted on", behaviour.drift, 0.12),
    Attack("A5", "correlations", "units that speak only among themselves, or do nothing", behaviour.correlations),
    Attack("A6", "layers", "the same units standing out in layer after layer", weights.layers),
    Attack("A7", "extraction", "to slice a secret out and look at it", None, 0.5),
    Attack("A8", "frequencies", "two kinds of frequencies in the first layer", weights.frequencies),
    Attack("A9", "spectrum", "singular values that chance would not give", weights.spectrum),
    Attack("A10", "effort", "a network too large for what it shows", behaviour.effort),
    Attack("A11", "idle units", "units that what is shown does not need", behaviour.idle),
    Attack("A12", "bits", "bits and cells that are not like a fair coin", bits.planes),
    Attack("A13", "container", "bytes of the file as no sealed file has them", bits.container),
)
PAIRS: Final = Attack("A14", "pairs", "what two files have in common", None)
