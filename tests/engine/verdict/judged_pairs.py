"""The pairs, each with the verdict that a person gave."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.engine.verdict.pairs import (
    CLOSE,
    NONE,
    RUINED,
    SAME,
    SEEN,
    SOFTER,
    Pair,
    another,
    barely_fitted,
    blur,
    coffee,
    cow,
    crumb,
    film,
    grain,
    grey,
    hiss,
    itself,
    jpeg,
    labelled,
    large,
    music,
    page,
    played,
    rate,
    rocket,
    size,
    speech,
    thicker,
)

_small: Any = partial(page, 14)
_dark: Any = partial(page, 16, 800, 400, dark=True)
_headline: Any = partial(page, 60)

PICTURES = (
    Pair("photo, itself", coffee, itself, SAME),
    Pair("photo, quality 95", coffee, jpeg(95), NONE),
    Pair("photo, grain of 1 level", rocket, grain(1), NONE),
    Pair("photo, blurred by half a pixel", rocket, blur(0.5), NONE),
    Pair("photo, at 3/4", coffee, size(0.75), CLOSE),
    Pair("photo, grain of 5 levels", coffee, grain(5), CLOSE, grainy=True),
    Pair("photo, quality 50", rocket, jpeg(50), CLOSE),
    Pair("photo, at a third", coffee, size(0.34), SOFTER, grainy=False),
    Pair("photo, blurred by 2 pixels", coffee, blur(2), SOFTER, grainy=False),
    Pair("photo, grain of 10 levels", coffee, grain(10), SOFTER, grainy=True),
    Pair("photo, grey", coffee, grey, SOFTER, ("colours",), grainy=False),
    Pair("photo of 11 megapixels at 1182", large, size(1182 / 4032), SOFTER, ("small",), grainy=False),
    Pair("photo of 11 megapixels at 295", large, size(295 / 4032), SEEN),
    Pair("photo, blurred by 6 pixels", coffee, blur(6), SEEN, grainy=False),
    Pair("photo, grain of 40 levels", coffee, grain(40), SEEN, grainy=True),
    Pair("photo, at 24 pixels", coffee, size(0.04), RUINED, ("tiny",)),
    Pair("photo, another one", coffee, another, RUINED),
    Pair("photo, after a few steps of a fit", coffee, barely_fitted, RUINED),
)  # fmt: skip
PRINT = (
    Pair("page, quality 90", page, jpeg(90), NONE),
    Pair("page, grain of 6 levels", page, grain(6), CLOSE, grainy=True),
    Pair("page, at 2/3", page, size(0.67), SOFTER),
    Pair("page, as the will in the trial", page, size(0.13), RUINED, ("print",)),
    Pair("page of small print, at a third", _small, size(0.34), RUINED, ("print",)),
    Pair("screen, at a quarter", _dark, size(0.25), RUINED, ("print",)),
    Pair("page, blurred by 4 pixels", page, blur(4), RUINED, ("print",)),
    Pair("page of small print, at a half", _small, size(0.47), SEEN, ("print",)),
    Pair("headline, at a third", _headline, size(0.34), SOFTER),
    Pair("photo with a label, at a half", labelled, size(0.45), SOFTER, ("print",)),
)  # fmt: skip
SOUNDS = (
    Pair("speech, itself", speech, itself, SAME),
    Pair("speech at 1.65 kHz", speech, rate(1650), RUINED, ("hum",)),
    Pair("speech at 4 kHz", speech, rate(4000), SEEN, ("dull",)),
    Pair("speech at 8 kHz", speech, rate(8000), SOFTER, ("clear",), grainy=False),
    Pair("speech, noise as loud as it", speech, hiss(0), RUINED),
    Pair("speech, 10 dB", speech, hiss(10), SEEN, grainy=True),
    Pair("speech, 25 dB", speech, hiss(25), SOFTER, ("hiss",), grainy=True),
    Pair("speech, 60 dB", speech, hiss(60), NONE),
    Pair("speech at 24 kHz", speech, rate(24_000), CLOSE, ("high-tones",)),
    Pair("music at 8 kHz", music, rate(8000), SOFTER, grainy=False),
    Pair("music, 38 dB", music, hiss(38), CLOSE, grainy=True),
)  # fmt: skip
FILMS = (
    Pair("film, 64 pixels across", film, played(64, 1.5, rate(8000)), RUINED, ("tiny", "stills", "sound")),
    Pair("film, 160 pixels across, 8 a second", film, played(160, 8, itself), SEEN, ("small",)),
    Pair("film, 400 pixels across, 15 a second", film, played(400, 15, itself), SOFTER, ("frames",)),
    Pair("film, whole, without sound", film, played(512, 25), CLOSE, ("no-sound",)),
)  # fmt: skip
SHAPES = (
    Pair("cow, itself", cow, itself, SAME),
    Pair("cow, thicker by 1/1700", cow, thicker(0.0006), NONE),
    Pair("cow, thicker by 1/250", cow, thicker(0.004), CLOSE),
    Pair("cow, thicker by 1/100", cow, thicker(0.01), SOFTER),
    Pair("cow, puffed up", cow, thicker(0.03), SEEN),
    Pair("cow with a lump beside it", cow, crumb, SOFTER, ("pieces",)),
)  # fmt: skip
PAIRS = (*PICTURES, *PRINT, *SOUNDS, *FILMS, *SHAPES)
