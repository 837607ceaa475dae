"""plan: the sizes of everything, or by how much it does not fit, before anything is fitted."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from engine.errors import CapacityError
from engine.file.manifest import BOX_BYTES, BOXES
from engine.media import Medium, Tiling
from engine.progress import Progress, Report, ignore
from engine.recipe import EXACT_WEIGHTS, MENU, MOST_SECRETS, Recipe, aligned
from engine.siren import Architecture
from engine.vault import paper_layout
from engine.vault.paper_layout import Placement
from engine.vault.sealing import cells_needed
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

VAULT_SHARE = 5 / 8  # of the units: 39 % of the hidden weights; at equal seconds no worse than 1/2 in a wider network
PAPER_SHARE = 3 / 4  # of the units in the paper's layout: without free ones the cover cannot be fitted
LEAST_SHARE = 0.5  # of the width its content asks for: below that a secret is not worth hiding


@dataclass(frozen=True, slots=True, eq=False)
class PlannedSecret:
    """One medium as it will be hidden, and its network; `joins` says that it belongs to the one before it.

    The network is a stack with one for each tile of `tiling`. `owner` is whose it is, where there are several keys.
    """

    medium: Medium
    architecture: Architecture
    tiling: Tiling
    joins: bool
    owner: Hashable = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a hide will do. `used` and `available` count cells of the vault, or units in the paper's layout."""

    secrets: tuple[PlannedSecret, ...]
    cover: Medium
    stego: Architecture
    vault: Vault | None  # None in the paper's own layout
    placements: tuple[Placement, ...]
    recipe: Recipe
    used: int
    available: int

    @property
    def bytes(self) -> int:
        """The size of the file, within a few hundred bytes."""
        matrices = (self.stego.hidden - 1) * self.stego.width**2
        stored = matrices * STORAGES[self.recipe.storage].dtype.itemsize + 4 * (self.stego.parameters - matrices)
        return stored + BOXES * BOX_BYTES * 4 // 3 + 600 + 150 * self.stego.hidden  # the header is plain text


def plan(
    secrets: Sequence[Medium], cover: Medium, recipe: Recipe, keys: Sequence[Hashable] = (), *, report: Report = ignore
) -> Plan:
    """Scale the media and choose every width.  Raises CapacityError with numbers.

    `keys` says whose each secret is, where there are several keys. Long films take a second or two; what `report`
    raises ends it.
    """
    if len(secrets) > MOST_SECRETS:
        raise CapacityError(
            f"One file holds at most {MOST_SECRETS} secrets; these are {len(secrets)}. Hide some in another file.",
            needed=len(secrets), available=MOST_SECRETS,
        )  # fmt: skip
    kept = _scaled(cover, recipe, report)[0]
    owners = list(keys) or [None] * len(secrets)
    parts = [
        (part, index > 0, owner)
        for secret, owner in zip(secrets, owners, strict=True)
        for index, part in enumerate(_scaled(secret, recipe, report))
    ]
    widths = {owner: iter(recipe.widths([p for p, _, whose in parts if whose == owner])) for owner in owners}
    wanted = [
        PlannedSecret(part, *recipe.secret(part, next(widths[owner])), joins, owner) for part, joins, owner in parts
    ]
    arrange = _sealed if recipe.protection == "sealed" else _side_by_side
    return arrange(wanted, kept, recipe)


def kept(medium: Medium, recipe: Recipe) -> Medium:
    """The medium as the recipe keeps it, a video with its sound."""
    return reduce(lambda whole, part: whole.joined(part), _scaled(medium, recipe, ignore))


def _scaled(medium: Medium, recipe: Recipe, report: Report) -> list[Medium]:
    report(Progress(stage="plan"))
    return [part.scaled(recipe.samples[part.modality]) for part in medium.parts()]


def _network(cover: Medium, width: int, recipe: Recipe) -> Architecture:
    return Architecture(cover.in_features, cover.grid.channels, width, recipe.hidden)


