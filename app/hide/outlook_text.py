"""What a prospect comes to, in a person's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

import engine
from app.hide.recipe_preview import Offer, RecipePreview, kept
from app.text.describing import describe, extent
from app.text.formatting import duration, file_size
from app.text.measures import grade_of

FLUID = 8.0  # frames a second: fewer are seen one by one


def about(recipe_preview: RecipePreview) -> str:
    """How long it takes, or that it is being estimated, and how large it gets."""
    if recipe_preview.plan is None:
        return ""
    if recipe_preview.unknown:
        return file_size(recipe_preview.plan.bytes)
    if recipe_preview.forecast is None:
        waiting = QCoreApplication.translate("Expectations", "estimating…")
        return f"{waiting}  ·  {file_size(recipe_preview.plan.bytes)}"
    time = QCoreApplication.translate("Expectations", "about %s") % duration(recipe_preview.forecast.seconds)
    return f"{time}  ·  {file_size(recipe_preview.forecast.bytes)}"


def quality(recipe_preview: RecipePreview) -> str:
    """From the worst secret to the best, or of the cover where there are none: "32-41 dB"; sounds for themselves."""
    if recipe_preview.forecast is None or recipe_preview.plan is None:
        return ""
    say, sounds, others = QCoreApplication.translate, list[float](), list[float]()
    for secret, value in zip(recipe_preview.plan.secrets, recipe_preview.forecast.secrets, strict=True):
        (sounds if secret.medium.unit == "SNR" else others).append(value)
    if sounds and others:
        return say("Expectations", "≈ %s, sound %s dB") % (_between(others), _between(sounds))
    values = sounds or others or [recipe_preview.forecast.cover]
    low, media = _between(values), kept(recipe_preview.plan)
    if len(media) == 1 and isinstance(media[0], engine.Image):  # finer may be larger rather than closer
        return QCoreApplication.translate("Expectations", "≈ %s dB at %s") % (low, extent(media[0]))
    return f"≈ {low} dB"


def _between(values: list[float]) -> str:
    """As in "32-41"."""
    low, high = (QLocale().toString(round(value)) for value in (min(values), max(values)))
    return low if low == high else f"{low}–{high}"


def becomes(given: engine.Medium, kept: engine.Medium, decibels: tuple[float, ...]) -> str:
    """What will become of a medium: what scaling takes from it, and how close the network then comes to the rest."""
    say = QCoreApplication.translate
    if describe(given, sound=False) != describe(kept, sound=False):
        small, large = _unlike(extent(kept), extent(given))
        text = say("Expectations", "Kept at %s instead of %s: %s.") % (small, large, _loss(given, kept))
        rest = say("Expectations", "What is kept: about %s dB, %s.")
    else:
        text = _kept_whole(given)
        rest = say("Expectations", "About %s dB: %s.")
    if isinstance(given, engine.Video) and isinstance(kept, engine.Video) and given.sound and not kept.sound:
        text += " " + say("Expectations", "Its sound is left out: a cover shows its pictures alone.")
    if not decibels:
        return text
    value = QLocale().toString(round(decibels[0]))
    if isinstance(kept, engine.Shape):  # decibels of distances say little of how a surface looks
        return f"{text} " + say("Expectations", "About %s dB.") % value
    text += " " + rest % (value, _outlook(kept, decibels[0]))
    if len(decibels) > 1:
        text += say("Expectations", " Its sound: about %s dB.") % QLocale().toString(round(decibels[1]))
    return text


def _kept_whole(given: engine.Medium) -> str:
    """What of it is kept that is not made smaller."""
    say = QCoreApplication.translate
    if isinstance(given, engine.Shape):
        return say("Expectations", "Its form is kept, as a surface of new triangles; colours and textures are not.")
    if isinstance(given, engine.Image) and "bits" in given.source:
        return say("Expectations", "Kept in 256 steps of brightness; the file has more.")
    return say("Expectations", "Kept as it is.")


def _unlike(one: str, other: str) -> tuple[str, str]:
    """Two descriptions without the parts at their ends that are the same."""
    parts, others = one.split(", "), other.split(", ")
    while len(parts) > 1 and len(others) > 1 and parts[-1] == others[-1]:
        parts, others = parts[:-1], others[:-1]
    return ", ".join(parts), ", ".join(others)


def _loss(given: engine.Medium, kept: engine.Medium) -> str:
    """What a smaller size takes away for good."""
    say = QCoreApplication.translate
    if isinstance(given, engine.Video) and isinstance(kept, engine.Video) and kept.fps < min(FLUID, given.fps):
        return say("Expectations", "it becomes a series of small stills")
    if not isinstance(given, engine.Audio) or not isinstance(kept, engine.Audio):
        return say("Expectations", "fine detail is lost")
    if given.rate != kept.rate:
        return say("Expectations", "the highest tones are lost")
    return say("Expectations", "both sides become one")


def _outlook(medium: engine.Medium, decibels: float) -> str:
    """How close that is, to the eye or the ear."""
    say, sound = QCoreApplication.translate, medium.unit == "SNR"
    return [
        say("Expectations", "too little, so choose a finer quality"),
        say("Expectations", "with some noise") if sound else say("Expectations", "clearly softer"),
        say("Expectations", "with a faint hiss") if sound else say("Expectations", "a little softer"),
        say("Expectations", "no difference to the ear") if sound else say("Expectations", "no difference to the eye"),
    ][grade_of("snr" if sound else "psnr", decibels)]


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
