"""CompareSlot: one of the two media compared: a drop zone, then the card of what was dropped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.session import FileItem, Item
from app.widgets.drop_zone import DropZone
from app.widgets.forwards_drops import ForwardsDrops
from app.widgets.medium_card import MediumCard


class CompareSlot(ForwardsDrops, QWidget):
    """Emits `chosen` with paths, and `opened` when the card is clicked to see the medium large."""

    chosen = Signal(list)
    opened = Signal()

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.item: Item | FileItem | None = None
        self.card: MediumCard | None = None
        self.zone = DropZone(title, hint, self.tr("Choose a file…"))
        self.zone.filter = ""  # any file can be compared with another
        self.zone.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.zone)
        self.zone.chosen.connect(self.chosen)

    def show_item(self, item: Item | FileItem | None, role: str) -> None:
        """Show the medium in this slot under its role in the comparison."""
        if item is not self.item:
            self.item = item
            if self.card is not None:
                self._layout.removeWidget(self.card)
                self.card.hide()
                self.card.deleteLater()
                self.card = None
            if item is not None:
                self.card = MediumCard(item, role, compact=True)
                self.card.opened.connect(self.opened)
                self.card.add_button(self.tr("Replace…"), "folder").clicked.connect(self.zone.browse)
                self._layout.addWidget(self.card)
        elif self.card is not None:
            self.card.set_note(role)
        self.zone.setVisible(item is None)
