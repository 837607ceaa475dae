"""Which of the two ways to keep a medium is proposed: learned, or exactly, as the file itself.

The verdict decides, as it would be told afterwards: what falls short of "very close" is better kept as its file. It is
asked before anything is fitted, so what a usual fit adds to the loss of scaling is assumed. A photo is judged as it is
looked at, whole on a screen: there nothing is missing of twelve megapixels that are kept as one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from engine.media import Audio, Image, Medium, Video
from engine.recipe import Recipe
from engine.vault import exact
from engine.vault.storage import STORAGES
from engine.verdict.judging import foresee
from engine.verdict.scale import Judgement, Verdict
from engine.verdict.stills import judge_image, letters_lost, print_of

# Codes, whose words the app and the command line own: print and other fine detail is lost; a film has fewer pictures a
# second; high tones are lost; a sound so long that a network hisses over it; next to nothing is left of a sound; a
# sound that gets a faint hiss, and in more room than its file takes.
Shortfall = Literal["detail", "frames", "tones", "long", "lost", "smaller"]

SCREEN: Final = 1 << 19  # pixels of a photo as it is looked at: a phone in the hand, a window
LEAST_SNR: Final = 3.0  # dB of a sound: with less it is noise, or the silence of a rate that has none of its tones
# What a usual fit reaches, in dB. A few seconds of sound come back at 36 to 39, a minute of speech at 29 to 31.
USUAL_FILM: Final = 33.0
MEMO: Final = 8.0  # seconds of a sound from which the room that it takes counts
USUAL_SOUND, LESS_FOR_TWICE, BEST_SOUND = 46.5, 2.7, 38.0  # of one second, less for each doubling, and at most


def proposes_exact(given: Medium, kept: Medium) -> bool:
    """Whether a medium should be kept as the file itself rather than learned at the size `kept`.

    Example
    -------
    >>> cat = engine.load("cat.png")
    >>> engine.proposes_exact(cat, engine.plan([cat], cat, engine.DRAFT).media[0])
    False
    """
    return shortfall(given, kept) is not None


def shortfall(given: Medium, kept: Medium, size: int = 0, recipe: Recipe | None = None) -> Shortfall | None:
    """In what a medium that is learned at the size `kept` falls short of the given one; None where it does not.

    `kept` is what a plan keeps of it (`Plan.hidden`). Of a sound the `size` of its file in bytes counts besides, where
    the recipe that would learn it is known. It takes up to a second.
    """
    if isinstance(given, Image) and isinstance(kept, Image):
        return _of_picture(given, kept)
    if isinstance(given, Audio) and isinstance(kept, Audio):
        judgement = foresee(given, kept, (usual_sound(given),))
        found = _of_sound(judgement)
        hisses = found is None and judgement.grainy and given.seconds >= MEMO
        if not hisses or recipe is None or not size:
            return found
        network, _ = recipe.secret(kept, recipe.wanted_width(kept))
        return "smaller" if exact.is_smaller(size, [network], STORAGES[recipe.storage]) else None
    if isinstance(given, Video) and isinstance(kept, Video):
        return _of_film(foresee(given, kept, (USUAL_FILM, *(usual_sound(part) for part in given.parts()[1:]))))
    return None  # a shape is learned at the size it has


def is_lost(measures: Mapping[str, float]) -> bool:
    """Whether next to nothing of a sound is left, by the measures of `Medium.compare` against what was given."""
    return measures.get("snr", LEAST_SNR) < LEAST_SNR


def usual_sound(sound: Medium) -> float:
    """The SNR (dB) at which a sound of this length usually comes back."""
    return min(BEST_SOUND, USUAL_SOUND - LESS_FOR_TWICE * math.log2(max(1.0, sound.seconds)))


def _of_picture(given: Image, kept: Image) -> Shortfall | None:
    """What scaling costs: a page of print its letters, everything else what is seen of it on a screen."""
    share = max(kept.pixels.shape[:2]) / max(given.pixels.shape[:2])
    if share >= 1:
        return None
    # A scanned page is to be read: it may be very close at half of its size, and its smallest print is gone.
    if print_of(given).is_page or letters_lost(given, kept, share) is not None:
        return "detail"
    looked_at = replace(given.scaled(SCREEN), source={})
    return "detail" if judge_image(looked_at, kept).verdict < Verdict.VERY_CLOSE else None


def _of_film(judgement: Judgement) -> Shortfall | None:
    if judgement.verdict >= Verdict.VERY_CLOSE:
        return None
    if judgement.has("frames") or judgement.has("stills"):
        return "frames"
    sound = judgement.sound
    return _of_sound(sound) if sound is not None and sound.verdict <= judgement.verdict else "detail"


def _of_sound(judgement: Judgement) -> Shortfall | None:
    if judgement.verdict >= Verdict.VERY_CLOSE:
        return None
    if judgement.verdict is Verdict.NOT_USABLE:
        return "lost"
    return "long" if judgement.grainy else "tones"
