"""SavedNote: what was saved a moment ago, and the way to the folder it lies in."""

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
        self._folder = Path()
        self.told = label("", "good", wrap=True, selectable=True)
        self.folder = Button(self.tr("Open folder"), "plain", "folder")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(self.told, 1)
        row.addWidget(self.folder)
        self.folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        self.hide()

    def tell(self, paths: list[Path]) -> None:
        """Say which files were saved."""
        self._folder = paths[0].parent
        self.told.setText(self.tr("Saved: %s") % ", ".join(isolated(path.name) for path in paths))
        self.setAccessibleName(self.told.text())
        self.show()
