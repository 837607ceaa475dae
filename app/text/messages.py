"""The words for the engine's errors and notes: what happened, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

import engine
from app.dropping import FolderError, StegoGivenError
from app.text.bidi import quoted
from app.text.formatting import file_size

CONTEXT = "Messages"


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, what to do about it, and technical details."""

    what: str
    todo: str
    details: str = ""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001  lupdate looks for this name
    """The text itself, marked for extraction: it is translated where it is shown."""
    return text


WORDS: dict[type[engine.EngineError], tuple[str, str]] = {
    engine.UnreadableFileError: (
        QT_TRANSLATE_NOOP("Messages", "This file could not be opened."),
        QT_TRANSLATE_NOOP(
            "Messages", "Check that it opens in another program, or choose another image, sound, video or 3D shape."
        ),
    ),
    FolderError: (
        QT_TRANSLATE_NOOP("Messages", "This folder was not added."),
        QT_TRANSLATE_NOOP("Messages", "Open it and choose the images, sounds, videos or 3D shapes to hide."),
    ),
    StegoGivenError: (
        QT_TRANSLATE_NOOP("Messages", "This is already an Undersong file."),
        QT_TRANSLATE_NOOP("Messages", "Open it under Reveal, or choose an image, a sound, a video or a 3D shape."),
    ),
    engine.CapacityError: (
        QT_TRANSLATE_NOOP("Messages", "The secrets do not fit into this file."),
        QT_TRANSLATE_NOOP("Messages", "Choose more room under Advanced, a larger cover, or fewer secrets."),
    ),
    engine.TooManySecretsError: (
        QT_TRANSLATE_NOOP("Messages", "One Undersong file cannot hold so many secrets or keys."),
        QT_TRANSLATE_NOOP("Messages", "Remove some, and hide them in another file."),
    ),
    engine.LatticeTooLargeError: (
        QT_TRANSLATE_NOOP("Messages", "This is too large to be rendered."),
        QT_TRANSLATE_NOOP("Messages", "Choose a smaller size."),
    ),
    engine.InvalidKeyError: (
        QT_TRANSLATE_NOOP("Messages", "This is not a complete key."),
        QT_TRANSLATE_NOOP("Messages", "Compare it word by word with the key you were given: it has twelve words."),
    ),
    engine.WrongKeyError: (
        QT_TRANSLATE_NOOP("Messages", "This is not the key of this unfinished hide, or the saved state is damaged."),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Check every word, or the passphrase with its capitals and spaces. You can try as often as you like.",
        ),
    ),
    engine.InvalidStegoError: (
        QT_TRANSLATE_NOOP("Messages", "This is not an Undersong file, or it is damaged."),
        QT_TRANSLATE_NOOP("Messages", "Ask for the file again, sent as a file and not as a picture."),
    ),
    engine.CheckpointError: (
        QT_TRANSLATE_NOOP("Messages", "This unfinished hide cannot be resumed."),
        QT_TRANSLATE_NOOP(
            "Messages",
            "It was begun by another version of Undersong, or its saved state is damaged. "
            "Resume it with the version that began it, or discard it and hide the files again.",
        ),
    ),
    engine.CheckpointInUseError: (
        QT_TRANSLATE_NOOP("Messages", "This unfinished hide is already going on."),
        QT_TRANSLATE_NOOP("Messages", "Look for it in another window of Undersong, or on the command line."),
    ),
    engine.NothingRevealedError: (
        QT_TRANSLATE_NOOP("Messages", "Nothing was revealed."),
        QT_TRANSLATE_NOOP(
            "Messages",
            "The key belongs to another file, nothing is hidden in this file, or the file was changed on the way to "
            "you. Nobody can tell these cases apart. Check the key and try again.",
        ),
    ),
    engine.TooLongError: (
        QT_TRANSLATE_NOOP("Messages", "The computation took too long and was stopped."),
        QT_TRANSLATE_NOOP("Messages", "Close other programs and try again, or choose a simpler shape."),
    ),
    engine.OutOfMemoryError: (
        QT_TRANSLATE_NOOP("Messages", "There is not enough memory."),
        QT_TRANSLATE_NOOP("Messages", "Close other programs, choose a faster quality, or hide smaller files."),
    ),
    engine.DeviceError: (
        QT_TRANSLATE_NOOP("Messages", "The selected device is missing or cannot be used."),
        QT_TRANSLATE_NOOP(
            "Messages", "Choose “Automatic” in the settings and under Advanced: the processor always works."
        ),
    ),
    engine.DivergedError: (
        QT_TRANSLATE_NOOP("Messages", "Training failed to converge."),
        QT_TRANSLATE_NOOP("Messages", "Start again. If it fails again, choose another quality or another cover."),
    ),
    engine.MetadataError: (
        QT_TRANSLATE_NOOP("Messages", "Place, names and dates could not be removed from this file."),
        QT_TRANSLATE_NOOP(
            "Messages", "Remove them with the program that made it, or hide the file with what it tells."
        ),
    ),
    engine.NotKeptError: (
        QT_TRANSLATE_NOOP("Messages", "Unfinished work cannot be kept on this computer at the moment."),
        QT_TRANSLATE_NOOP(
            "Messages",
            "The hide goes on, but if it is interrupted it has to be made again. Check that the disk has free space.",
        ),
    ),
    engine.SaveError: (
        QT_TRANSLATE_NOOP("Messages", "The file could not be saved."),
        QT_TRANSLATE_NOOP(
            "Messages", "Check that the disk has free space and that you may write to this folder, or choose another."
        ),
    ),
}


