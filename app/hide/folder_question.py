"""What becomes of folders among the files to hide: the person is asked once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.dropping import expand_folders
from app.kit.question import DISCARD, STAY, YES, choose


def resolve_folders(parent: QWidget, paths: Sequence[Path]) -> list[Path]:
    """The paths to hide: each folder as it is, to become one archive, or replaced by the media in it.

    Asks where a folder holds media, and not more than one file holds; empty where the person cancels.
    """
    given, say = list(paths), QCoreApplication.translate
    expanded = expand_folders(given)
    if expanded == given:
        return given
    answers = {
        YES: say("FolderQuestion", "As one archive"),
        DISCARD: say("FolderQuestion", "The media one by one"),
        STAY: say("FolderQuestion", "Cancel"),
    }
    more = say(
        "FolderQuestion",
        "As one archive everything in it comes back, byte for byte. One by one, only its images, sounds, videos and 3D "
        "shapes are hidden, each as a secret of its own.",
    )
    answer = choose(parent, say("FolderQuestion", "How is the folder to be hidden?"), more, answers)
    return given if answer is YES else expanded if answer is DISCARD else []
