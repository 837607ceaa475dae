"""Finding: what one attack found in a file, beside what it finds in files with nothing hidden and in unsealed ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.file.stego import Stego
from engine.media import Image
from engine.steganalysis.attacks import Attack
from engine.steganalysis.calibration import EMPTY, UNSEALED

# Of covers, which are fitted from different initial weights; wide networks are of recipes that may fit for longer,
# which leaves the vault further behind whatever is in it.
LONG: Final = ", wide"
KINDS: Final = ("image", "other", f"image{LONG}", f"other{LONG}")
WIDE: Final = 128  # units, at the least
BEYOND: Final = 1.5  # times as far from the middle as the furthest file that was measured: some are further than those


@dataclass(frozen=True, slots=True)
class Range:
    """How the scores of one attack are spread over many files; a twentieth lies below `low`, another above `high`."""

    lowest: float
    low: float
    middle: float
    high: float
    highest: float


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """The score of one attack on one file; higher is more suspicious.

    `empty` is where Undersong's files with nothing hidden lie, `unsealed` where those of the published method do.
    `picture` is what extraction (A7) saw, where that is a picture and the file stands out.
    """

    id: str
    name: str
    tries: str
    score: float
    empty: Range
    unsealed: Range
    picture: Image | None = None

    @property
    def stands_out(self) -> bool:
        """Whether the score is clearly beyond that of every file with nothing hidden."""
        return self.score > self.empty.middle + BEYOND * (self.empty.highest - self.empty.middle)


def kind_of(stego: Stego) -> str:
    """Which files a file is to be judged among."""
    kind = "image" if stego.settings.modality == "image" else "other"
    return kind if stego.network.architecture.width < WIDE else kind + LONG


def judged(attack: Attack, score: float, kind: str) -> Finding:
    """A score with what it is judged by."""
    empty, unsealed = (Range(*table[kind][attack.id]) for table in (EMPTY, UNSEALED))
    short = Range(*EMPTY[kind.removesuffix(LONG)][attack.id])  # a wide network may have been fitted as briefly
    empty = Range(
        min(empty.lowest, short.lowest), min(empty.low, short.low), empty.middle,
        max(empty.high, short.high), max(empty.highest, short.highest),
    )  # fmt: skip
    return Finding(attack.id, attack.name, attack.tries, score, empty, unsealed)
