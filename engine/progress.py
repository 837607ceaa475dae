"""What the engine says while it works; the only way out of a running call is an exception from `report`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engine.media.medium import Medium

Note = Literal["memory-short", "to-processor", "stepped-back", "not-exact"]  # codes: whoever shows them has the words
Stage = Literal["plan", "secret", "cover", "check", "show", "reveal", "attack", "forecast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One moment of a running call.

    `fraction` and `overall` are in [0, 1], for this stage and for the whole call; times are seconds.
    `loss` is the mean squared error in normalised units and `quality` the same in decibels, of the
    kind `unit` says ("PSNR" or "SNR"); both None where nothing is being fitted. `together` secrets are
    fitted side by side, from `index` on: both are then their mean, and the preview is of the first. `preview` is
    the medium coming into focus, at most once a second. `note` is reported once, when it happens: memory ran short
    and the fit goes on in smaller pieces, or on the processor; training diverged and went back to its best weights; an
    exact cover is not exact yet.
    """

    stage: Stage
    index: int = 0  # which secret, from 0
    count: int = 1  # how many of this stage
    together: int = 1
    fraction: float = 0.0
    overall: float = 0.0
    step: int = 0
    seconds: float = 0.0
    seconds_left: float | None = None
    loss: float | None = None
    quality: float | None = None
    unit: str = "PSNR"
    device: str = "cpu"
    preview: Medium | None = None
    note: Note | None = None


class FinishNow(Exception):
    """Raised by a report to say that it is good enough: the fit under way ends soon, with a proper decay."""


Report = Callable[[Progress], None]


def ignore(progress: Progress) -> None:
    """Take a report and do nothing with it."""
