"""Keeper: where revealed things go: saved, all of them, larger, or dragged out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from app.reveal.session import COVER, RevealSession
from app.reveal.upscaling import LONG
from app.text.formatting import duration


class Exporter(QObject):
    """Asks where, and whether one has the patience, and lets the session do it."""

    def __init__(self, session: RevealSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent

    def save(self, index: int) -> None:
        """Save a secret or the cover in a format of one's choice."""
        path = self._where(index, self.tr("Save the cover") if index == COVER else self.tr("Save the secret"))
        if path is not None:
            self._session.save(index, path)

    def save_larger(self, index: int, scale: int) -> None:
        """Save a secret or the cover rendered finer."""
        seconds = self._session.seconds_larger(index, scale)
        if seconds > LONG and not self._ask_patience(seconds):
            return
        path = self._where(index, self.tr("Save %d times as large") % scale)
        if path is not None:
            self._session.save_larger(index, scale, path)

    def _ask_patience(self, seconds: float) -> bool:
        box = QMessageBox(self._parent)
        box.setWindowTitle("Undersong")
        box.setText(self.tr("This takes about %s.") % duration(seconds))
        box.setInformativeText(self.tr("Every point of the larger one is computed. You can stop it at any time."))
        go = box.addButton(self.tr("Render it"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Not now"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is go

    def save_all(self) -> None:
        """Save all secrets into one folder."""
        name = QFileDialog.getExistingDirectory(self._parent, self.tr("Save all secrets into"))
        if name:
            self._session.save_all(Path(name))

    def drag(self, card: QWidget, picture: QPixmap, index: int) -> None:
        """Let go of the window, the secret falls as a file where the pointer is."""

        def drag(path: Path) -> None:
            if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:  # else it took longer than the hand was patient
                mime = QMimeData()
                mime.setUrls([QUrl.fromLocalFile(str(path))])
                drag = QDrag(card)
                drag.setMimeData(mime)
                drag.setPixmap(picture)
                drag.exec(Qt.DropAction.CopyAction)

        self._session.hand_out(index, drag)

    def _where(self, index: int, title: str) -> Path | None:
        """Ask where to write a secret or the cover, and in which format."""
        medium = self._session.medium(index)
        if medium is None:
            return None
        exports = medium.exports
        kinds = ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in exports)
        name, kind = QFileDialog.getSaveFileName(self._parent, title, self._session.name(index) + exports[0], kinds)
        chosen = next((suffix for suffix in exports if f"(*{suffix})" in kind), exports[0])
        path = Path(name)
        return None if not name else path if path.suffix else path.with_name(path.name + chosen)
