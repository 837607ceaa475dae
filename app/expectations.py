"""What a prospect comes to, in a person's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

import engine
from app.amounts import duration, file_size
from app.describing import describe
from app.measures import verdict
from app.prospect import Offer, Prospect


def about(prospect: Prospect) -> str:
    """How long, where that is known, and how large."""
    if prospect.plan is None:
        return ""
    if prospect.forecast is None:
        return file_size(prospect.plan.bytes)
    time = QCoreApplication.translate("Expectations", "about %s") % duration(prospect.forecast.seconds)
    return f"{time}  ·  {file_size(prospect.forecast.bytes)}"


def quality(prospect: Prospect) -> str:
    """From the worst secret to the best, or of the cover where there are none: "32-41 dB"."""
    if prospect.forecast is None:
        return ""
    values = [min(parts) for parts in prospect.decibels()] or [prospect.forecast.cover]
    low, high = (QLocale().toString(round(value)) for value in (min(values), max(values)))
    return f"≈ {low} dB" if low == high else f"≈ {low}–{high} dB"


def becomes(given: engine.Medium, kept: engine.Medium, decibels: tuple[float, ...]) -> str:
    """What will become of a medium: "Kept at 256 x 256, about 42 dB. No difference to the eye."."""
    say = QCoreApplication.translate
    same = describe(given) == describe(kept)
    text = say("Expectations", "Kept as it is") if same else say("Expectations", "Kept at %s") % describe(kept)
    if not decibels:
        return text
    value = decibels[0]
    text += say("Expectations", ", about %s dB.") % QLocale().toString(round(value))
    if len(decibels) > 1:
        text += say("Expectations", " Its sound: about %s dB.") % QLocale().toString(round(decibels[1]))
    return text if isinstance(kept, engine.Shape) else f"{text} {_outlook(kept, value)}"


def _outlook(medium: engine.Medium, decibels: float) -> str:
    """How that will look or sound, in one sentence."""
    role, words = verdict(medium, {"snr" if medium.unit == "SNR" else "psnr": decibels})
    return (
        QCoreApplication.translate("Expectations", "Too little: choose a finer quality.") if role == "danger" else words
    )


def offered(offer: Offer) -> str:
    """What the button says that does what was offered."""
    say = QCoreApplication.translate
    if offer.recipe:
        names = {
            "draft": say("Expectations", "Choose Draft"),
            "standard": say("Expectations", "Choose Standard"),
            "fine": say("Expectations", "Choose Fine"),
        }
        return names.get(offer.recipe, offer.recipe)
    width = offer.tuning.get("width")
    if not isinstance(width, int):
        return say("Expectations", "Choose the size automatically")
    return say("Expectations", "Use width %d") % width
