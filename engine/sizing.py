"""The size of the stego network: a function of what everybody may know, because the file shows it to everybody."""

from __future__ import annotations

import math
from typing import Final

from engine.errors import CapacityError
from engine.file.bounds import MAX_WIDTH
from engine.media import Medium
from engine.media.cache import grid
from engine.recipe import ALIGNMENT, Recipe
from engine.siren import Architecture
from engine.vault.sealing import cells_needed
from engine.vault.storage import STORAGES, Storage
from engine.vault.vault import Vault

VAULT_SHARE: Final = 5 / 8  # of the units, in the usual room; no worse than 1/2 in a wider network of equal cost
NARROWER: Final = 0.98  # than the cover's weights would need, with more room: else photos get a step too many
# Weights of secrets that the usual room holds for each point of a large cover: a photo of as many points.
POINT_WEIGHTS: Final = 0.85
TYPICAL: Final = Architecture(2, 3, 40, 5, output_bias=False)  # a tile of a secret


def stego_network(cover: Medium, width: int, recipe: Recipe) -> Architecture:
    """The stego network of this width for a cover that is scaled: a stack with a SIREN for each tile."""
    tiles = recipe.cover_tiling(cover).count
    hidden = recipe.hidden if tiles == 1 else recipe.tile_hidden
    return Architecture(cover.in_features, grid(cover).channels, width, hidden, tiles=tiles)


def vault_share(room: int) -> float:
    """The share of the units that the vault has: with more room it grows, and the cover keeps the weights it has.

    More weights for the cover would cost file and time, and show the same.
    """
    return VAULT_SHARE * math.sqrt(room / (1 + (room - 1) * VAULT_SHARE**2))


def vault_of(cover: Medium, recipe: Recipe) -> Vault:
    """The vault for a cover that is scaled, and in its `stego` the network around it; nothing hidden has a say in it.

    Raises CapacityError for a cover that cannot be exact, and for a network that is too wide for a file.
    """
    storage, stego = STORAGES[recipe.storage], stego_network(cover, recipe.width or ALIGNMENT, recipe)
    share = vault_share(recipe.room)
    if recipe.width is not None:
        return Vault(stego, int(recipe.width * share), cover.gain, storage)
    matrices = stego.tiles * (stego.hidden - 1)
    least = max(
        recipe.min_width(cover, matrices, 1 - VAULT_SHARE**2),
        math.sqrt(_usual_cells(cover, recipe, storage) / matrices) / VAULT_SHARE,
    )
    vault = math.sqrt(recipe.room) * VAULT_SHARE * math.ceil(least / ALIGNMENT - 1e-9) * ALIGNMENT
    width = math.ceil(NARROWER * vault / share / ALIGNMENT - 1e-9) * ALIGNMENT
    if width > MAX_WIDTH:
        raise CapacityError(
            f"The network would be {width} units wide; it may have {MAX_WIDTH}. Choose less room.",
            needed=width, available=MAX_WIDTH,
        )  # fmt: skip
    return Vault(stego_network(cover, width, recipe), int(vault + 1e-9), cover.gain, storage)


def _usual_cells(cover: Medium, recipe: Recipe, storage: Storage) -> float:
    """The cells of the usual room beside a cover."""
    points = grid(cover).points if recipe.cover_tiling(cover).count > 1 else 0
    weights = max(recipe.usual_weights, POINT_WEIGHTS * points)
    return weights * cells_needed(TYPICAL, storage) / TYPICAL.parameter_count
