"""The history of Qt's file dialogs: Qt keeps on disk, for all its programs, the folders that files were chosen from."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QSettings

ORGANIZATION = "QtProject"
REMEMBERED = ("FileDialog/history", "FileDialog/lastVisited")


def write_none() -> None:
    """Let no file dialog from now on write which folders were chosen; they still remember the last one while they run.

    On Linux whatever settings are opened later lie where nothing can be written, so that not even a deleted block of
    the disk holds a name. Windows and macOS have one fixed place for them: there it is taken out again, now and at the
    end. Settings that are open already go on.
    """
    if sys.platform == "linux":
        nowhere = os.path.join(os.devnull, "nothing")  # noqa: PTH118 - below a file, where no folder can be made
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, nowhere)
    else:
        forget(QSettings(QSettings.Scope.UserScope, ORGANIZATION))


def forget(settings: QSettings) -> None:
    """Take the folders out of the settings that Qt's file dialogs write."""
    for name in REMEMBERED:
        settings.remove(name)
    settings.sync()
