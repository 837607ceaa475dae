"""plan: the sizes of everything a hide will make, or by how much it does not fit, before anything is fitted."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Final

from engine.errors import CapacityError, TooManySecretsError
from engine.file.manifest import BOX_BYTES, MAX_KEYS
from engine.media import Medium, Tiling
from engine.media.cache import scaled_parts
from engine.progress import Progress, Report, ignore
from engine.recipe import MAX_SECRETS, ROOMS, STANDARD, WIDTHS, Recipe, coordinate_scale
from engine.siren import Architecture
from engine.sizing import stego_network, vault_of
from engine.vault import paper_layout
from engine.vault.paper_layout import Placement
from engine.vault.sealing import cells_needed
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

PAPER_SHARE: Final = 3 / 4  # of the units in the paper's layout: without free ones the cover cannot be fitted
MIN_SHRINK: Final = 0.5  # of the width its content asks for: a narrower secret is not worth hiding
SHRINK_STEP: Final = 0.99


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
class _WantedSecret:
    """A part of a secret, scaled, with the width of network that its content asks for."""

    medium: Medium
    width: float
    index: int
    part: int
    owner: Hashable

    def planned(self, recipe: Recipe, factor: float = 1.0) -> PlannedSecret:
        """Its network, narrowed by a factor."""
        return PlannedSecret(
            self.medium, *recipe.secret(self.medium, self.width * factor), self.index, self.part, self.owner
        )


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All sizes of a hide; `hide` carries it out as it is.

    `secrets` are in the order in which they are fitted and stored: those of one owner one after another. `used` and
    `available` count cells of the vault, or hidden units in the paper's layout. `shrink` is 1, or the factor by which
    the secrets' networks are narrower than their content asks for.
    """

    secrets: tuple[PlannedSecret, ...]
    cover: Medium
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
    160
    """
    given = [secret if isinstance(secret, Secret) else Secret(secret) for secret in secrets]
    owners = list(dict.fromkeys(secret.owner for secret in given))
    _check_counts(len(given), len(owners))
    scaled_cover = _scaled(cover, recipe, report)[0]
    wanted: list[_WantedSecret] = []
    for owner in owners:
        parts = [
            (index, part, medium)
            for index, secret in enumerate(given)
            if secret.owner == owner
            for part, medium in enumerate(_scaled(secret.medium, recipe, report))
        ]
        widths = recipe.widths([medium for _, _, medium in parts])
        wanted += [
            _WantedSecret(medium, width, index, part, owner)
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


def _sealed(wanted: list[_WantedSecret], cover: Medium, recipe: Recipe) -> Plan:
    """The secrets within the vault that cover and recipe call for.  Raises CapacityError."""
    planned = _within_vault(wanted, cover, recipe)
    if planned.used <= planned.available:
        return planned
    room, width = recipe.room, recipe.width or 0
    rooms = [replace(recipe, room=larger) for larger in ROOMS if larger > room and not width]
    widths = [replace(recipe, width=larger) for larger in WIDTHS if larger > width > 0]
    larger_plans = (_within_vault(wanted, cover, larger) for larger in (*rooms, *widths))
    helping = next((larger.recipe for larger in larger_plans if larger.used <= larger.available), None)
    offer = ""
    if helping is not None:
        offer = f" A width of {helping.width} would do." if width else f" {helping.room} times the room would do."
    raise CapacityError(
        f"The secrets need at least {planned.used:,} cells; a network of width {planned.stego.width} has "
        f"{planned.available:,}.{offer}",
        needed=planned.used, available=planned.available,
        width=(helping.width or 0) if helping else 0, room=helping.room if helping and not width else 0,
    )  # fmt: skip


def _within_vault(wanted: list[_WantedSecret], cover: Medium, recipe: Recipe) -> Plan:
    """The plan in which each owner's secrets are as large as if they had the vault to themselves.

    So the holder of one key learns nothing from their sizes of what other keys hold. Of several owners the secrets may
    then need more than is available: `used` says how much.
    """
    vault = vault_of(cover, recipe)
    secrets, used, smallest = list[PlannedSecret](), 0, 1.0
    for owner in dict.fromkeys(secret.owner for secret in wanted):
        factor, needed = 1 / SHRINK_STEP, math.inf
        while needed > vault.capacity() and factor > MIN_SHRINK:
            factor *= SHRINK_STEP
            networks = [secret.planned(recipe, factor) for secret in wanted if secret.owner == owner]
            needed = sum(cells_needed(network.architecture, vault.storage) for network in networks)
        secrets, used, smallest = [*secrets, *networks], used + round(needed), min(smallest, factor)
    return Plan(tuple(secrets), cover, vault.stego, vault, (), recipe, used, vault.capacity(), smallest)


def _unsealed(wanted: list[_WantedSecret], cover: Medium, recipe: Recipe) -> Plan:
    """The paper's layout: the secrets' networks side by side along the diagonal of the stego network (3.3)."""
    planned = [secret.planned(recipe) for secret in wanted]
    networks = [secret.architecture for secret in planned]
    total = sum(network.width for network in networks)
    needed = math.ceil(total / PAPER_SHARE)
    width = recipe.width or next((w for w in WIDTHS if w >= max(needed, recipe.cover_width)), WIDTHS[-1])
    stego = stego_network(cover, width, recipe)
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
    secrets = tuple(replace(s, architecture=network) for s, network in zip(planned, placed, strict=True))
    placements = tuple(paper_layout.allocate(placed, stego))
    return Plan(secrets, cover, stego, None, placements, recipe, sum(network.width for network in placed), width)
