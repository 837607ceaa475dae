"""plan: the sizes of everything a hide will make, or by how much it does not fit, before anything is fitted."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Final

from engine.errors import CapacityError, TooManySecretsError
from engine.file.manifest import BOX_BYTES, MAX_KEYS
from engine.media import Medium, Tiling
from engine.media.cache import scaled_parts
from engine.progress import Progress, Report, ignore
from engine.recipe import MAX_SECRETS, STANDARD, WIDTHS, Recipe, aligned, coordinate_scale
from engine.siren import Architecture
from engine.vault import paper_layout
from engine.vault.paper_layout import Placement
from engine.vault.sealing import cells_needed
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

# Of the units: 39 % of the hidden weights; no worse than 1/2 in a wider network of equal cost.
VAULT_SHARE: Final = 5 / 8
PAPER_SHARE: Final = 3 / 4  # of the units in the paper's layout: without free ones the cover cannot be fitted
MIN_SHRINK: Final = 0.5  # of the width its content asks for: a narrower secret is not worth hiding
SHRINK_STEP: Final = 0.995  # fine enough to fill the vault to within 1 %


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
    `available` count cells of the vault, or hidden units in the paper's layout.
    """

    secrets: tuple[PlannedSecret, ...]
    cover: Medium
    stego: Architecture
    vault: Vault | None  # None in the paper's own layout
    placements: tuple[Placement, ...]
    recipe: Recipe
    used: int
    available: int

    @property
    def fits(self) -> tuple[PlannedFit, ...]:
        """All networks in the order in which they are fitted: the secrets, then the cover."""
        return (*self.secrets, PlannedFit(self.cover, self.stego, Tiling.single(self.cover.in_features)))

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
    def bytes(self) -> int:
        """The size of the file, within a few hundred bytes."""
        hidden = (self.stego.hidden - 1) * self.stego.width**2
        stored = hidden * STORAGES[self.recipe.storage].dtype.itemsize + 4 * (self.stego.parameter_count - hidden)
        return stored + MAX_KEYS * BOX_BYTES * 4 // 3 + 600 + 150 * self.stego.hidden  # the header is plain text

    @property
    def room_bytes(self) -> int:
        """The part of the file that is kept for secrets."""
        hidden = (self.stego.hidden - 1) * self.stego.width**2
        share = self.vault.capacity() / hidden if self.vault is not None else self.used / max(1, self.available)
        return round(self.bytes * share)


def plan(
    secrets: Sequence[Medium | Secret], cover: Medium, recipe: Recipe = STANDARD, *, report: Report = ignore
) -> Plan:
    """Choose the size of every medium and network.

    Parameters
    ----------
    secrets : sequence of Medium or Secret
        Up to `MAX_SECRETS`; as `Secret(medium, owner)` where there are several keys, up to `MAX_KEYS`.
    cover : Medium
    recipe : Recipe
        `DRAFT`, `STANDARD`, `FINE`, or one with other fields: `dataclasses.replace(engine.DRAFT, seconds=60)`.
    report : callable
        Called before each medium is scaled, which takes 1 to 2 s for a long film; what it raises is passed on.

    Returns
    -------
    Plan

    Raises
    ------
    TooManySecretsError, CapacityError
        Both say what is needed and what is available.

    Example
    -------
    >>> engine.plan([engine.load("letter.png")], engine.load("cat.png"), engine.DRAFT).stego.width
    128
    """
    given = [secret if isinstance(secret, Secret) else Secret(secret) for secret in secrets]
    owners = list(dict.fromkeys(secret.owner for secret in given))
    _check_counts(len(given), len(owners))
    scaled_cover = _scaled(cover, recipe, report)[0]
    wanted: list[PlannedSecret] = []
    for owner in owners:
        parts = [
            (index, part, medium)
            for index, secret in enumerate(given)
            if secret.owner == owner
            for part, medium in enumerate(_scaled(secret.medium, recipe, report))
        ]
        widths = recipe.widths([medium for _, _, medium in parts])
        wanted += [
            PlannedSecret(medium, *recipe.secret(medium, width), index, part, owner)
            for (index, part, medium), width in zip(parts, widths, strict=True)
        ]
    return (_sealed if recipe.protection == "sealed" else _unsealed)(wanted, scaled_cover, recipe)


