"""Leftovers: temporary files of saves that were killed, deleted at the start of the program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths

import engine

USUAL = (
    "HomeLocation", "DesktopLocation", "DocumentsLocation", "DownloadLocation", "PicturesLocation", "MusicLocation",
    "MoviesLocation",
)  # fmt: skip


def usual_folders() -> list[Path]:
    """Where people save files; which folders were used is not remembered."""
    locations = [getattr(QStandardPaths.StandardLocation, name) for name in USUAL]
    names = [QStandardPaths.writableLocation(location) for location in locations]
    return [Path(name) for name in dict.fromkeys(filter(None, names))]


def delete_leftovers(folders: Iterable[Path], _: engine.Report = engine.ignore) -> None:
    """Delete what killed saves left in these folders, perhaps secrets in the clear.  Slow where one is on a network."""
    for folder in folders:
        engine.delete_abandoned_files(folder)
