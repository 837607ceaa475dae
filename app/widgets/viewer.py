"""Viewer: a dialog that shows one medium large."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.kit.text import label
from app.previews.by_modality import preview_of
from app.session import Item
from app.text.describing import describe


class Viewer(QDialog):
    """Escape closes it."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(item.name.replace("[*]", "[*][*]"))  # one alone stands for "changed"
        self.resize(900, 680)
        self.preview = preview_of(item.medium, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.addWidget(self.preview, 1)
        layout.addWidget(label(describe(item.medium), "muted"))

    def done(self, result: int) -> None:
        self.preview.close()
        super().done(result)


def view(item: Item, parent: QWidget) -> None:
    """Show the medium in a modal dialog."""
    viewer = Viewer(item, parent)
    viewer.exec()
    viewer.deleteLater()
