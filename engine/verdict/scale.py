"""The one scale on which everything that comes back is judged, and a judgement: a step of it, with its consequences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

RemarkCode = Literal[
    "print", "small-print", "colours", "small", "tiny", "stills", "frames",
    "hiss", "dull", "clear", "high-tones", "hum", "mono", "no-sound", "sound", "pieces", "bytes",
]  # fmt: skip


class Verdict(IntEnum):
    """How what comes back compares with what was given, best last: two verdicts can be compared and subtracted."""

    NOT_USABLE = 0
    RECOGNISABLE = 1
    SOFTER = 2
    VERY_CLOSE = 3
    NO_DIFFERENCE = 4
    SAME = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """One consequence, to be said in a sentence of its own; `number` is what the sentence counts, if anything."""

    code: RemarkCode
    number: float = 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on one medium or file, and its consequences.

    `grainy` says that what was added weighs more than what was lost: a grain, or a hiss. `modality` is that of what was
    given, or "file". `sound` is the judgement of a film's sound, which has had its say in the verdict.
    """

    verdict: Verdict
    modality: str
    remarks: tuple[Remark, ...] = ()
    grainy: bool = False
    sound: Judgement | None = None

    def has(self, code: RemarkCode) -> bool:
        """Whether it has a remark of this code."""
        return any(remark.code == code for remark in self.remarks)


def step_of(value: float, limits: tuple[float, float, float, float]) -> Verdict:
    """The verdict on a difference: `limits` are the largest for no difference, very close, softer, recognisable."""
    return Verdict(sum(value <= limit for limit in limits))
