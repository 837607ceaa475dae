"""The crash dialog: shown for every uncaught exception, without any text that may be private."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

import engine


def details(error: BaseException) -> str:
    """The exception's type and stack; never its message, which may contain a key or a file name."""
    versions = f"Undersong {engine.__version__}, Python {platform.python_version()}, {platform.system()}"
    lines = [versions, type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def show(error: BaseException) -> None:
    """Show the dialog."""
    say = QCoreApplication.translate
    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(say("Crash", "Something went wrong"))
    box.setText(say("Crash", "An error in Undersong. It was not your fault."))
    box.setInformativeText(
        say("Crash", "Your files are untouched. You can continue, but restarting the program is safer.")
    )
    box.setDetailedText(details(error))
    copy = box.addButton(say("Crash", "Copy details"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(say("Crash", "Continue"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(details(error))


def hook(error_type: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """The exception hook of Python: for exceptions that nothing catches."""
    if issubclass(error_type, KeyboardInterrupt):
        QApplication.quit()
        return
    _print(error)
    if QApplication.instance() is not None:
        show(error)


def install() -> None:
    """Install the exception hooks, and Qt's message handler: standard error is a desktop's journal, on disk."""
    sys.excepthook = hook
    sys.unraisablehook = lambda ignored: _print(ignored.exc_value)
    threading.excepthook = lambda thread: _print(thread.exc_value)
    qInstallMessageHandler(_print_qt)


def _print(error: BaseException | None) -> None:
    """Print the type and the stack of an error."""
    if sys.stderr is not None and error is not None:
        print(details(error), file=sys.stderr)


def _print_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Print what part of Qt complains, and its words only for developers (python -X dev): they may name a file."""
    if sys.stderr is not None and kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        print(f"Qt: {kind.name}, {context.category}", message if sys.flags.dev_mode else "", file=sys.stderr)
