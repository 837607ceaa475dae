"""Recipe: how many samples are kept, how large networks are, how long they are fitted; constants are measured."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from engine.errors import CapacityError
from engine.fit.schedule import Schedule
from engine.media import Medium, Tiling
from engine.media.cache import complexity, grid
from engine.siren import Architecture
from engine.vault.storage import StorageName

Protection = Literal["sealed", "paper"]
MIN_WIDTH: Final = 16  # narrower networks hold nothing worth hiding
WIDTHS: Final = tuple(range(64, 1025, 32))  # of a stego network with the usual room
ROOMS: Final = (1, 4, 16)  # the room for secrets that a person may choose, as multiples of the usual room
SHARING_EXPONENT: Final = -0.18  # with n secrets widths scale by n^-0.18: eight secrets need a network twice as wide
MAX_SECRETS: Final = 8  # files; a video with sound counts once
# An exact cover needs this many free weights for each of its values, and this many epochs. With 2.5 and 180 a photo of
# 128 x 128 ended with 15 of its 49,152 values off by one.
EXACT_WEIGHTS: Final = 3.0
EXACT_EPOCHS: Final = 400
EXACT_MIN_STEPS: Final = 1000


def aligned(width: float) -> int:
    """The multiple of eight at or below a width: matrix products of other widths are up to a fifth slower."""
    return max(MIN_WIDTH, int(width + 1e-9) // 8 * 8)


def coordinate_scale(medium: Medium, tiling: Tiling) -> tuple[float, ...]:
    """What each coordinate of a medium in such tiles is multiplied by before the first layer."""
    stretch = medium.tiles.stretch if medium.tiles is not None and tiling.count > 1 else 1.0
    return tuple(scale * stretch for scale in medium.frequency)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Sizes and schedules of a hide, and what the person tuned.

    `samples` is the most kept of each modality; widths are of hidden layers. `seconds` limits a hide for one key; the
    cover gets a fixed share of them, so that a file does not show by its cover's quality what it holds.
    """

    name: str
    samples: Mapping[str, int]
    secret_width: int  # for content as rich as a photo; plainer content gets less
    cover_width: int  # the smallest width of the stego network
    secret_schedule: Schedule
    cover_schedule: Schedule
    sound_schedule: Schedule  # of sounds, secret or cover: small batches are too noisy for them, by 2 to 7 dB
    tile_schedule: Schedule  # of secrets in tiles
    hidden: int = 7  # hidden layers
    storage: StorageName = "exact"
    protection: Protection = "sealed"
    room: int = 1  # for secrets, one of `ROOMS`: the file shows how much could be hidden in it, never how much is
    width: int | None = None  # of the stego network, where the person decides it, whatever the room
    seconds: float | None = None
    decibels: float | None = None  # every fit ends as soon as it is that good
    exact_cover: bool = False  # an image or video is fitted until every value of it is the right one of 256
    device: str = "auto"

    def richness(self, medium: Medium) -> float:
        """The share of the recipe's width that a medium needs, in (0, 1]: parameters grow with its coefficients."""
        share = complexity(medium) / medium.full_at
        return math.sqrt(min(1.0, max(medium.least_richness, share)))

    def widths(self, media: Sequence[Medium]) -> list[float]:
        """The width of one network for each secret of one key, before it is cut into tiles.

        They share: eight rich secrets take four times the room of one, and the plainest take nothing from the others.
        Secrets of other keys do not count, so that a size tells nothing of them.
        """
        rich = [self.richness(medium) for medium in media]
        least = [medium.least_richness for medium in media]
        load = max(1.0, sum((share**2 - low) / (1 - low) for share, low in zip(rich, least, strict=True)))
        return [self.secret_width * share * load**SHARING_EXPONENT for share in rich]

    def secret(self, medium: Medium, width: float) -> tuple[Architecture, Tiling]:
        """The network of a secret that deserves a width, or a stack with as many parameters for its tiles."""
        single = Architecture(
            medium.in_features, grid(medium).channels, aligned(width), self.hidden, output_bias=False
        )  # fmt: skip
        tiling = self._tiling(medium, width)
        if medium.tiles is None or tiling.count == 1:
            return single, tiling
        stacks = [
            replace(single, width=tile_width, hidden=medium.tiles.hidden, tiles=tiling.count)
            for tile_width in range(MIN_WIDTH, single.width + 1, 4)
        ]
        return min(stacks, key=lambda stack: abs(stack.parameter_count - single.parameter_count)), tiling

    def min_width(self, cover: Medium, trainable: float) -> float:
        """The smallest width of the stego network, whatever is hidden; an exact cover needs weights for its values.

        `trainable` is the share of the hidden weights that are fitted to the cover. Raises CapacityError for a cover
        that cannot be exact.
        """
        if not self.exact_cover:
            return self.cover_width
        if not cover.eight_bit or self.storage != "exact":
            raise CapacityError(
                "Only the pixels of a picture or a video, stored exactly, can be shown without any change."
            )
        weights = EXACT_WEIGHTS * cover.grid.points * cover.grid.channels
        return max(self.cover_width, math.sqrt(weights / ((self.hidden - 1) * trainable)))

    def _tiling(self, medium: Medium, width: float) -> Tiling:
        """The tiles a secret is cut into; the paper's own layout knows only media in one piece."""
        tiles, lattice = medium.tiles, grid(medium)
        if self.protection == "paper" or tiles is None:
            return Tiling.single(len(lattice.shape))
        # As many tiles as get their least width from the parameters of one network of this width.
        max_tiles = (self.hidden - 1) / (tiles.hidden - 1) * (width / tiles.width) ** 2
        return Tiling.of_shape(lattice.shape, max(tiles.points, math.ceil(lattice.points / max(1, max_tiles))))


STANDARD: Final = Recipe(
    name="standard",
    samples={"image": 256 * 256, "audio": 100_000, "video": 32 * 64 * 64, "shape": 100_000},
    secret_width=136,
    cover_width=224,
    secret_schedule=Schedule(steps=1800, seconds=42, batch_size=4096),
    cover_schedule=Schedule(steps=2400, seconds=80, batch_size=4096),
    sound_schedule=Schedule(steps=900, batch_size=8192),
    tile_schedule=Schedule(steps=2600, seconds=34, batch_size=8192),
)
DRAFT: Final = Recipe(
    name="draft",
    samples={"image": 256 * 256, "audio": 65_536, "video": 24 * 48 * 48, "shape": 40_000},
    secret_width=80,
    cover_width=160,
    secret_schedule=Schedule(steps=900, seconds=6.5, batch_size=2048),
    cover_schedule=Schedule(steps=720, seconds=10.9, batch_size=2048),
    sound_schedule=Schedule(steps=1200, batch_size=4096),
    tile_schedule=Schedule(steps=900, seconds=7.5, batch_size=8192),
    hidden=6,
)
FINE: Final = Recipe(
    name="fine",
    samples={"image": 512 * 512, "audio": 200_000, "video": 32 * 96 * 96, "shape": 200_000},
    secret_width=176,
    cover_width=256,
    secret_schedule=Schedule(steps=4000, batch_size=8192),
    cover_schedule=Schedule(steps=3000, batch_size=8192),
    sound_schedule=Schedule(steps=2500, batch_size=16384),
    tile_schedule=Schedule(steps=3000, batch_size=32768),
)
RECIPES: Final[dict[str, Recipe]] = {r.name: r for r in (DRAFT, STANDARD, FINE)}
