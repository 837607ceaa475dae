"""SavedNote: which files were just saved, with a button that opens their folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.kit.button import Button
from app.kit.text import label
from app.text.bidi import isolated


class SavedNote(QWidget):
    """Hidden until something was saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self.text = label("", "good", wrap=True, selectable=True)
        self.folder = Button(self.tr("Open folder"), "plain", "folder")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.folder)
        self.folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent))))
        self.hide()

    def show_paths(self, paths: list[Path]) -> None:
        """Show which files were saved."""
        self._path = paths[0]
        self.text.setText(self.tr("Saved: %s") % ", ".join(isolated(path.name) for path in paths))
        self.setAccessibleName(self.text.text())
        self.show()
