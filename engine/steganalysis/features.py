"""Features of a stego file that anybody can compute without a key, each computed once for all attacks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Final, Self

import numpy as np
import torch
from torch import Tensor

from engine.file.stego import Stego
from engine.media import Grid
from engine.steganalysis.cells import LocatedVault, locate_vault
from engine.steganalysis.tile import TileFeatures

StegoFile = str | PathLike[str] | bytes  # a path, or the bytes of the file
POINTS: Final = 2048  # of the file's grid, at which a network in one piece is evaluated
TILE_POINTS: Final = 512  # of the grid of a tile
MAX_TILES: Final = 64  # of a stack, whose features are computed
REFERENCE_WIDTH: Final = 64  # the width at which scores stay as they are
LEVELS: Final = 255  # steps of an 8-bit image; nobody sees more of a file


class Features:
    """A file, its bytes, and the features of its networks. Nothing here is random.

    Of a large stack only MAX_TILES tiles have features, spread evenly over it: the mean of a score over more of them
    is hardly more precise, and 264 tiles would take half a minute. Attacks on bits read every tile.
    """

    def __init__(self, stego: Stego, data: bytes) -> None:
        self.stego, self.data, self.network = stego, data, stego.network
        self.architecture = stego.network.architecture

    @classmethod
    def read(cls, file: StegoFile) -> Self:
        """The features of a file. Raises InvalidStegoError."""
        if isinstance(file, bytes):
            return cls(Stego.from_bytes(file), file)
        path = Path(file)
        return cls(Stego.load(path), path.read_bytes())  # loaded first, which checks its size

    @cached_property
    def tiles(self) -> list[TileFeatures]:
        """The features of each tile's SIREN, of MAX_TILES tiles at most; a network in one piece is one tile."""
        step = 2 / LEVELS / max(self.stego.settings.grid.constants.get("gain", 1.0), 1e-9)
        indices = evenly_spread(self.architecture.tiles, MAX_TILES)
        units = None if self.vault is None else self.vault.units
        return [
            TileFeatures(index, self.network.tile(index), self._inputs, step, None if units is None else units[index])
            for index in indices
        ]

    @cached_property
    def vault(self) -> LocatedVault | None:
        """The vault, where it can be located without the key."""
        return locate_vault(self.stego)

    def mean_over_tiles(self, statistics: Callable[[TileFeatures], list[float]]) -> list[float]:
        """The mean over the tiles of each of some statistics: many small networks tell more than any of them."""
        return [float(mean) for mean in np.mean([statistics(tile) for tile in self.tiles], axis=0)]

    def width_normalised(self, excess: float, exponent: float = 2 / 3) -> float:
        """The excess over chance times (D / 64)^exponent, which makes it comparable between widths D.

        By chance, larger matrices vary less: largest singular values by D^(-2/3) (Tracy and Widom), explained
        variances of D units by 1/D.
        """
        return float(excess * (self.architecture.width / REFERENCE_WIDTH) ** exponent)

    @cached_property
    def tile_shape(self) -> tuple[int, ...]:
        """The lattice on which each tile is evaluated: a coarser version of its part of the file's grid."""
        settings = self.stego.settings
        part = [max(1, round(n / count)) for n, count in zip(settings.grid.shape, settings.tiling.counts, strict=True)]
        return coarse_shape(tuple(part), POINTS if self.architecture.tiles == 1 else TILE_POINTS)

    @cached_property
    def _inputs(self) -> Tensor:
        """Inputs (N, I) of the network of any tile: coordinates from the tile's centre, times the frequency."""
        settings = self.stego.settings
        coordinates = Grid(self.tile_shape, 1).coordinates() / np.array(settings.tiling.counts, np.float32)
        return torch.from_numpy(coordinates) * torch.tensor(settings.frequency)


def evenly_spread(count: int, most: int) -> list[int]:
    """At most `most` indices below `count`, evenly spread."""
    return [index * count // min(count, most) for index in range(min(count, most))]


def coarse_coordinates(shape: tuple[int, ...], points: int) -> Tensor:
    """Coordinates (N, I) of a grid of about so many points that covers what a grid of this shape covers."""
    return torch.from_numpy(Grid(coarse_shape(shape, points), 1).coordinates())


def coarse_shape(shape: tuple[int, ...], points: int) -> tuple[int, ...]:
    """The shape scaled down to about so many points; a smaller shape stays as it is."""
    total = float(np.prod([float(n) for n in shape]))
    share = min(1.0, (points / total) ** (1 / len(shape)))
    return tuple(max(1, round(n * share)) for n in shape)
