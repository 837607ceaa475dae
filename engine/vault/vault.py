"""The vault: a diagonal block of every hidden matrix, always full, and frozen while the cover is fitted (paper 3.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from engine.arrays import Cells
from engine.siren import Architecture, Siren, freeze_block_mask
from engine.vault.storage import Storage


@dataclass(frozen=True, slots=True)
class Span:
    """The cells of one secret: `count` of them from `start` on; after the vault's last cell comes its first."""

    start: int
    count: int

    def of(self, cells: Cells) -> Cells:
        """These of all cells of a vault, in order."""
        start = self.start % len(cells)
        return np.concatenate([cells[start : start + self.count], cells[: max(0, start + self.count - len(cells))]])

    def put(self, cells: Cells, content: Cells) -> None:
        """Write them among all cells of a vault."""
        start = self.start % len(cells)
        first = min(self.count, len(cells) - start)
        cells[start : start + first], cells[: self.count - first] = content[:first], content[first:]


@dataclass(frozen=True, slots=True)
class Vault:
    """Units [0, width) of every hidden layer of the unpermuted network; of a stack, of every tile.

    A cell is an integer modulo L, stored as a weight. Cells are uniform, so the weights are uniform over +-amplitude:
    `gain` times SIREN's initial range, as if they were initial weights that training never moved.
    """

    stego: Architecture
    width: int
    gain: float
    storage: Storage

    def capacity(self) -> int:
        """The number of cells: T (n - 1) width^2 for T tiles of n hidden layers."""
        return self.stego.tiles * (self.stego.hidden - 1) * self.width**2

    def amplitude(self, layer: int) -> float:
        """The largest absolute weight of a cell in a hidden matrix."""
        return self.stego.init_bound(layer) * self.gain

    def read(self, stego: Siren) -> Cells:
        """All cells, tile by tile, layer by layer and row by row; a weight changed afterwards gives the nearest."""
        levels, cells = self.storage.levels, np.empty(self._shape, np.uint32)
        for layer in range(1, self.stego.hidden):
            weight = stego.weights[layer][..., : self.width, : self.width].to("cpu", torch.float64).numpy()
            weight = weight / self.amplitude(layer)  # a copy, and the only one
            weight += 1
            weight /= 2
            weight *= levels
            np.nan_to_num(np.floor(weight, out=weight), copy=False)
            cells[:, layer - 1] = np.clip(weight, 0, levels - 1, out=weight)
        return cells.ravel()

    def write(self, stego: Siren, cells: Cells) -> Siren:
        """The network with these cells in its vault; `cells` must fill it exactly."""
        weights, blocks = list(stego.weights), cells.reshape(self._shape)
        for layer in range(1, self.stego.hidden):
            amplitude, filled = self.amplitude(layer), weights[layer].clone()
            value = blocks[:, layer - 1].astype(np.float64)  # a copy, and the only one
            value += 0.5
            value *= 2
            value /= self.storage.levels
            value -= 1
            value *= amplitude
            block = self.storage.rounded(torch.from_numpy(value.astype(np.float32)), self.storage.scale(amplitude))
            filled.view(-1, *filled.shape[-2:])[:, : self.width, : self.width] = block
            weights[layer] = filled
        return Siren(tuple(weights), stego.biases)

    @property
    def _shape(self) -> tuple[int, ...]:
        """The cells as (T, n - 1, width, width)."""
        return self.stego.tiles, self.stego.hidden - 1, self.width, self.width

    def trainable(self) -> Siren:
        """The paper's binary mask: zero in the vault, one elsewhere."""
        return freeze_block_mask(self.stego, self.width)
