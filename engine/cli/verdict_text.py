"""The verdict on what comes back in English sentences, the same as in the window."""

from __future__ import annotations

from typing import Any, Final

from engine.verdict.scale import Judgement, Remark, RemarkCode, Verdict

NOT_USABLE: Final = "Not usable: too far from the original."
OF_PICTURES: Final = (
    NOT_USABLE, "Recognisable.", "Softer: fine detail is lost.", "Very close.", "No difference to the eye.",
    "The same, to the last pixel.",
)  # fmt: skip
CHANGED: Final = "Changed: its colours or its brightness differ."
OF_GRAINY: Final = (
    NOT_USABLE, "Recognisable under much grain.", "Grainy: a fine noise lies over it.",
    "Very close, with a faint grain.", *OF_PICTURES[4:],
)  # fmt: skip
OF_SHAPES: Final = (*OF_PICTURES[:5], "The same, to the last corner.")
OF_SOUNDS: Final = (
    NOT_USABLE, "Recognisable.", "Duller: the high tones are lost.", "Very close.", "No difference to the ear.",
    "The same, to the last sample.",
)  # fmt: skip
OF_NOISY: Final = (
    NOT_USABLE, "Recognisable under much noise.", "Noisy: a hiss lies over it.", "Very close, with a faint hiss.",
    *OF_SOUNDS[4:],
)  # fmt: skip
OF_FILMS_SOUND: Final = (
    "Its sound is not usable.", "Its sound is recognisable.", "Its sound is duller.", "Its sound is very close.",
    "", "",
)  # fmt: skip
OF_FILMS_NOISE: Final = (
    "Its sound is not usable.", "Its sound is recognisable under much noise.", "Its sound is noisy.",
    "Its sound has a faint hiss.", "", "",
)  # fmt: skip
WHY: Final[dict[RemarkCode, str]] = {
    "print": "Not usable: this print cannot be read afterwards.",
    "hum": "Not usable: only a hum is left.",
    "tiny": "Not usable: too small.",
}
REMARKS: Final[dict[RemarkCode, str]] = {
    "print": "This print cannot be read afterwards.",
    "small-print": "Its small print cannot be read afterwards.",
    "colours": "Its colours or its brightness differ.",
    "stills": "It becomes a series of stills, %s a second.",
    "dull": "Speech is hard to understand.",
    "clear": "Speech stays clear.",
    "mono": "Stereo becomes mono.",
    "no-sound": "Its sound is left out.",
    "pieces": "Pieces float beside it that were not there.",
}


def verdict_text(judgement: Judgement | None) -> str:
    """The verdict and its consequences, as in "Softer: fine detail is lost. This print cannot be read afterwards."."""
    if judgement is None:
        return "How close the two are could not be measured."
    return " ".join((_headline(judgement), *_consequences(judgement)))


def verdict_json(judgement: Judgement | None) -> dict[str, Any]:
    """The verdict as fields of a JSON object: its name and sentence, and the codes of its consequences."""
    if judgement is None:
        return {"verdict": None, "sentence": verdict_text(None), "remarks": []}
    codes = [remark.code for remark in judgement.remarks]
    return {"verdict": judgement.verdict.name.lower(), "sentence": verdict_text(judgement), "remarks": codes}


def _headline(judgement: Judgement) -> str:
    if judgement.verdict == Verdict.NOT_USABLE and judgement.modality != "file":
        return next((text for code, text in WHY.items() if judgement.has(code)), NOT_USABLE)
    if judgement.modality == "file":
        if judgement.verdict == Verdict.SAME:
            return "The same, byte for byte."
        place = next((remark.number for remark in judgement.remarks if remark.code == "bytes"), 0.0)
        return f"Not the same: the first difference is at byte {int(place) + 1:,}."
    if judgement.verdict == Verdict.SOFTER and judgement.has("colours") and not judgement.grainy:
        return CHANGED
    if judgement.modality == "audio":
        return (OF_NOISY if judgement.grainy else OF_SOUNDS)[judgement.verdict]
    if judgement.modality == "shape":
        return OF_SHAPES[judgement.verdict]
    return (OF_GRAINY if judgement.grainy else OF_PICTURES)[judgement.verdict]


def _consequences(judgement: Judgement) -> list[str]:
    said = [_consequence(remark, judgement) for remark in judgement.remarks]
    if judgement.sound is not None and judgement.has("sound"):
        said += _consequences(judgement.sound)
    return [text for text in said if text]


def _consequence(remark: Remark, judgement: Judgement) -> str:
    number = f"{remark.number:g}"
    if remark.code == "frames":
        small = judgement.has("small") or judgement.has("tiny")
        return f"It becomes {number}{' small' if small else ''} pictures a second."
    if remark.code == "colours" and judgement.verdict == Verdict.SOFTER and not judgement.grainy:
        return ""
    if remark.code == "print" and judgement.verdict == Verdict.NOT_USABLE:
        return ""
    if remark.code == "high-tones" and (judgement.verdict == Verdict.VERY_CLOSE or judgement.grainy):
        return "The highest tones are lost."
    if remark.code == "hiss" and judgement.verdict <= Verdict.SOFTER and not judgement.grainy:
        return "A hiss is heard."
    if remark.code == "sound" and judgement.sound is not None:
        return (OF_FILMS_NOISE if judgement.sound.grainy else OF_FILMS_SOUND)[judgement.sound.verdict]
    text = REMARKS.get(remark.code, "")
    return text % number if "%s" in text else text