def _sealed(wanted: list[PlannedSecret], cover: Medium, recipe: Recipe) -> Plan:
    storage = STORAGES[recipe.storage]

    def vault(width: int) -> Vault:
        return Vault(_network(cover, width, recipe), int(width * VAULT_SHARE), cover.gain, storage)

    def used(secrets: list[PlannedSecret]) -> int:
        return sum(cells_needed(s.architecture, storage) for s in secrets)

    needed = used(wanted)
    fitting = [w for w in MENU if vault(w).capacity() >= needed]
    if recipe.width is None and not fitting:
        most = vault(MENU[-1]).capacity()
        raise CapacityError(
            f"The secrets need {needed:,} cells; the largest network has {most:,}. Hide fewer, or choose Draft.",
            needed=needed, available=most,
        )  # fmt: skip
    width = recipe.width or next(w for w in fitting if w >= _least_width(cover, recipe) or w == fitting[-1])
    chosen = vault(width)
    shrunk = _narrowed(wanted, LEAST_SHARE)
    if used(shrunk) > chosen.capacity():
        better = next((w for w in MENU if vault(w).capacity() >= used(shrunk)), 0)
        raise CapacityError(
            f"The secrets need {used(shrunk):,} cells or more; a network of width {width} has {chosen.capacity():,}."
            + (f" A width of {better} would do." if better else ""),
            needed=used(shrunk), available=chosen.capacity(), width=better,
        )  # fmt: skip
    filled = _fitted_in(wanted, chosen.capacity(), used)
    return Plan(tuple(filled), cover, chosen.stego, chosen, (), recipe, used(filled), chosen.capacity())


def _least_width(cover: Medium, recipe: Recipe) -> float:
    """How wide the stego network is at the least, whatever is hidden; an exact cover needs weights for its values."""
    if not recipe.exact_cover:
        return recipe.cover_width
    if not cover.eight_bit or recipe.storage != "exact":
        raise CapacityError("Only the pixels of a picture or a video, stored exactly, can be shown without any change.")
    free = EXACT_WEIGHTS * cover.grid.points * cover.grid.channels
    return max(recipe.cover_width, math.sqrt(free / ((recipe.hidden - 1) * (1 - VAULT_SHARE**2))))


def _narrowed(secrets: list[PlannedSecret], factor: float) -> list[PlannedSecret]:
    return [
        replace(s, architecture=replace(s.architecture, width=aligned(s.architecture.width * factor))) for s in secrets
    ]


def _fitted_in(
    wanted: list[PlannedSecret], capacity: int, used: Callable[[list[PlannedSecret]], int]
) -> list[PlannedSecret]:
    """The secrets' networks as they are wanted, or narrower where there is no room, all by one factor.

    Never wider: the holder of one key could tell from the room left over whether it was shared.
    """
    factor, fitting = 1.0, wanted
    while wanted and used(fitting) > capacity:
        factor *= 0.995
        fitting = _narrowed(wanted, factor)
    return fitting


def _side_by_side(wanted: list[PlannedSecret], cover: Medium, recipe: Recipe) -> Plan:
    networks = [s.architecture for s in wanted]
    total = sum(a.width for a in networks)
    needed = math.ceil(total / PAPER_SHARE)
    width = recipe.width or next((w for w in MENU if w >= max(needed, recipe.cover_width)), MENU[-1])
    stego = _network(cover, width, recipe)
    factor = min(1.0, width * PAPER_SHARE / total) if total else 1.0
    if total and factor < LEAST_SHARE:
        better = math.ceil(needed * LEAST_SHARE)
        raise CapacityError(
            f"The secrets need {better} units at the least; this network has {width}.",
            needed=better, available=width, width=better,
        )  # fmt: skip
    placed = [
        replace(a, width=int(a.width * factor), hidden=paper_layout.hidden_layers(a.in_features, a.out_features, stego))
        for a in networks
    ]
    placements = tuple(paper_layout.allocate(placed, stego))
    return Plan(
        tuple(replace(s, architecture=a) for s, a in zip(wanted, placed, strict=True)),
        cover, stego, None, placements, recipe, sum(a.width for a in placed), width,
    )  # fmt: skip
