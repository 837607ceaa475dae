"""The size of the stego network: a function of what everybody may know, because the file shows it to everybody."""

from __future__ import annotations

import math
from typing import Final

from engine.file.bounds import MAX_WIDTH
from engine.media import Medium
from engine.recipe import WIDTHS, Recipe, aligned
from engine.siren import Architecture
from engine.vault.sealing import cells_needed
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

# Of the units: 39 % of the hidden weights; no worse than 1/2 in a wider network of equal cost.
VAULT_SHARE: Final = 5 / 8


def stego_network(cover: Medium, width: int, recipe: Recipe) -> Architecture:
    """The stego network of this width for a cover that is scaled."""
    return Architecture(cover.in_features, cover.grid.channels, width, recipe.hidden)


def vault_of(cover: Medium, recipe: Recipe) -> Vault:
    """The vault for a cover that is scaled, and in its `stego` the network around it; nothing hidden has a say in it.

    The usual room holds one secret as rich as a photo, at the recipe's full width.  Raises CapacityError for a cover
    that cannot be exact.
    """
    storage, width = STORAGES[recipe.storage], recipe.width
    if width is None:
        photo = Architecture(2, 3, aligned(recipe.secret_width), recipe.hidden, output_bias=False)
        needed = math.sqrt(cells_needed(photo, storage) / (recipe.hidden - 1)) / VAULT_SHARE
        least = max(recipe.min_width(cover, 1 - VAULT_SHARE**2), needed)
        usual = next((menu_width for menu_width in WIDTHS if menu_width >= least), WIDTHS[-1])
        width = min(MAX_WIDTH, usual * math.isqrt(recipe.room))
    return Vault(stego_network(cover, width, recipe), int(width * VAULT_SHARE), cover.gain, storage)