NAMED: dict[type[engine.EngineError], tuple[str, str]] = {  # the same with the name of one file, and with several names
    engine.UnreadableFileError: (
        QT_TRANSLATE_NOOP("Messages", "%s could not be opened."),
        QT_TRANSLATE_NOOP("Messages", "These files could not be opened: %s"),
    ),
    FolderError: (
        QT_TRANSLATE_NOOP("Messages", "The folder %s was not added."),
        QT_TRANSLATE_NOOP("Messages", "These folders were not added: %s"),
    ),
    StegoGivenError: (
        QT_TRANSLATE_NOOP("Messages", "%s is already an Undersong file."),
        QT_TRANSLATE_NOOP("Messages", "These are already Undersong files: %s"),
    ),
    engine.InvalidStegoError: (
        QT_TRANSLATE_NOOP("Messages", "%s is not an Undersong file, or it is damaged."),
        QT_TRANSLATE_NOOP("Messages", "These are not Undersong files, or are damaged: %s"),
    ),
    engine.SaveError: (
        QT_TRANSLATE_NOOP("Messages", "%s could not be saved."),
        QT_TRANSLATE_NOOP("Messages", "These files could not be saved: %s"),
    ),
}


REASONS: dict[engine.UnreadableReason, str] = {
    "missing": QT_TRANSLATE_NOOP("Messages", "It is not there any more."),
    "folder": QT_TRANSLATE_NOOP("Messages", "It is a folder."),
    "not-a-file": QT_TRANSLATE_NOOP("Messages", "It is not an ordinary file."),
    "not-allowed": QT_TRANSLATE_NOOP("Messages", "You are not allowed to read it."),
    "empty": QT_TRANSLATE_NOOP("Messages", "It is empty."),
    "unknown-type": QT_TRANSLATE_NOOP("Messages", "This program cannot read files of its type."),
    "raw-photo": QT_TRANSLATE_NOOP("Messages", "It is a raw photo (%s): save it as JPEG or PNG first."),
    "save-as-picture": QT_TRANSLATE_NOOP("Messages", "It is a %s file: save it as PNG or JPEG first."),
    "save-as-shape": QT_TRANSLATE_NOOP("Messages", "It is a %s file: save it as STL or GLB first."),
    "save-as-film": QT_TRANSLATE_NOOP("Messages", "It is a %s file: save it as MP4 first."),
    "save-as-sound": QT_TRANSLATE_NOOP("Messages", "It is a %s file: save it as WAV or FLAC first."),
    "compressed-mesh": QT_TRANSLATE_NOOP("Messages", "It is compressed with %s: save it without that compression."),
    "thin": QT_TRANSLATE_NOOP(
        "Messages", "It is too thin: hardly anything of it would come back. Give it more thickness."
    ),
    "open": QT_TRANSLATE_NOOP(
        "Messages", "It has no inside: its faces are turned at random. Make their sides alike, and save it again."
    ),
    "damaged": QT_TRANSLATE_NOOP("Messages", "It is damaged or incomplete."),
    "too-large": QT_TRANSLATE_NOOP("Messages", "It is too large for this program."),
    "too-long": QT_TRANSLATE_NOOP("Messages", "Reading it takes too long."),
    "no-triangles": QT_TRANSLATE_NOOP(
        "Messages", "It holds points or lines but no triangles: a shape needs a surface."
    ),
    "degenerate": QT_TRANSLATE_NOOP("Messages", "All of its triangles are degenerate: a shape needs a surface."),
    "flat": QT_TRANSLATE_NOOP("Messages", "It is flat: a shape needs an inside."),
}


