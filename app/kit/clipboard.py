"""The clipboard for what is secret: marked as not for histories, and cleared after a minute if it is still there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT: Final = 60_000  # milliseconds
# What programs that keep a history look for: KDE's and others on Linux; Windows, for its own and the one in the cloud;
# and macOS, where Qt does not hand on this name, so that only the minute holds there.
MARKS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),
    "CanUploadToCloudClipboard": bytes(4),
    "org.nspasteboard.ConcealedType": b"1",
}


def copy_secret(text: str) -> None:
    """Copy a text that no history is to keep; it is gone after a minute, and when the program ends."""
    mime = QMimeData()
    mime.setText(text)
    for name, value in MARKS.items():
        mime.setData(name, value)
    QGuiApplication.clipboard().setMimeData(mime)
    _keeper().start(text)


def _keeper() -> _Keeper:
    """The one there is: a second copy begins the minute again."""
    app = QCoreApplication.instance()
    assert app is not None
    found = app.findChild(_Keeper)
    return found if found is not None else _Keeper(app)


class _Keeper(QObject):
    """Remembers what was copied until it is cleared."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._text = ""
        self.timer = QTimer(self, singleShot=True, interval=KEPT)
        self.timer.timeout.connect(self._clear)
        app.aboutToQuit.connect(self._clear)

    def start(self, text: str) -> None:
        self._text = text
        self.timer.start()

    def _clear(self) -> None:
        """Clear the clipboard unless something else was copied since."""
        clipboard, text, self._text = QGuiApplication.clipboard(), self._text, ""
        self.timer.stop()
        if text and clipboard.text() == text:
            clipboard.clear()
