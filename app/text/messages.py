"""The words for everything that can go wrong in a way a person can act on: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

import engine
from app.dropping import FolderError, StegoGivenError
from app.text.bidi import quoted

CONTEXT = "Messages"


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, what to do, and what a developer would like to know."""

    what: str
    todo: str
    details: str = ""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001  lupdate looks for this name
    """The text itself; marks it for translation where it is looked up only later."""
    return text


WORDS: dict[type[engine.EngineError], tuple[str, str]] = {
    engine.UnreadableFileError: (
        QT_TRANSLATE_NOOP("Messages", "This file could not be opened."),
        QT_TRANSLATE_NOOP(
            "Messages", "Check that it opens in another program, or choose another image, sound, video or 3D shape."
        ),
    ),
    FolderError: (
        QT_TRANSLATE_NOOP("Messages", "This folder was not taken."),
        QT_TRANSLATE_NOOP(
            "Messages", "Choose those files in it that you mean, up to eight images, sounds, videos or 3D shapes."
        ),
    ),
    StegoGivenError: (
        QT_TRANSLATE_NOOP("Messages", "This is an Undersong file already."),
        QT_TRANSLATE_NOOP("Messages", "Open it under Reveal, or choose an image, a sound, a video or a 3D shape."),
    ),
    engine.CapacityError: (
        QT_TRANSLATE_NOOP("Messages", "The secrets do not fit into this file."),
        QT_TRANSLATE_NOOP("Messages", "Choose a larger size under Advanced, a finer quality, or hide less at once."),
    ),
    engine.InvalidKeyError: (
        QT_TRANSLATE_NOOP("Messages", "This is not a complete key."),
        QT_TRANSLATE_NOOP("Messages", "Compare it word by word with the key you were given: it has twelve words."),
    ),
    engine.InvalidStegoError: (
        QT_TRANSLATE_NOOP("Messages", "This is not an Undersong file, or it is damaged."),
        QT_TRANSLATE_NOOP("Messages", "Ask for the file again, and let it be sent as a file and not as a picture."),
    ),
    engine.NothingRevealedError: (
        QT_TRANSLATE_NOOP("Messages", "Nothing was revealed."),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Either the key belongs to another file, or nothing is hidden here, or the file was changed on its way. "
            "Nobody can tell these apart. Check the key and try again.",
        ),
    ),
    engine.OutOfMemoryError: (
        QT_TRANSLATE_NOOP("Messages", "There is not enough memory."),
        QT_TRANSLATE_NOOP("Messages", "Close other programs, choose a quicker quality, or hide smaller files."),
    ),
    engine.DeviceError: (
        QT_TRANSLATE_NOOP("Messages", "The device to compute on is not there, or cannot be used."),
        QT_TRANSLATE_NOOP(
            "Messages", "Choose “Automatic” in the settings and under Advanced: the processor always works."
        ),
    ),
    engine.DivergedError: (
        QT_TRANSLATE_NOOP("Messages", "The learning lost its way several times."),
        QT_TRANSLATE_NOOP("Messages", "Start again; if it happens again, choose another quality or another cover."),
    ),
    engine.SaveError: (
        QT_TRANSLATE_NOOP("Messages", "The file could not be saved."),
        QT_TRANSLATE_NOOP(
            "Messages", "Check that there is room, and that you may write there, or choose another folder."
        ),
    ),
}


NAMED: dict[type[engine.EngineError], tuple[str, str]] = {  # of one file, and of several
    engine.UnreadableFileError: (
        QT_TRANSLATE_NOOP("Messages", "%s could not be opened."),
        QT_TRANSLATE_NOOP("Messages", "These could not be opened: %s"),
    ),
    FolderError: (
        QT_TRANSLATE_NOOP("Messages", "The folder %s was not taken."),
        QT_TRANSLATE_NOOP("Messages", "These folders were not taken: %s"),
    ),
    StegoGivenError: (
        QT_TRANSLATE_NOOP("Messages", "%s is an Undersong file already."),
        QT_TRANSLATE_NOOP("Messages", "These are Undersong files already: %s"),
    ),
    engine.InvalidStegoError: (
        QT_TRANSLATE_NOOP("Messages", "%s is not an Undersong file, or it is damaged."),
        QT_TRANSLATE_NOOP("Messages", "These are no Undersong files, or they are damaged: %s"),
    ),
    engine.SaveError: (
        QT_TRANSLATE_NOOP("Messages", "%s could not be saved."),
        QT_TRANSLATE_NOOP("Messages", "These could not be saved: %s"),
    ),
}


