"""Finding: the score of one attack on a file, with the scores of files whose content is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.file.stego import Stego
from engine.media import Image
from engine.steganalysis.attacks import Attack
from engine.steganalysis.calibration import EMPTY, UNSEALED

# Images have a calibration class of their own, because their covers are fitted from larger initial weights. So do wide
# networks: their recipes may fit for longer, which leaves the vault further behind, whatever is in it. So do stacks:
# the mean over many small networks has a narrower range.
STACK: Final = ", stack"
WIDE: Final = ", wide"
WIDE_FROM: Final = 128  # units
OUTLIER: Final = 1.5  # times as far from the median as the furthest calibration file: some files go beyond those


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The distribution of one attack's scores over many files: minimum, 5 %, median, 95 % and maximum."""

    minimum: float
    p5: float
    median: float
    p95: float
    maximum: float


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """The score of one attack on one file. A higher score is more suspicious.

    `empty` has the scores of Undersong's files with nothing hidden, `unsealed` those of files of the published method.
    `extracted` is what extraction (A7) recovered, of a stack in one of its tiles, if it looks natural and the file
    stands out.
    """

    id: str
    name: str
    looks_for: str
    score: float
    empty: ScoreRange
    unsealed: ScoreRange
    extracted: Image | None = None

    @property
    def stands_out(self) -> bool:
        """Whether the score is clearly beyond that of every file with nothing hidden."""
        return self.score > self.empty.median + OUTLIER * (self.empty.maximum - self.empty.median)


def calibration_class(stego: Stego) -> str:
    """The class of files whose scores a file is compared with, a key of the calibration tables."""
    modality = "image" if stego.settings.modality == "image" else "other"
    if stego.network.architecture.tiles > 1:
        return modality + STACK
    return modality if stego.network.architecture.width < WIDE_FROM else modality + WIDE


def finding_of(attack: Attack, score: float, class_name: str) -> Finding:
    """The finding for a score, with the score ranges of its calibration class."""
    empty, unsealed = (ScoreRange(*table[class_name][attack.id]) for table in (EMPTY, UNSEALED))
    # A wide network may have been fitted as briefly as a narrow one, so its range spans that of narrow ones too.
    narrow = ScoreRange(*EMPTY[class_name.removesuffix(WIDE)][attack.id])
    empty = ScoreRange(
        min(empty.minimum, narrow.minimum), min(empty.p5, narrow.p5), empty.median,
        max(empty.p95, narrow.p95), max(empty.maximum, narrow.maximum),
    )  # fmt: skip
    return Finding(attack.id, attack.name, attack.looks_for, score, empty, unsealed)