_AGAIN = QT_TRANSLATE_NOOP("Messages", "Choose it again where it is now, or another file.")
_SAVED = QT_TRANSLATE_NOOP("Messages", "Then choose the file you saved.")
ADVICE: dict[engine.UnreadableReason, str] = {  # where another program would be of no help
    "missing": _AGAIN,
    "not-a-file": _AGAIN,
    "not-allowed": QT_TRANSLATE_NOOP("Messages", "Give yourself the right to read it, or choose another file."),
    "raw-photo": _SAVED,
    "save-as-picture": _SAVED,
    "save-as-shape": _SAVED,
    "save-as-film": _SAVED,
    "save-as-sound": _SAVED,
    "compressed-mesh": _SAVED,
    "open": _SAVED,
}


def reason(error: engine.UnreadableFileError) -> str:
    """Why a file could not be opened; empty where the reason has no words."""
    text = QCoreApplication.translate(CONTEXT, REASONS[error.reason]) if error.reason is not None else ""
    return text.replace("%s", error.kind) if error.kind else text


NOTES: dict[engine.Note, str] = {
    "memory-short": QT_TRANSLATE_NOOP("Messages", "Memory is short: training continues in smaller chunks."),
    "to-processor": QT_TRANSLATE_NOOP(
        "Messages", "The graphics card has too little memory: training continues on the processor."
    ),
    "stepped-back": QT_TRANSLATE_NOOP("Messages", "Training diverged: it continues from the best weights so far."),
    "not-exact": QT_TRANSLATE_NOOP("Messages", "The cover did not become bit-exact in the time it had."),
}


def note_text(note: engine.Note) -> str:
    """The words for what a fit reports about itself."""
    return QCoreApplication.translate(CONTEXT, NOTES[note])


def words(error: engine.EngineError, names: Sequence[str] = ()) -> Message:
    """The message for an error, by its type, with the names of its files; the engine's own sentence is the details."""
    error_type = next(base for base in type(error).__mro__ if base in WORDS)
    what, todo = (QCoreApplication.translate(CONTEXT, text) for text in WORDS[error_type])
    if type(error) is engine.CapacityError and 0 < error.available < error.needed:  # in cells; a subclass counts others
        if error.missing_bytes:
            needed = QCoreApplication.translate("Messages", "The secrets need %s more room than there is.")
            return Message(needed % file_size(error.missing_bytes), todo, str(error))
        percent = round(100 * (error.needed / error.available - 1)) or 1
        what = QCoreApplication.translate("Messages", "The secrets need %d %% more room than there is.") % percent
    elif names and error_type in NAMED:
        what = QCoreApplication.translate(CONTEXT, NAMED[error_type][len(names) > 1]) % quoted(list(names))
        if error_type is engine.UnreadableFileError and isinstance(error, error_type) and len(names) == 1:
            what = " ".join(filter(None, (what, reason(error))))
            if error.reason in ADVICE:
                todo = QCoreApplication.translate(CONTEXT, ADVICE[error.reason])
    return Message(what, todo, str(error))


def together(errors: Sequence[tuple[engine.EngineError, str]]) -> Message:
    """One message for several errors, each with the name of its file: one sentence per type of error."""
    messages = []
    for error_type in dict.fromkeys(type(error) for error, _ in errors):
        same = [(error, name) for error, name in errors if type(error) is error_type]
        messages.append(words(same[0][0], [name for _, name in same if name]))
    return Message(
        "\n".join(message.what for message in messages),
        "\n".join(dict.fromkeys(message.todo for message in messages)),
        "\n".join(str(error) for error, _ in errors),
    )
