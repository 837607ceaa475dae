"""What becomes of folders among the files to hide, and of more files than one file holds: the person is asked once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

import engine
from app.dropping import expand_folders
from app.kit.question import DISCARD, STAY, YES, ask, choose
from app.text.bidi import quoted


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


class _Counted(QObject):
    """Texts with a plural form; the extraction finds plurals only in the `tr` of a QObject."""

    def first(self, count: int) -> str:
        return self.tr("Add the first %n", "", count)

    def limit(self, count: int) -> str:
        return self.tr("One file holds at most %n secret(s).", "", count)


def within_limit(parent: QWidget, paths: Sequence[Path], taken: int) -> list[Path]:
    """As many of the paths as there is a place for, where `taken` places are taken; asks about the rest."""
    free, given, counted, say = engine.MAX_SECRETS - taken, list(paths), _Counted(), QCoreApplication.translate
    if len(given) <= max(0, free):
        return given
    left_out = quoted([path.name for path in given[max(0, free) :][:3]]) + (" …" if len(given) - free > 3 else "")
    more = say("FolderQuestion", "There is no place for %s. A folder can be added as one archive.") % left_out
    if free <= 0:
        choose(parent, counted.limit(engine.MAX_SECRETS), more, {STAY: say("FolderQuestion", "Cancel")})
        return []
    first, cancel = counted.first(free), say("FolderQuestion", "Cancel")
    return given[:free] if ask(parent, counted.limit(engine.MAX_SECRETS), more, first, cancel) else []
