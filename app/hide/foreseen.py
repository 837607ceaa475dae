"""What will come back of a medium, on one scale of six, judged against what was given; and its words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

import engine
from app.text.measures import grade_of

SAME, NO_DIFFERENCE, VERY_CLOSE, SOFTER, RECOGNISABLE, NOT_USABLE = 5, 4, 3, 2, 1, 0  # steps of the scale


def foreseen(given: engine.Medium, kept: engine.Medium, decibels: tuple[float, ...] = ()) -> int:
    """The step of what is kept, with the forecast of its fit once there is one.  Takes up to seconds."""
    if isinstance(given, engine.Shape):
        return NO_DIFFERENCE
    scale = "snr" if given.unit == "SNR" else "psnr"
    values = [*decibels[:1]]
    if kept is not given and given.grid.shape != kept.grid.shape:
        values += [given.try_compare(kept).get(scale, 0.0)]
    return min((1 + grade_of(scale, value) for value in values), default=NO_DIFFERENCE)


def verdict_words(step: int, *, sound: bool) -> str:
    """As in "very close"."""
    say = QCoreApplication.translate
    return [
        say("Foreseen", "not usable"),
        say("Foreseen", "recognisable"),
        say("Foreseen", "duller: high tones are lost") if sound else say("Foreseen", "softer: fine detail is lost"),
        say("Foreseen", "very close"),
        say("Foreseen", "no difference to the ear") if sound else say("Foreseen", "no difference to the eye"),
        say("Foreseen", "the same, byte for byte"),
    ][step]
