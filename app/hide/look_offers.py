"""What is offered beside what becomes of a secret: each is a button that does it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.foresights import Foresight, shape_of
from app.hide.outlook_text import offer_text
from app.hide.recipe_preview import Offer, RecipePreview
from app.text.formatting import file_size
from app.text.metadata_words import told_words

Act = Literal["exact", "learn", "crop", "trim", "strip", "text", "recipe", "cover"]
ENOUGH = 0.999  # of the weights that the content asks for: below it the room is what costs quality


@dataclass(frozen=True, slots=True)
class LookOffer:
    """What a button does, and what stands on it."""

    act: Act
    text: str
    icon: str
    change: Offer | None = None  # of the recipe, with "recipe"


def look_offers(
    secret: ChosenSecret,
    foresight: Foresight | None,
    recipe: engine.Recipe,
    preview: RecipePreview | None,
    smaller: bool = False,
) -> list[LookOffer]:
    """The offers for a secret: where something is lost, all that would help; the tools that it takes, always.

    `smaller` says that its file takes less room than what is learned of it.
    """
    say, offers = QCoreApplication.translate, list[LookOffer]()
    if isinstance(secret, ChosenFile):
        if secret.file.kind == "text":
            offers.append(LookOffer("text", say("LookOffers", "Change the text…"), "text"))
        if isinstance(secret.medium, engine.Image) and secret.learned is not None:
            offers.append(LookOffer("crop", say("LookOffers", "Crop…"), "crop"))
        if secret.removable:
            offers.append(LookOffer("strip", say("LookOffers", "Remove: %s") % told_words(secret.told), "remove"))
        if secret.learned is not None:
            offers.append(LookOffer("learn", say("LookOffers", "Learn it instead"), "hide"))
        return offers
    lost = foresight is not None and foresight.judgement.verdict <= engine.Verdict.VERY_CLOSE
    if secret.path is not None and (lost or smaller):
        text = say("LookOffers", "Keep it exactly (%s)") % file_size(secret.size)
        offers.append(LookOffer("exact", text, "file"))
    if isinstance(secret.full, engine.Image):
        offers.append(LookOffer("crop", say("LookOffers", "Crop…"), "crop"))
    elif secret.full.seconds:
        offers.append(LookOffer("trim", say("LookOffers", "Trim…"), "trim"))
    if lost:
        offers += _of_the_hide(secret, recipe, preview)
    return offers


def _of_the_hide(secret: ChosenMedium, recipe: engine.Recipe, preview: RecipePreview | None) -> list[LookOffer]:
    """What helps most: more room where there is too little, or else a larger cover; a finer recipe that keeps more."""
    plan = preview.plan if preview is not None else None
    if plan is not None and preview is not None and plan.shrink < ENOUGH:
        rooms = [offer for offer in preview.offers if offer.tuning.get("room")]
        if not rooms:
            return [LookOffer("cover", QCoreApplication.translate("LookOffers", "A larger cover…"), "swap")]
        return [LookOffer("recipe", offer_text(rooms[0]), "check", rooms[0])]
    names = list(engine.RECIPES)
    finer = names[names.index(recipe.name) + 1 :]
    if finer and math.prod(shape_of(secret.medium)) > recipe.samples[secret.medium.modality]:
        offer = Offer(recipe=finer[0])
        return [LookOffer("recipe", offer_text(offer), "check", offer)]
    return []
