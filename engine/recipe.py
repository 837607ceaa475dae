"""Recipe: how many samples are kept, how large networks are, how long they are fitted; constants are measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from engine.errors import CapacityError
from engine.fit.schedule import Schedule
from engine.media import Medium, Tiling
from engine.media.cache import complexity, grid, scaled_parts
from engine.siren import Architecture
from engine.vault.storage import StorageName

Protection = Literal["sealed", "paper"]
MIN_WIDTH: Final = 16  # narrower networks hold nothing worth hiding
# Widths are multiples of it: products of other widths are up to a fifth slower, of narrow ones up to twice. Photos in
# tiles of width 24 came out as good as with 28 at a megapixel in 0.85 of the time, and at 256 x 256 0.6 dB better than
# with 27, in 0.83; 16, 20, 40 and 48 were worse in equal time.
ALIGNMENT: Final = 8
NEAR: Final = 1 / 8  # by how much a secret in aligned tiles may have more or fewer weights than it is to have
WIDTHS: Final = tuple(range(64, 1025, 32))  # of a stego network, where a person or the paper's layout decides it
ROOMS: Final = (1, 2, 4, 16)  # the room for secrets that a person may choose, as multiples of the usual room
# Of points, from which content may take more weights than one network of the recipe's width has, and how many more:
# a picture of four times the size has less than four times the detail.
LARGE_FROM, LARGE_EXPONENT = 1 << 16, 0.75
# Points of a medium whose tiles are half as large: at 256 x 256 covers come out 2 dB better at equal time, at a
# megapixel no better, in a file of 1.4 times the size.
SMALL: Final = range(1 << 14, 1 << 17)
LARGEST_TILING: Final = 3600  # tiles: a reader takes 4096
MAX_SECRETS: Final = 32  # files; a video with sound counts once
# An exact cover needs this many free weights for each of its values, and tiles of about this many points, which are
# solved in the end: with 256 that takes three times as long; with 100 and a width of 16 some are not solved. After
# that many steps (about 75 dB) hardly a tile is left to solve; after 200 (55 dB) solving takes longer than training.
EXACT_WEIGHTS: Final = 3.0
EXACT_TILE_POINTS: Final = 128
EXACT_STEPS: Final = 600


def aligned(width: float) -> int:
    """The aligned width at or below a width."""
    return max(MIN_WIDTH, int(width + 1e-9) // ALIGNMENT * ALIGNMENT)


def coordinate_scale(medium: Medium, tiling: Tiling) -> tuple[float, ...]:
    """What each coordinate of a medium in such tiles is multiplied by before the first layer."""
    stretch = 1.0
    if medium.tiles is not None and tiling.count > 1:
        stretch = medium.tiles.stretch + medium.tiles.stretch_per_point * max(grid(medium).shape)
    return tuple(scale * stretch for scale in medium.frequency)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Sizes and schedules of a hide, and what the person tuned.

    `samples` is the most kept of each modality; widths are of hidden layers. `seconds` limits a hide for one key; the
    cover gets a fixed share of them, so that a file does not show by its cover's quality what it holds.
    """

    name: str
    samples: Mapping[str, int]
    secret_width: int  # in one piece, for content as rich as a photo; plainer content gets less
    cover_width: int  # the smallest width of a stego network in one piece
    secret_schedule: Schedule
    cover_schedule: Schedule
    sound_schedule: Schedule  # of sounds in one piece: small batches are too noisy for them, by 2 to 7 dB
    tile_schedule: Schedule  # of secrets and covers in tiles, but for the seconds; see `FitBudget`
    usual_weights: int = 120_000  # of secrets, that the usual room of a small cover holds
    hidden: int = 7  # hidden layers of a network in one piece
    tile_hidden: int = 5  # of the network of a tile, which is small and needs fewer
    tile_points: int = 4096  # of a picture or film; see `TileSettings`
    storage: StorageName = "exact"
    protection: Protection = "sealed"
    room: int = 1  # for secrets, one of `ROOMS`: the file shows how much could be hidden in it, never how much is
    width: int | None = None  # of the stego network in each tile, where the person decides it, whatever the room
    seconds: float | None = None
    decibels: float | None = None  # every fit ends as soon as it is that good
    exact_cover: bool = False  # an image or video is fitted until every value of it is the right one of 256
    device: str = "auto"

    def kept(self, medium: Medium) -> Medium:
        """The medium scaled to the most that this recipe keeps, as a plan scales it: 1 to 2 s for a long film, once."""
        first, *others = scaled_parts(medium, self.samples)
        return first.joined(others[0]) if others else first

    def wanted_width(self, medium: Medium, richness: float = 0.0) -> float:
        """The width of one network for a secret, before it is cut into tiles: its weights grow with the content.

        It is at the least that of content of this `richness`, in [0, 1]: 1 is a photo's, of fewer points as much less.
        """
        size = grid(medium).points / LARGE_FROM if medium.tiles is not None else 0.0
        largest = max(1.0, size) ** LARGE_EXPONENT
        share = max(medium.least_richness, complexity(medium) / medium.full_at, richness * min(size, largest))
        return self.secret_width * math.sqrt(min(largest, share))

    def secret(self, medium: Medium, width: float) -> tuple[Architecture, Tiling]:
        """The network of a secret that deserves a width, or a stack with about as many parameters for its tiles."""
        single = Architecture(
            medium.in_features, grid(medium).channels, aligned(width), self.hidden, output_bias=False
        )  # fmt: skip
        tiling = self.tiling(medium)
        if medium.tiles is None or tiling.count == 1:
            return single, tiling
        # As many tiles as get their least width from the parameters of one network of this width.
        max_tiles = (self.hidden - 1) / (self.tile_hidden - 1) * (width / medium.tiles.width) ** 2
        if tiling.count > max_tiles:
            tiling = Tiling.of_shape(grid(medium).shape, math.ceil(grid(medium).points / max(1, max_tiles)))
        if tiling.count == 1:
            return single, tiling
        tile, lattice, weights = replace(single, hidden=self.tile_hidden), grid(medium), single.parameter_count
        widths = range(MIN_WIDTH, single.width + 1)
        width = min(widths, key=lambda w: abs(tiling.count * replace(tile, width=w).parameter_count - weights))
        even = replace(tile, width=max(medium.tiles.width, aligned(width)))
        points = lattice.points * even.parameter_count / weights  # of each of so many tiles that weights are the same
        finer = Tiling.of_shape(lattice.shape, math.ceil(points / (1 - NEAR / 3)))
        if width != even.width and abs(finer.count * even.parameter_count / weights - 1) <= NEAR:
            return replace(even, tiles=finer.count), finer
        return replace(tile, width=width, tiles=tiling.count), tiling

    def min_width(self, cover: Medium, matrices: int, trainable: float) -> float:
        """The smallest width of the stego network, whatever is hidden; an exact cover needs weights for its values.

        `trainable` is the share of the weights of its hidden `matrices` that are fitted to the cover. Raises
        CapacityError for a cover that cannot be exact.
        """
        least = self.cover_width if self.cover_tiling(cover).count == 1 else MIN_WIDTH
        if not self.exact_cover:
            return least
        if not cover.eight_bit or self.storage != "exact":
            raise CapacityError(
                "Only the pixels of a picture or a video, stored exactly, can be shown without any change."
            )
        weights = EXACT_WEIGHTS * grid(cover).points * grid(cover).channels
        return max(least, math.sqrt(weights / (matrices * trainable)))

    def cover_tiling(self, cover: Medium) -> Tiling:
        """The tiles of a cover; small ones, if it has to be exact."""
        return (replace(self, tile_points=EXACT_TILE_POINTS) if self.exact_cover else self).tiling(cover)

    def tiling(self, medium: Medium) -> Tiling:
        """The tiles a medium is cut into; the paper's own layout knows only media in one piece."""
        lattice = grid(medium)
        if self.protection == "paper" or medium.tiles is None:
            return Tiling.single(len(lattice.shape))
        small = lattice.points in SMALL and not self.exact_cover
        points = max(1, self.tile_points // (medium.tiles.finer * (2 if small else 1)))
        return Tiling.of_shape(lattice.shape, max(points, math.ceil(lattice.points / LARGEST_TILING)))


STANDARD: Final = Recipe(
    name="standard",
    samples={"image": 1 << 20, "audio": 1_000_000, "video": 1_152_000, "shape": 100_000},
    secret_width=136,
    cover_width=224,
    secret_schedule=Schedule(steps=1800, seconds=42, batch_size=4096),
    cover_schedule=Schedule(steps=2400, seconds=75, batch_size=4096),
    sound_schedule=Schedule(steps=900, batch_size=8192),
    tile_schedule=Schedule(steps=2200, batch_size=4096),
)
DRAFT: Final = Recipe(
    name="draft",
    samples={"image": 1 << 18, "audio": 250_000, "video": 345_600, "shape": 40_000},
    secret_width=112,
    cover_width=160,
    secret_schedule=Schedule(steps=900, seconds=6.5, batch_size=2048),
    cover_schedule=Schedule(steps=720, seconds=10.9, batch_size=2048),
    sound_schedule=Schedule(steps=1200, batch_size=4096),
    tile_schedule=Schedule(steps=1000, batch_size=4096),
    usual_weights=60_000,
    hidden=6,
)
FINE: Final = Recipe(
    name="fine",
    samples={"image": 1 << 22, "audio": 5_000_000, "video": 6_912_000, "shape": 200_000},
    secret_width=176,
    cover_width=256,
    secret_schedule=Schedule(steps=4000, batch_size=8192),
    cover_schedule=Schedule(steps=3000, batch_size=8192),
    sound_schedule=Schedule(steps=2500, batch_size=16384),
    tile_schedule=Schedule(steps=4200, batch_size=4096),
)
RECIPES: Final[dict[str, Recipe]] = {r.name: r for r in (DRAFT, STANDARD, FINE)}
