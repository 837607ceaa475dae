"""Plan: all sizes of a hide, as a value."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import reduce

from engine.file.manifest import BOX_BYTES, MAX_KEYS
from engine.media import Medium, Tiling
from engine.recipe import Recipe, coordinate_scale
from engine.siren import Architecture
from engine.vault.paper_layout import Placement
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault


@dataclass(frozen=True, slots=True, eq=False)
class Secret:
    """A medium to hide, and its owner: the Key that will reveal it, or any label that `hide` maps to a Key."""

    medium: Medium
    owner: Hashable = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class PlannedFit:
    """One network to fit: the scaled medium, its architecture (a stack with one SIREN a tile) and its tiling."""

    medium: Medium
    architecture: Architecture
    tiling: Tiling

    @property
    def coordinate_scale(self) -> tuple[float, ...]:
        """What each coordinate is multiplied by before the first layer."""
        return coordinate_scale(self.medium, self.tiling)


@dataclass(frozen=True, slots=True, eq=False)
class PlannedSecret(PlannedFit):
    """The network of one secret, or of one part of it.

    `index` is the secret's position among those given to `plan`: the one number it has everywhere. `part` is 0, or 1
    for the sound of a video.
    """

    index: int
    part: int = 0
    owner: Hashable = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All sizes of a hide; `hide` carries it out as it is.

    `secrets` are in the order in which they are fitted and stored: those of one owner one after another. `used` and
    `available` count cells of the vault, or hidden units in the paper's layout. `shrink` is the share of the weights
    which its content asks for that a secret gets: the smallest of all owners, and 1 where the room is enough. Below
    `planning.MIN_DENSITY` the media are scaled too. In the paper's layout it is always 1.
    """

    secrets: tuple[PlannedSecret, ...]
    cover: Medium
    tiling: Tiling  # of the cover: one SIREN of the stego stack for each tile
    stego: Architecture
    vault: Vault | None  # None in the paper's own layout
    placements: tuple[Placement, ...]
    recipe: Recipe
    used: int
    available: int
    shrink: float = 1.0

    @property
    def fits(self) -> tuple[PlannedFit, ...]:
        """All networks in the order in which they are fitted: the secrets, then the cover."""
        return (*self.secrets, PlannedFit(self.cover, self.stego, self.tiling))

    @property
    def owners(self) -> tuple[Hashable, ...]:
        """Every owner once, in the order of their secrets."""
        return tuple(dict.fromkeys(secret.owner for secret in self.secrets))

    @property
    def media(self) -> tuple[Medium, ...]:
        """The secrets as they will be hidden, in the order in which they were given; a video with its sound."""
        parts: dict[int, list[Medium]] = {}
        for secret in self.secrets:
            parts.setdefault(secret.index, []).append(secret.medium)
        return tuple(reduce(lambda whole, part: whole.joined(part), parts[index]) for index in sorted(parts))

    @property
    def _hidden_weights(self) -> int:
        return self.stego.tiles * (self.stego.hidden - 1) * self.stego.width**2

    @property
    def bytes(self) -> int:
        """The size of the file, within a few hundred bytes."""
        hidden = self._hidden_weights
        stored = hidden * STORAGES[self.recipe.storage].dtype.itemsize + 4 * (self.stego.parameter_count - hidden)
        return stored + MAX_KEYS * BOX_BYTES * 4 // 3 + 600 + 150 * self.stego.hidden  # the header is plain text

    @property
    def room_bytes(self) -> int:
        """The part of the file that is kept for secrets."""
        share = (
            self.vault.capacity() / self._hidden_weights
            if self.vault is not None
            else self.used / max(1, self.available)
        )
        return round(self.bytes * share)