REASONS: dict[str, str] = {  # how the engine's sentence ends, and what a person is told of it
    "is empty": QT_TRANSLATE_NOOP("Messages", "It is empty."),
    "was not found": QT_TRANSLATE_NOOP("Messages", "It is not there any more."),
    "is a damaged or cut-off picture": QT_TRANSLATE_NOOP("Messages", "It is a damaged or cut-off picture."),
    "is a damaged or cut-off video": QT_TRANSLATE_NOOP("Messages", "It is a damaged or cut-off video."),
    "is a damaged sound, or holds none": QT_TRANSLATE_NOOP("Messages", "It is a damaged sound, or holds none."),
    "is not an image, a sound, a video or a 3D shape that this program can read": QT_TRANSLATE_NOOP(
        "Messages", "It is of a kind that this program cannot read."
    ),
    "is a HEIC or AVIF picture; save it as JPEG or PNG first": QT_TRANSLATE_NOOP(
        "Messages", "It is a HEIC or AVIF picture: save it as JPEG or PNG first."
    ),
    "holds no triangles: a shape needs a surface": QT_TRANSLATE_NOOP(
        "Messages", "It holds points or lines but no triangles: a shape needs a surface."
    ),
    "holds no triangles with an area: a shape needs a surface": QT_TRANSLATE_NOOP(
        "Messages", "None of its triangles has an area that can be reckoned with: a shape needs a surface."
    ),
    "is flat: a shape needs an inside": QT_TRANSLATE_NOOP("Messages", "It is flat: a shape needs an inside."),
}


def reason(error: engine.EngineError) -> str:
    """Why a file could not be opened, where there is more to say than that; empty where there is not."""
    said = str(error).removesuffix(".")
    found = next((text for end, text in REASONS.items() if said.endswith(f"” {end}")), "")
    return QCoreApplication.translate(CONTEXT, found) if found else ""


def words(error: engine.EngineError, names: Sequence[str] = ()) -> Message:
    """The message for an error, by its type, naming the files; the engine's own sentence becomes the details."""
    for kind in type(error).__mro__:
        if kind in WORDS:
            what, todo = WORDS[kind]
            break
    else:
        what, todo = WORDS[engine.UnreadableFileError]
    details = str(error)
    if isinstance(error, engine.CapacityError) and error.available and error.needed > error.available:
        percent = round(100 * (error.needed / error.available - 1)) or 1
        what = QCoreApplication.translate("Messages", "The secrets need %d %% more room than there is.") % percent
    elif names and kind in NAMED:
        what = QCoreApplication.translate(CONTEXT, NAMED[kind][len(names) > 1]) % quoted(list(names))
        if kind is engine.UnreadableFileError and len(names) == 1 and reason(error):
            what += " " + reason(error)
    else:
        what = QCoreApplication.translate(CONTEXT, what)
    return Message(what, QCoreApplication.translate(CONTEXT, todo), details)


def together(told: Sequence[tuple[engine.EngineError, str]]) -> Message:
    """One message for several errors, each with the name of its file: a sentence for each kind of them."""
    kinds = list(dict.fromkeys(type(error) for error, _ in told))
    messages = []
    for kind in kinds:
        same = [(error, name) for error, name in told if type(error) is kind]
        messages.append(words(same[0][0], [name for _, name in same if name]))
    return Message(
        "\n".join(message.what for message in messages),
        "\n".join(dict.fromkeys(message.todo for message in messages)),
        "\n".join(str(error) for error, _ in told),
    )
