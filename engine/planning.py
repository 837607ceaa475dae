"""plan: the sizes of everything a hide will make, or by how much it does not fit, before anything is fitted."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.errors import CapacityError, LatticeTooLargeError
from engine.exact_file import ExactFile
from engine.file.bounds import MAX_PARAMETERS, MAX_STORED_POINTS
from engine.file.stego import MAX_FILE_BYTES
from engine.limits import check_boxes, check_counts, refuse
from engine.media import Audio, Image, Medium, Tiling, Video
from engine.media.cache import grid, scaled_parts
from engine.planned import Plan, PlannedExact, PlannedSecret, Secret
from engine.progress import Progress, Report, ignore
from engine.recipe import STANDARD, WIDTHS, Recipe
from engine.sizing import stego_network, vault_of
from engine.vault import exact, paper_layout
from engine.vault.sealing import cells_needed

PAPER_SHARE: Final = 3 / 4  # of the units in the paper's layout: without free ones the cover cannot be fitted
# Of the weights its content asks for: from the first share down a secret is scaled, and below the second one it is not
# worth hiding.
MIN_DENSITY, MIN_SHRINK = 0.5, 0.01
MIN_SHRINK_PAPER: Final = 0.5  # of the width, in the paper's layout
SHRINK_STEP: Final = 0.98
# What a secret's content is taken for, at the least, while there is room for it, in parts of a photo's detail: a cosine
# transform sees little in a smooth ground with sharp, saturated spots, which needs a photo's weights.
RICHNESS: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _WantedSecret:
    """A part of a secret, scaled to the recipe's samples."""

    medium: Medium
    index: int
    part: int
    owner: Hashable
    name: str
    given: tuple[int, ...]

    def planned(self, recipe: Recipe, factor: float = 1.0, richness: float = 0.0) -> PlannedSecret:
        """Its network with this share of the weights that its content asks for, taken for this rich at the least.

        Down to MIN_DENSITY the network alone gets smaller, and below it the medium as much: a picture at 1 dB less is
        worth more than one of fewer pixels, until it is only a blur of that many pixels.
        """
        medium = self.medium
        least = min(1.0, MIN_DENSITY * (STANDARD.secret_width / recipe.secret_width) ** 2)  # as many weights a point
        if factor < least and medium.tiles is not None:
            points = max(1, math.ceil(grid(medium).points * factor / least))
            [medium] = scaled_parts(medium, {medium.modality: points})
        width = recipe.wanted_width(self.medium, richness) * math.sqrt(factor)
        given = self.given if self.given != grid(medium).shape else ()
        return PlannedSecret(
            medium, *recipe.secret(medium, width), self.index, self.part, self.owner, self.name, given
        )  # fmt: skip


def plan(
    secrets: Sequence[Medium | ExactFile | Secret], cover: Medium, recipe: Recipe = STANDARD, *, report: Report = ignore
) -> Plan:
    """Choose the size of every medium and network.

    Parameters
    ----------
    secrets : sequence of Medium, ExactFile or Secret
        Up to `MAX_SECRETS`; as `Secret(what, owner)` where there are several keys, up to `MAX_KEYS`.
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
    184
    """
    given = [secret if isinstance(secret, Secret) else Secret(secret) for secret in secrets]
    owners = list(dict.fromkeys(secret.owner for secret in given))
    check_counts(len(given), len(owners))
    scaled_cover = _scaled(cover, recipe, report)[0]
    wanted: list[_WantedSecret] = []
    for owner in owners:
        wanted += [
            _WantedSecret(medium, index, part, owner, secret.name, () if part else _given_shape(secret.what))
            for index, secret in enumerate(given)
            if secret.owner == owner and isinstance(secret.what, Medium)
            for part, medium in enumerate(_scaled(secret.what, recipe, report))
        ]
    files = tuple(
        PlannedExact(secret.what, index, secret.owner)
        for index, secret in enumerate(given)
        if isinstance(secret.what, ExactFile)
    )
    if recipe.protection == "paper" and files:
        raise CapacityError("The paper's own layout has no place for exact files. Choose the sealed one.")
    planned = (
        _sealed(wanted, files, scaled_cover, recipe)
        if recipe.protection == "sealed"
        else _unsealed(wanted, scaled_cover, recipe)
    )
    if planned.stego.parameter_count > MAX_PARAMETERS:
        raise CapacityError(
            f"The network would have {planned.stego.parameter_count:,} weights; it may have {MAX_PARAMETERS:,}. "
            "Choose less room.",
            needed=planned.stego.parameter_count, available=MAX_PARAMETERS,
        )  # fmt: skip
    if planned.bytes > MAX_FILE_BYTES:
        raise CapacityError(
            f"The file would have {planned.bytes:,} bytes; it may have {MAX_FILE_BYTES:,}. Choose less room.",
            needed=planned.bytes, available=MAX_FILE_BYTES,
        )  # fmt: skip
    check_boxes(planned)
    return planned


