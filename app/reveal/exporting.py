"""Exporter: asks where revealed media go: saved, all at once, upscaled, or dragged out of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.kit.question import ask
from app.reveal.session import COVER, RevealSession
from app.reveal.upscaling import LONG
from app.text.formatting import duration
from app.widgets.save_dialog import ask_save_path


class Exporter(QObject):
    """Opens the file dialogs; the session writes the files.  The index of the cover is COVER."""

    def __init__(self, session: RevealSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent

    def save(self, index: int, scale: int = 1) -> None:
        """Save a secret or the cover in a format of the person's choice, rendered on a grid `scale` times as fine."""
        if self._session.what(index) is None:
            return
        seconds = self._session.seconds_larger(index, scale) if scale > 1 else 0.0
        if seconds > LONG and not self._confirm(seconds):
            return
        path = self._ask_path(index, self.tr("Save the cover") if index == COVER else self.tr("Save the secret"))
        if path is None:
            return
        if scale > 1:
            self._session.save_larger(index, scale, path)
        else:
            self._session.save(index, path)

    def _confirm(self, seconds: float) -> bool:
        return ask(
            self._parent,
            self.tr("Rendering takes about %s.") % duration(seconds),
            self.tr("Every point is computed again. You can stop at any time."),
            self.tr("Render"),
            self.tr("Cancel"),
        )

    def save_all(self) -> None:
        """Save all secrets in one folder."""
        name = QFileDialog.getExistingDirectory(self._parent, self.tr("Save all secrets in"))
        if name:
            self._session.save_all(Path(name))

    def drag(self, source: QWidget, picture: QPixmap, index: int) -> None:
        """Write a secret to a temporary file, then start a drag with it."""

        def start(path: Path) -> None:
            if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:  # not released while the file was written
                mime = QMimeData()
                mime.setUrls([QUrl.fromLocalFile(str(path))])
                drag = QDrag(source)
                drag.setMimeData(mime)
                drag.setPixmap(picture)
                drag.exec(Qt.DropAction.CopyAction)

        self._session.hand_out(index, start)

    def _ask_path(self, index: int, title: str) -> Path | None:
        """Ask for the file and the format; None if the dialog was cancelled."""
        medium, default = self._session.medium(index), self._session.file_name(index)
        if medium is None:
            return ask_save_path(self._parent, title, default, self.tr("All files (*)"), ())
        suffixes = medium.exports
        filters = ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in suffixes)
        return ask_save_path(self._parent, title, default, filters, suffixes)
