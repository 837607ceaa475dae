"""A recipe's forecast in words: time, size, quality, and what becomes of each medium."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.foresights import Foresight, shape_of
from app.hide.history import Step
from app.hide.recipe_preview import Offer, RecipePreview
from app.text.bidi import isolated
from app.text.describing import describe, resolution
from app.text.formatting import duration, file_size
from app.text.metadata_words import told_words
from app.text.verdicts import brief, sentence

LONGEST = 22  # letters of a name on a button


def summary(preview: RecipePreview) -> str:
    """Time, or that it is being estimated, and file size."""
    if preview.plan is None:
        return ""
    if preview.unknown:
        return file_size(preview.plan.bytes)
    if preview.forecast is None:
        waiting = QCoreApplication.translate("Expectations", "estimating…")
        return f"{waiting}  ·  {file_size(preview.plan.bytes)}"
    time = QCoreApplication.translate("Expectations", "about %s") % duration(preview.forecast.seconds)
    return f"{time}  ·  {file_size(preview.forecast.bytes)}"


def memory_text(preview: RecipePreview) -> str:
    """That the hide takes more memory than there is; empty where there is enough."""
    needed = preview.forecast.memory if preview.forecast is not None else 0
    if not 0 < (installed := engine.installed_memory()) < needed:
        return ""
    text = QCoreApplication.translate("Expectations", "This takes about %s of memory; the computer has %s.")
    return text % (file_size(needed), file_size(installed))


def quality_text(preview: RecipePreview) -> str:
    """Expected decibels of the secrets, as in "≈ 32–41 dB", sounds apart; of the cover if there are no secrets."""
    if preview.forecast is None or preview.plan is None:
        return ""
    say, sounds, others = QCoreApplication.translate, list[float](), list[float]()
    for secret, value in zip(preview.plan.secrets, preview.forecast.secret_quality, strict=True):
        (sounds if secret.medium.unit == "SNR" else others).append(value)
    if sounds and others:
        return say("Expectations", "≈ %s, sound %s dB") % (_range(others), _range(sounds))
    values = sounds or others or [preview.forecast.cover_quality]
    low, media = _range(values), preview.plan.media
    if len(media) == 1 and isinstance(media[0], engine.Image):  # a finer recipe may add pixels rather than decibels
        return QCoreApplication.translate("Expectations", "≈ %s dB at %s") % (low, resolution(media[0]))
    return f"≈ {low} dB"


def _range(values: list[float]) -> str:
    """As in "32–41"."""
    low, high = (QLocale().toString(round(value)) for value in (min(values), max(values)))
    return low if low == high else f"{low}–{high}"


def cover_text(cover: ChosenMedium, foresight: Foresight | None) -> str:
    """What the cover is, and what everybody will see of it, in a sentence or two."""
    described = describe(cover.medium)
    if foresight is None:
        return described
    kept = _kept_text(cover.medium, foresight.kept)
    size = "" if shape_of(cover.medium) != shape_of(foresight.kept) else f"{described}. "  # else it is said already
    return f"{size}{sentence(foresight.judgement)} {kept}".rstrip()


def loss_role(foresight: Foresight | None) -> str:
    """The role of a label that says what becomes of a medium."""
    lost = foresight is not None and foresight.judgement.verdict <= engine.Verdict.RECOGNISABLE
    return "small-danger" if lost else "small"


def card_text(secret: ChosenSecret, foresight: Foresight | None) -> str:
    """What comes back, in the few words that a card has room for."""
    if isinstance(secret, ChosenFile):
        return exact_text(replace(secret, proposed=None))
    if foresight is None:
        return describe(secret.medium)
    resized = shape_of(secret.medium) != shape_of(foresight.kept)
    what = _sizes(secret.medium, foresight.kept) if resized else describe(secret.medium)
    return f"{brief(foresight.judgement)}  ·  {what}"


def look_text(secret: ChosenSecret, foresight: Foresight | None, smaller: bool = False) -> str:
    """The same in a sentence or two; `smaller` says that its file takes less room."""
    if isinstance(secret, ChosenFile):
        return exact_text(secret)
    say = QCoreApplication.translate
    if foresight is None:
        return say("Expectations", "Looking at what will come back…")
    said = [sentence(foresight.judgement), _kept_text(secret.medium, foresight.kept)]
    if smaller:
        said.append(say("Expectations", "Kept exactly it would take less room: %s.") % file_size(secret.size))
    return " ".join(filter(None, said))


def _kept_text(given: engine.Medium, kept: engine.Medium) -> str:
    """What is kept of it besides, where that is not all."""
    say = QCoreApplication.translate
    if shape_of(given) != shape_of(kept):
        small, large = _without_common_end(resolution(kept), resolution(given))
        return say("Expectations", "Kept at %s instead of %s.") % (small, large)
    if isinstance(given, engine.Shape):
        return say("Expectations", "Its form is kept with new triangles; colours and textures are lost.")
    if isinstance(given, engine.Image) and "bits" in given.source:
        return say("Expectations", "Kept with 8 bits per channel; the file has more.")
    return ""


def _sizes(given: engine.Medium, kept: engine.Medium) -> str:
    small, large = _without_common_end(resolution(kept), resolution(given))
    return QCoreApplication.translate("Expectations", "%s of %s") % (small, large)


def exact_text(secret: ChosenFile) -> str:
    """What comes back of a file that is kept byte for byte."""
    say = QCoreApplication.translate
    if secret.file.kind == "text":
        return say("Expectations", "Comes back as it is.")
    if secret.file.kind == "folder":
        return say("Expectations", "Every byte comes back, as one archive.")
    if secret.damaged:
        return say("Expectations", "Damaged or incomplete. Every byte comes back, as it is.")
    if secret.told:
        along = say("Expectations", "Every byte comes back, also what the file tells: %s.") % told_words(secret.told)
    else:
        along = say("Expectations", "Every byte comes back.")
    reasons: dict[engine.Shortfall, str] = {
        "detail": say("Expectations", "Proposed, because learned it would lose print and fine detail."),
        "frames": say("Expectations", "Proposed, because learned it would have fewer pictures a second."),
        "tones": say("Expectations", "Proposed, because learned it would lose its high tones."),
        "long": say("Expectations", "Proposed, because learned so long a sound would get a hiss."),
        "lost": say("Expectations", "Proposed, because learned next to nothing would be left of it."),
        "smaller": say("Expectations", "Proposed, because learned it would take more room, and get a faint hiss."),
    }
    return along if secret.proposed is None else f"{along} {reasons[secret.proposed]}"


def _without_common_end(first: str, second: str) -> tuple[str, str]:
    """Two descriptions without the parts at the end in which they agree."""
    a, b = first.split(", "), second.split(", ")
    while len(a) > 1 and len(b) > 1 and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return ", ".join(a), ", ".join(b)


def step_text(step: Step) -> str:
    """What was done in a step that can be taken back."""
    say, name = QCoreApplication.translate, isolated(step.name)
    if step.change == "cleared":
        return say("Expectations", "all secrets removed")
    texts = {
        "removed": say("Expectations", "%s removed"),
        "trimmed": say("Expectations", "%s trimmed"),
        "stripped": say("Expectations", "what %s tells removed"),
        "cropped": say("Expectations", "%s cropped"),
    }
    return texts[step.change] % name


def offer_text(offer: Offer) -> str:
    """The text of the button that applies an offer."""
    say = QCoreApplication.translate
    if offer.leave_out is not None or offer.learn is not None:
        name = isolated(offer.name if len(offer.name) <= LONGEST else f"{offer.name[: LONGEST - 8]}…{offer.name[-7:]}")
        text = say("Expectations", "Leave out %s") if offer.learn is None else say("Expectations", "Learn %s instead")
        return text % name
    if offer.recipe:
        names = {
            "draft": say("Expectations", "Choose Draft"),
            "standard": say("Expectations", "Choose Standard"),
            "fine": say("Expectations", "Choose Fine"),
        }
        return names.get(offer.recipe, offer.recipe)
    rooms = {
        2: say("Expectations", "Use twice the room"), 4: say("Expectations", "Use four times the room"),
        16: say("Expectations", "Use sixteen times the room"),
    }  # fmt: skip
    storages = {
        "exact": say("Expectations", "Store exactly"),
        "half": say("Expectations", "Store at half size"),
        "quarter": say("Expectations", "Store at quarter size"),
    }
    room, storage = offer.tuning.get("room"), offer.tuning.get("storage")
    return " + ".join(filter(None, (rooms.get(room or 0), storages.get(storage or ""))))
