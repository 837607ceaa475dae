"""A14: what two files have in common. Using one key for both must not show; using one cover for both does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Cells
from engine.file.stego import Stego
from engine.fit.render import siren_field
from engine.metrics import psnr
from engine.steganalysis.bits import SIGNIFICANT, deviation_from_fair
from engine.steganalysis.features import Features, StegoFile, coarse_coordinates

POINTS: Final = 64 * 64  # at which the two covers are compared
SAME_COVER: Final = 25.0  # dB: images of different things are rarely closer than 15


@dataclass(frozen=True, slots=True)
class PairFinding:
    """What a pair of files has in common.

    `deviation` says how far salts, boxes and cells are from independent, in standard deviations. `cover_psnr` compares
    the two covers in dB; it is None for covers of different modalities or channels.
    """

    deviation: float
    cover_psnr: float | None

    @property
    def same_random(self) -> bool:
        """Whether the files share random numbers, which must be new in every file."""
        return self.deviation > SIGNIFICANT

    @property
    def same_cover(self) -> bool:
        """Whether both hold the same cover. Avoid this: the difference of the files shows where they differ."""
        return self.cover_psnr is not None and self.cover_psnr > SAME_COVER


def examine_pair(first: StegoFile, second: StegoFile) -> PairFinding:
    """Compare two files without a key.

    Parameters
    ----------
    first, second : str, path-like or bytes
        Paths, or the bytes of the files.

    Returns
    -------
    PairFinding

    Raises
    ------
    InvalidStegoError
        One is not an Undersong file, or a damaged one.

    Example
    -------
    >>> engine.examine_pair("cat.undersong", "cat.undersong").same_cover
    True
    """
    pair = Features.read(first), Features.read(second)
    one, other = (np.frombuffer(f.stego.salt + b"".join(f.stego.boxes), np.uint8) for f in pair)
    deviations = [deviation_from_fair(np.unpackbits(one ^ other))]
    vaults = [features.vault if features.stego.settings.storage == "exact" else None for features in pair]
    if vaults[0] is not None and vaults[1] is not None:
        deviations.append(_cells_in_common(vaults[0].cells, vaults[1].cells))
    return PairFinding(max(deviations), _cover_psnr(pair[0].stego, pair[1].stego))


def _cells_in_common(first: Cells, second: Cells) -> float:
    """How many pairs of equal cells two vaults have beyond chance, in standard deviations.

    Positions do not count. A pad used twice would leave many equal cells.
    """
    values, counts = np.unique(first, return_counts=True)
    other_values, other_counts = np.unique(second, return_counts=True)
    _, index, other_index = np.intersect1d(values, other_values, return_indices=True)
    common = float((counts[index].astype(np.int64) * other_counts[other_index]).sum())
    expected = first.size * second.size / 2**20
    return abs(common - expected) / float(np.sqrt(expected))


def _cover_psnr(first: Stego, second: Stego) -> float | None:
    one, other = first.settings, second.settings
    if one.modality != other.modality or one.grid.channels != other.grid.channels:
        return None
    coordinates = coarse_coordinates(one.grid.shape, POINTS).numpy()
    shown = []
    for stego in (first, second):
        settings = stego.settings
        grid = settings.grid
        values = siren_field(stego.network, settings.frequency, tiling=settings.tiling)(coordinates)
        offsets = np.array([grid.constants.get(f"offset{c}", 0.0) for c in range(grid.channels)])
        shown.append(values * grid.constants.get("gain", 1.0) + offsets)
    return psnr(shown[0], shown[1], peak=2.0)
