"""The crash dialog: our bugs, told honestly, with nothing of the person's in them."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

import engine


def details(error: BaseException) -> str:
    """The type of the error and the places it came through; never its text, which might hold a key or a file's name."""
    versions = f"Undersong {engine.__version__}, Python {platform.python_version()}, {platform.system()}"
    lines = [versions, type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def tell(error: BaseException) -> None:
    """Say that this was our fault, and offer the details."""
    say = QCoreApplication.translate
    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(say("Crash", "Something went wrong"))
    box.setText(say("Crash", "Undersong made a mistake. It was not your fault."))
    box.setInformativeText(
        say("Crash", "Your files are untouched. You can go on, but it is safer to start the program again.")
    )
    box.setDetailedText(details(error))
    copy = box.addButton(say("Crash", "Copy details"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(say("Crash", "Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(details(error))


def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What Python calls for an error nobody caught."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if sys.stderr is not None:
        traceback.print_exception(kind, error, trace)
    if QApplication.instance() is not None:
        tell(error)


def install() -> None:
    """From now on every uncaught error comes here."""
    sys.excepthook = hook
