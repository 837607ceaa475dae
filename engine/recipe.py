"""Recipe: how large the networks are and how long they are fitted; its constants were measured."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from engine.fit.schedule import Schedule
from engine.media import Medium, Tiling
from engine.siren import Architecture
from engine.vault.storage import StorageName

Protection = Literal["sealed", "paper"]
NARROWEST: Final = 16  # narrower networks hold nothing worth hiding
MENU: Final = tuple(range(64, 1025, 32))  # public widths of a stego network, and so of all that a width tells
SHARED: Final = -0.18  # power of their number by which the widths of several shrink: eight double the network
MOST_SECRETS: Final = 8  # files; a video with sound counts once
# An exact cover: free weights for each value of it, and passes over it. With 2.5 and 180 a photo of 128 x 128 ended
# with 15 of its 49,152 values off by one.
EXACT_WEIGHTS: Final = 3.0
EXACT_PASSES: Final = 400
EXACT_STEPS: Final = 1000  # at the least


def aligned(width: float) -> int:
    """The width a network gets that should have this one: products of others are up to a fifth slower."""
    return max(NARROWEST, int(width + 1e-9) // 8 * 8)


def stretched(medium: Medium, tiling: Tiling) -> tuple[float, ...]:
    """What each coordinate is multiplied by before the first layer, of a medium in such tiles."""
    more = medium.tiles.stretch if medium.tiles is not None and tiling.number > 1 else 1.0
    return tuple(f * more for f in medium.frequency)


@dataclass(frozen=True, slots=True)
class Recipe:
    """`samples` is the most kept of each modality; widths are of hidden layers.

    `seconds` are the most for the whole hide; of them the cover has a fixed part, so that a file with nothing hidden
    does not show by a better one.
    """

    name: str
    samples: Mapping[str, int]
    secret_width: int  # for content as rich as a photo; plainer content gets less
    cover_width: int  # at the least, whatever the cover: a width tells only how much could be hidden
    secret_schedule: Schedule
    cover_schedule: Schedule
    sound_schedule: Schedule  # of sounds, secret or cover: small batches are too noisy for them, by 2 to 7 dB
    tile_schedule: Schedule  # of secrets in tiles
    hidden: int = 7
    storage: StorageName = "exact"
    protection: Protection = "sealed"
    width: int | None = None  # of the stego network, where the person decides it
    seconds: float | None = None
    decibels: float | None = None
    exact_cover: bool = False  # a picture or video is fitted until every value of it is the right one of 256
    device: str = "auto"

    def richness(self, medium: Medium) -> float:
        """The part of the recipe's width it needs, in (0, 1]: parameters grow with coefficients."""
        part = medium.complexity() / medium.full_at
        return math.sqrt(min(1.0, max(medium.least_richness, part)))

    def widths(self, media: Sequence[Medium]) -> list[float]:
        """How wide a network each secret of one key is worth, before it is cut into tiles.

        They share: eight rich ones take four times the room of one, and what is as plain as can be takes nothing
        from the others. Secrets of other keys do not count, so that a size tells nothing of them.
        """
        rich = [self.richness(medium) for medium in media]
        least = [medium.least_richness for medium in media]
        together = max(1.0, sum((part**2 - low) / (1 - low) for part, low in zip(rich, least, strict=True)))
        return [self.secret_width * part * together**SHARED for part in rich]

    def secret(self, medium: Medium, width: float) -> tuple[Architecture, Tiling]:
        """The network of a secret that is worth such a width, or a stack of as many weights for its tiles."""
        grid = medium.grid
        whole = Architecture(medium.in_features, grid.channels, aligned(width), self.hidden, output_bias=False)
        tiling = self._tiling(medium, width)
        if medium.tiles is None or tiling.number == 1:
            return whole, tiling
        stacks = [
            replace(whole, width=each, hidden=medium.tiles.hidden, tiles=tiling.number)
            for each in range(NARROWEST, whole.width + 1, 4)
        ]
        return min(stacks, key=lambda stack: abs(stack.parameters - whole.parameters)), tiling

    def _tiling(self, medium: Medium, width: float) -> Tiling:
        """The paper's own layout knows only whole media."""
        tiles, grid = medium.tiles, medium.grid
        if self.protection == "paper" or tiles is None:
            return Tiling.whole(len(grid.shape))
        most = (self.hidden - 1) / (tiles.hidden - 1) * (width / tiles.width) ** 2
        return Tiling.of_shape(grid.shape, max(tiles.points, math.ceil(grid.points / max(1, most))))


STANDARD: Final = Recipe(
    name="standard",
    samples={"image": 256 * 256, "audio": 100_000, "video": 32 * 64 * 64, "shape": 100_000},
    secret_width=136,
    cover_width=224,
    secret_schedule=Schedule(steps=1800, seconds=42, batch=4096),
    cover_schedule=Schedule(steps=2400, seconds=80, batch=4096),
    sound_schedule=Schedule(steps=900, batch=8192),
    tile_schedule=Schedule(steps=2600, seconds=34, batch=8192),
)
DRAFT: Final = Recipe(
    name="draft",
    samples={"image": 256 * 256, "audio": 65_536, "video": 24 * 48 * 48, "shape": 40_000},
    secret_width=80,
    cover_width=128,
    secret_schedule=Schedule(steps=900, seconds=6.5, batch=2048),
    cover_schedule=Schedule(steps=900, seconds=10, batch=2048),
    sound_schedule=Schedule(steps=1200, batch=4096),
    tile_schedule=Schedule(steps=900, seconds=7.5, batch=8192),
    hidden=6,
)
FINE: Final = Recipe(
    name="fine",
    samples={"image": 512 * 512, "audio": 200_000, "video": 32 * 96 * 96, "shape": 200_000},
    secret_width=176,
    cover_width=256,
    secret_schedule=Schedule(steps=4000, batch=8192),
    cover_schedule=Schedule(steps=3000, batch=8192),
    sound_schedule=Schedule(steps=2500, batch=16384),
    tile_schedule=Schedule(steps=3000, batch=32768),
)
RECIPES: Final[dict[str, Recipe]] = {r.name: r for r in (DRAFT, STANDARD, FINE)}
