"""Recipe: how large the networks are and how long they are fitted.  Every constant here was measured (tests/benchmarks)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engine.fitting import Schedule
from engine.media import Medium
from engine.siren import Architecture
from engine.storage import StorageName

Protection = Literal["sealed", "paper"]
NARROWEST: Final = 16  # narrower networks hold nothing worth hiding
MENU: Final = tuple(range(64, 1025, 32))  # public widths of a stego network, and so of all that a width tells
MOST_SECRETS: Final = 8  # files; a video with sound counts once
GAIN: Final = 1.5  # of initial hidden weights over SIREN's own, and of the vault's cells (SNF; +2 dB at equal time)
FULL_AT: Final = 60_000  # coefficients (Medium.complexity) from which a secret gets the recipe's full width


@dataclass(frozen=True, slots=True)
class Recipe:
    """`samples` is the most kept of each modality; widths are of hidden layers, seconds for the whole hide."""

    name: str
    samples: Mapping[str, int]
    secret_width: int  # for content as rich as a photo; plainer content gets less
    cover_width: int  # at the least, for such a cover
    secret_schedule: Schedule
    cover_schedule: Schedule
    hidden: int = 7
    storage: StorageName = "exact"
    protection: Protection = "sealed"
    width: int | None = None  # of the stego network, where the person decides it
    seconds: float | None = None
    decibels: float | None = None
    device: str = "auto"

    def richness(self, medium: Medium) -> float:
        """How much of the recipe's width content like this needs, in (0, 1]: parameters grow with coefficients."""
        return math.sqrt(min(1.0, max(0.05, medium.complexity() / FULL_AT)))

    def secret(self, medium: Medium, beside: int) -> Architecture:
        """The network of one of `beside` secrets; together they share, so that eight take four times the room of one."""
        width = max(NARROWEST, round(self.secret_width * self.richness(medium) * beside ** (-1 / 6)))
        return Architecture(medium.in_features, medium.grid.channels, width, self.hidden, output_bias=False)


STANDARD: Final = Recipe(
    name="standard",
    samples={"image": 256 * 256, "audio": 100_000, "video": 32 * 64 * 64, "shape": 100_000},
    secret_width=116,
    cover_width=192,
    secret_schedule=Schedule(steps=1400, seconds=62, batch=4096),
    cover_schedule=Schedule(steps=900, seconds=85, batch=4096),
)
DRAFT: Final = Recipe(
    name="draft",
    samples={"image": 192 * 192, "audio": 50_000, "video": 16 * 48 * 48, "shape": 30_000},
    secret_width=72,
    cover_width=112,
    secret_schedule=Schedule(steps=450, seconds=8, batch=2048, matrix_rate=2e-3),
    cover_schedule=Schedule(steps=300, seconds=11, batch=2048, matrix_rate=2e-3),
    hidden=6,
)
FINE: Final = Recipe(
    name="fine",
    samples={"image": 512 * 512, "audio": 200_000, "video": 32 * 96 * 96, "shape": 200_000},
    secret_width=160,
    cover_width=256,
    secret_schedule=Schedule(steps=4000, batch=8192, matrix_rate=7e-4),
    cover_schedule=Schedule(steps=3000, batch=8192, matrix_rate=7e-4),
)
RECIPES: Final[dict[str, Recipe]] = {r.name: r for r in (DRAFT, STANDARD, FINE)}
