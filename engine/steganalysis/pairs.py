"""A14: what two files have in common.  One key used for both must not show; one cover used for both does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.file.stego import Stego
from engine.metrics import psnr
from engine.steganalysis.bits import SURPRISE, unlike_chance, vault_cells
from engine.steganalysis.features import Features, lattice

POINTS: Final = 64 * 64
SAME: Final = 25.0  # dB: two pictures of different things are rarely closer than 15


@dataclass(frozen=True, slots=True)
class Pair:
    """`common` is how far salts, boxes and cells are from having nothing to do with one another, in deviations.

    `cover` is how close the two covers are, in dB, and None where they are not of one kind.
    """

    common: float
    cover: float | None

    @property
    def same_random(self) -> bool:
        """Whether numbers that have to be new in every file are not."""
        return self.common > SURPRISE

    @property
    def same_cover(self) -> bool:
        """Whether both were made of one cover, which nobody should do: their difference tells where they differ."""
        return self.cover is not None and self.cover > SAME


def examine_pair(one: Stego, other: Stego) -> Pair:
    """Hold two files side by side, without a key."""
    looks = Features(one, b""), Features(other, b"")
    first, second = (np.frombuffer(s.salt + b"".join(s.boxes), np.uint8) for s in (one, other))
    found = [unlike_chance(np.unpackbits(first ^ second))]
    cells = [vault_cells(look) for look in looks]
    if cells[0] is not None and cells[1] is not None:
        found.append(_in_common(cells[0], cells[1]))
    return Pair(max(found), _cover(one, other))


def _in_common(
    one: np.ndarray[tuple[int], np.dtype[np.uint32]], other: np.ndarray[tuple[int], np.dtype[np.uint32]]
) -> float:
    """How many cells of one vault are in the other too, wherever: a pad used twice would leave many."""
    values, counts = np.unique(one, return_counts=True)
    more, others = np.unique(other, return_counts=True)
    _, here, there = np.intersect1d(values, more, return_indices=True)
    common = float((counts[here].astype(np.int64) * others[there]).sum())
    expected = len(one) * len(other) / 2**20
    return abs(common - expected) / float(np.sqrt(expected))


def _cover(one: Stego, other: Stego) -> float | None:
    first, second = one.settings, other.settings
    if first.modality != second.modality or first.grid.channels != second.grid.channels:
        return None
    places = lattice(first.grid.shape, POINTS)
    shown = []
    for stego in (one, other):
        grid = stego.settings.grid
        values = stego.network(places * places.new_tensor(stego.settings.frequency)).numpy()
        offsets = np.array([grid.constants.get(f"offset{c}", 0.0) for c in range(grid.channels)])
        shown.append(values * grid.constants.get("gain", 1.0) + offsets)
    return psnr(shown[0], shown[1], peak=2.0)
