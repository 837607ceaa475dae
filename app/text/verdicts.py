"""The verdict on what comes back in words: the same sentences on Hide, on the result, on Reveal and on Compare."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

import engine

ROLES = ("danger", "danger", "strong", "good", "good", "good")  # of a label, by verdict, worst first


def role(judgement: engine.Judgement | None) -> str:
    """The role of a label with this verdict."""
    return "muted" if judgement is None else ROLES[judgement.verdict]


def sentence(judgement: engine.Judgement | None) -> str:
    """The verdict and its consequences, as in "Softer: fine detail is lost. This print cannot be read afterwards."."""
    if judgement is None:
        return headline(None)
    return " ".join((headline(judgement), *consequences(judgement)))


def brief(judgement: engine.Judgement) -> str:
    """The verdict without its reason, as in "Softer", where there is no room for more."""
    return headline(judgement).split(":")[0].split(",")[0].removesuffix(".")


def headline(judgement: engine.Judgement | None) -> str:
    """The verdict: one sentence for each of the six, which names the eye or the ear, grain or blur."""
    say = QCoreApplication.translate
    if judgement is None:
        return say("Verdict", "How close the two are could not be measured.")
    heard = judgement.modality == "audio"
    if judgement.modality == "file" and judgement.verdict < engine.Verdict.SAME:
        place = next((remark.number for remark in judgement.remarks if remark.code == "bytes"), 0.0)
        return say("Verdict", "Not the same: the first difference is at byte %s.") % QLocale().toString(int(place) + 1)
    same = {
        "file": say("Verdict", "The same, byte for byte."),
        "audio": say("Verdict", "The same, to the last sample."),
        "shape": say("Verdict", "The same, to the last corner."),
    }
    no_difference = (
        say("Verdict", "No difference to the ear.") if heard else say("Verdict", "No difference to the eye.")
    )
    if judgement.verdict == engine.Verdict.NOT_USABLE:
        return _not_usable(judgement)
    close, softer = say("Verdict", "Very close."), say("Verdict", "Softer: fine detail is lost.")
    recognisable = say("Verdict", "Recognisable.")
    if heard and judgement.grainy:
        close = say("Verdict", "Very close, with a faint hiss.")
        softer = say("Verdict", "Noisy: a hiss lies over it.")
        recognisable = say("Verdict", "Recognisable under much noise.")
    elif heard:
        softer = say("Verdict", "Duller: the high tones are lost.")
    elif judgement.grainy and judgement.modality != "shape":
        close = say("Verdict", "Very close, with a faint grain.")
        softer = say("Verdict", "Grainy: a fine noise lies over it.")
        recognisable = say("Verdict", "Recognisable under much grain.")
    if judgement.has("colours") and not judgement.grainy:
        softer = say("Verdict", "Changed: its colours or its brightness differ.")
    best = same.get(judgement.modality, say("Verdict", "The same, to the last pixel."))
    return ("", recognisable, softer, close, no_difference, best)[judgement.verdict]


def _not_usable(judgement: engine.Judgement) -> str:
    """The worst verdict, with its reason."""
    say = QCoreApplication.translate
    if judgement.has("print"):
        return say("Verdict", "Not usable: this print cannot be read afterwards.")
    if judgement.has("hum"):
        return say("Verdict", "Not usable: only a hum is left.")
    if judgement.has("tiny"):
        return say("Verdict", "Not usable: too small.")
    return say("Verdict", "Not usable: too far from the original.")


def consequences(judgement: engine.Judgement) -> list[str]:
    """What the verdict means for the person, a sentence each; nothing where nothing follows."""
    said = [_consequence(remark, judgement) for remark in judgement.remarks]
    if judgement.sound is not None and judgement.has("sound"):
        said += consequences(judgement.sound)
    return [text for text in said if text]


def _consequence(remark: engine.Remark, judgement: engine.Judgement) -> str:
    say = QCoreApplication.translate
    number = QLocale().toString(float(remark.number), "g", 6)
    small, usable = judgement.has("small") or judgement.has("tiny"), judgement.verdict > engine.Verdict.NOT_USABLE
    match remark.code:
        case "print" if usable:
            return say("Verdict", "This print cannot be read afterwards.")
        case "small-print":
            return say("Verdict", "Its small print cannot be read afterwards.")
        case "colours" if judgement.verdict != engine.Verdict.SOFTER or judgement.grainy:
            return say("Verdict", "Its colours or its brightness differ.")
        case "frames" if small:
            return say("Verdict", "It becomes %s small pictures a second.") % number
        case "frames":
            return say("Verdict", "It becomes %s pictures a second.") % number
        case "stills":
            return say("Verdict", "It becomes a series of stills, %s a second.") % number
        case "dull":
            return say("Verdict", "Speech is hard to understand.")
        case "clear":
            return say("Verdict", "Speech stays clear.")
        case "high-tones" if judgement.verdict == engine.Verdict.VERY_CLOSE or judgement.grainy:
            return say("Verdict", "The highest tones are lost.")
        case "hiss" if judgement.verdict <= engine.Verdict.SOFTER and not judgement.grainy:
            return say("Verdict", "A hiss is heard.")
        case "mono":
            return say("Verdict", "Stereo becomes mono.")
        case "no-sound":
            return say("Verdict", "Its sound is left out.")
        case "sound" if judgement.sound is not None:
            return _of_sound(judgement.sound)
        case "pieces":
            return say("Verdict", "Pieces float beside it that were not there.")
        case _:
            return ""


def _of_sound(sound: engine.Judgement) -> str:
    """The verdict on the sound of a film."""
    say, grainy = QCoreApplication.translate, sound.grainy
    recognisable, softer = say("Verdict", "Its sound is recognisable."), say("Verdict", "Its sound is duller.")
    close = say("Verdict", "Its sound is very close.")
    if grainy:
        recognisable = say("Verdict", "Its sound is recognisable under much noise.")
        softer, close = say("Verdict", "Its sound is noisy."), say("Verdict", "Its sound has a faint hiss.")
    return (say("Verdict", "Its sound is not usable."), recognisable, softer, close, "", "")[sound.verdict]