def _check_counts(secrets: int, owners: int) -> None:
    if secrets > MAX_SECRETS:
        raise TooManySecretsError(
            f"One file holds at most {MAX_SECRETS} secrets; these are {secrets}. Hide some in another file.",
            needed=secrets, available=MAX_SECRETS,
        )  # fmt: skip
    if owners > MAX_KEYS:
        raise TooManySecretsError(
            f"A file has room for {MAX_KEYS} keys; these are {owners}.", needed=owners, available=MAX_KEYS
        )


def _scaled(medium: Medium, recipe: Recipe, report: Report) -> tuple[Medium, ...]:
    report(Progress(stage="plan"))
    return scaled_parts(medium, recipe.samples)


def _network(cover: Medium, width: int, recipe: Recipe) -> Architecture:
    return Architecture(cover.in_features, cover.grid.channels, width, recipe.hidden)


def _sealed(wanted: list[PlannedSecret], cover: Medium, recipe: Recipe) -> Plan:
    """The stego network whose vault holds the secrets, as narrow as the menu of public widths allows."""
    storage = STORAGES[recipe.storage]

    def vault_of(width: int) -> Vault:
        return Vault(_network(cover, width, recipe), int(width * VAULT_SHARE), cover.gain, storage)

    def used(secrets: list[PlannedSecret]) -> int:
        return sum(cells_needed(secret.architecture, storage) for secret in secrets)

    needed = used(wanted)
    wide_enough = [width for width in WIDTHS if vault_of(width).capacity() >= needed]
    if recipe.width is None and not wide_enough:
        available = vault_of(WIDTHS[-1]).capacity()
        raise CapacityError(
            f"The secrets need {needed:,} cells; the largest network has {available:,}. Hide fewer, or choose Draft.",
            needed=needed, available=available,
        )  # fmt: skip
    min_width = recipe.min_width(cover, 1 - VAULT_SHARE**2)
    width = recipe.width or next(w for w in wide_enough if w >= min_width or w == wide_enough[-1])
    vault = vault_of(width)
    smallest = used(_narrowed(wanted, MIN_SHRINK))
    if smallest > vault.capacity():
        better = next((w for w in WIDTHS if vault_of(w).capacity() >= smallest), 0)
        raise CapacityError(
            f"The secrets need at least {smallest:,} cells; a network of width {width} has {vault.capacity():,}."
            + (f" A width of {better} would do." if better else ""),
            needed=smallest, available=vault.capacity(), width=better,
        )  # fmt: skip
    secrets = _shrunk_to(wanted, vault.capacity(), used)
    return Plan(tuple(secrets), cover, vault.stego, vault, (), recipe, used(secrets), vault.capacity())


def _narrowed(secrets: list[PlannedSecret], factor: float) -> list[PlannedSecret]:
    return [
        replace(s, architecture=replace(s.architecture, width=aligned(s.architecture.width * factor))) for s in secrets
    ]


def _shrunk_to(
    wanted: list[PlannedSecret], capacity: int, used: Callable[[list[PlannedSecret]], int]
) -> list[PlannedSecret]:
    """The secrets' networks, all narrowed by one factor until they fit.

    They are never widened: the holder of one key could tell from the room left over whether the vault was shared.
    """
    factor, secrets = 1.0, wanted
    while wanted and used(secrets) > capacity:
        factor *= SHRINK_STEP
        secrets = _narrowed(wanted, factor)
    return secrets


def _unsealed(wanted: list[PlannedSecret], cover: Medium, recipe: Recipe) -> Plan:
    """The paper's layout: the secrets' networks side by side along the diagonal of the stego network (3.3)."""
    networks = [secret.architecture for secret in wanted]
    total = sum(network.width for network in networks)
    needed = math.ceil(total / PAPER_SHARE)
    width = recipe.width or next((w for w in WIDTHS if w >= max(needed, recipe.cover_width)), WIDTHS[-1])
    stego = _network(cover, width, recipe)
    factor = min(1.0, width * PAPER_SHARE / total) if total else 1.0
    if total and factor < MIN_SHRINK:
        better = math.ceil(needed * MIN_SHRINK)
        raise CapacityError(
            f"The secrets need at least {better} units; this network has {width}.",
            needed=better, available=width, width=better,
        )  # fmt: skip
    placed = [
        replace(n, width=int(n.width * factor), hidden=paper_layout.hidden_layers(n.in_features, n.out_features, stego))
        for n in networks
    ]
    secrets = tuple(replace(s, architecture=network) for s, network in zip(wanted, placed, strict=True))
    placements = tuple(paper_layout.allocate(placed, stego))
    return Plan(secrets, cover, stego, None, placements, recipe, sum(network.width for network in placed), width)