def _given_shape(medium: Medium) -> tuple[int, ...]:
    """The shape of its grid in the file it was read from, which may be finer; of a 3D shape, which has none, ()."""
    if isinstance(medium, Audio):
        return (len(medium.signal),)
    if not isinstance(medium, Image | Video):
        return ()
    height, width = (medium.pixels if isinstance(medium, Image) else medium.frames[0]).shape[:2]
    sides = int(medium.source.get("height", height)), int(medium.source.get("width", width))
    if isinstance(medium, Image):
        return sides
    return (max(1, round(medium.seconds * medium.source.get("file fps", medium.fps))), *sides)


def _scaled(medium: Medium, recipe: Recipe, report: Report) -> tuple[Medium, ...]:
    report(Progress(stage="plan"))
    parts = scaled_parts(medium, recipe.samples)
    if (points := max(grid(part).points for part in parts)) > MAX_STORED_POINTS:
        raise LatticeTooLargeError(
            f"A file describes media of at most {MAX_STORED_POINTS:,} points; this recipe keeps {points:,}.",
            needed=points, available=MAX_STORED_POINTS,
        )  # fmt: skip
    return parts


def _sealed(wanted: list[_WantedSecret], files: tuple[PlannedExact, ...], cover: Medium, recipe: Recipe) -> Plan:
    """The secrets within the vault that cover and recipe call for.  Raises CapacityError."""

    def planned_with(chosen: Recipe) -> Plan:
        return _within_vault(wanted, files, cover, chosen)

    planned = planned_with(recipe)
    if planned.used > planned.available:
        refuse(planned, planned_with)
    return planned


def _within_vault(wanted: list[_WantedSecret], files: tuple[PlannedExact, ...], cover: Medium, recipe: Recipe) -> Plan:
    """The plan in which each owner's secrets are as large as if they had the vault to themselves.

    So the holder of one key learns nothing from their sizes of what other keys hold. Exact secrets have the size they
    have, and learned ones shrink around them. Of several owners the secrets may then need more than is available, and
    so may exact ones of one owner: `used` says how much.
    """
    vault = vault_of(cover, recipe)
    secrets, used, smallest = list[PlannedSecret](), 0, 1.0
    owners = [*(secret.owner for secret in wanted), *(file.owner for file in files)]
    for owner in dict.fromkeys(owners):
        taken = sum(exact.cells_needed(file.what.size, vault.storage) for file in files if file.owner == owner)
        free, factor, richness = vault.capacity() - taken, 1.0, iter(RICHNESS)
        while True:
            least = next(richness, 0.0)
            networks = [secret.planned(recipe, factor, least) for secret in wanted if secret.owner == owner]
            needed = sum(cells_needed(network.architecture, vault.storage) for network in networks)
            if needed <= free or factor <= MIN_SHRINK or not networks:
                break
            if not least:
                factor = max(MIN_SHRINK, factor * min(SHRINK_STEP, max(0, free) / needed))
        secrets, used, smallest = [*secrets, *networks], used + needed + taken, min(smallest, factor)
    tiling, capacity = recipe.cover_tiling(cover), vault.capacity()
    return Plan(tuple(secrets), cover, tiling, vault.stego, vault, (), recipe, used, capacity, smallest, files)


def _unsealed(wanted: list[_WantedSecret], cover: Medium, recipe: Recipe) -> Plan:
    """The paper's layout: the secrets' networks side by side along the diagonal of the stego network (3.3)."""
    planned = [secret.planned(recipe) for secret in wanted]
    networks = [secret.architecture for secret in planned]
    total = sum(network.width for network in networks)
    needed = math.ceil(total / PAPER_SHARE)
    width = recipe.width or next((w for w in WIDTHS if w >= max(needed, recipe.cover_width)), WIDTHS[-1])
    stego = stego_network(cover, width, recipe)
    factor = min(1.0, width * PAPER_SHARE / total) if total else 1.0
    if total and factor < MIN_SHRINK_PAPER:
        better = math.ceil(needed * MIN_SHRINK_PAPER)
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
    tiling = Tiling.single(cover.in_features)
    return Plan(
        secrets, cover, tiling, stego, None, placements, recipe, sum(network.width for network in placed), width
    )
