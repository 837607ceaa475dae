"""The size of the stego network: a function of what everybody may know, because the file shows it to everybody."""

from __future__ import annotations

import math
from typing import Final

from engine.file.bounds import MAX_WIDTH
from engine.media import Medium
from engine.media.cache import grid
from engine.recipe import Recipe
from engine.siren import Architecture
from engine.vault.sealing import cells_needed
from engine.vault.storage import STORAGES, Storage
from engine.vault.vault import Vault

# Of the units: 39 % of the hidden weights; no worse than 1/2 in a wider network of equal cost.
VAULT_SHARE: Final = 5 / 8
ALIGNMENT: Final = 8  # of widths, of which VAULT_SHARE is then a whole number of units
# Weights of secrets that the usual room holds for each point of a large cover: a photo of as many points.
POINT_WEIGHTS: Final = 0.85
TYPICAL: Final = Architecture(2, 3, 40, 5, output_bias=False)  # a tile of a secret


def stego_network(cover: Medium, width: int, recipe: Recipe) -> Architecture:
    """The stego network of this width for a cover that is scaled: a stack with a SIREN for each tile."""
    tiles = recipe.cover_tiling(cover).count
    hidden = recipe.hidden if tiles == 1 else recipe.tile_hidden
    return Architecture(cover.in_features, grid(cover).channels, width, hidden, tiles=tiles)


def vault_of(cover: Medium, recipe: Recipe) -> Vault:
    """The vault for a cover that is scaled, and in its `stego` the network around it; nothing hidden has a say in it.

    Raises CapacityError for a cover that cannot be exact.
    """
    storage, stego = STORAGES[recipe.storage], stego_network(cover, recipe.width or ALIGNMENT, recipe)
    if recipe.width is None:
        matrices = stego.tiles * (stego.hidden - 1)
        least = max(
            recipe.min_width(cover, matrices, 1 - VAULT_SHARE**2),
            math.sqrt(_usual_cells(cover, recipe, storage) / matrices) / VAULT_SHARE,
        )
        usual = math.ceil(least / ALIGNMENT - 1e-9) * ALIGNMENT
        stego = stego_network(cover, min(MAX_WIDTH, usual * math.isqrt(recipe.room)), recipe)
    return Vault(stego, int(stego.width * VAULT_SHARE), cover.gain, storage)


def _usual_cells(cover: Medium, recipe: Recipe, storage: Storage) -> float:
    """The cells of the usual room beside a cover."""
    points = grid(cover).points if recipe.cover_tiling(cover).count > 1 else 0
    weights = max(recipe.usual_weights, POINT_WEIGHTS * points)
    return weights * cells_needed(TYPICAL, storage) / TYPICAL.parameter_count
