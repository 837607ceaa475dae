"""ChosenCard: one secret in the list of the Hide page: its picture, its name, what comes back, and how it is kept."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.hide.choices import ChosenSecret
from app.hide.pill import Pill
from app.kit.button import Button
from app.kit.text import ElidedLabel, set_style_property
from app.session import FileItem
from app.text.describing import describe, describe_file
from app.widgets.draggable_card import DraggableCard
from app.widgets.file_mark import FileMark
from app.widgets.thumbnail import Thumbnail

THUMBNAIL = QSize(44, 33)
NARROW = 400  # pixels of width
EDGE = 9  # pixels above and below the two lines, with the border


class ChosenCard(DraggableCard):
    """Two lines high, whatever they say: a list of cards keeps its place while it is estimated what becomes of them.

    The page adds to `menu` what else can be done with the secret.
    """

    def __init__(self, secret: ChosenSecret, index: int, parent: QWidget | None = None) -> None:
        super().__init__(index, parent)
        self.item = secret
        self.description = (
            describe_file(secret.file, secret.medium) if isinstance(secret, FileItem) else describe(secret.medium)
        )
        self.setAccessibleName(f"{secret.name}, {self.description}")
        self._name = ElidedLabel(secret.name, "strong")
        self._note = ElidedLabel(self.description, "small", mode=Qt.TextElideMode.ElideRight)
        self.way = Pill(self.tr("How %s is kept") % secret.name)
        self.owner = Pill(self.tr("Key for %s") % secret.name)
        self.more = Button(self.tr("More: %s") % secret.name, "icon", "more")
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.remove = Button(self.tr("Remove: %s") % secret.name, "icon", "remove")
        self.remove.clicked.connect(self.removed)
        self._build()

    def add_action(self, text: str, name: str) -> QAction:
        """Add an entry to the menu."""
        action = QAction(text, self.menu)
        action.setObjectName(name)
        self.menu.addAction(action)
        return action

    def set_note(self, note: str, role: str = "small") -> None:
        """Set the second line: what comes back of the secret."""
        set_style_property(self._note, "role", role)
        self._note.setText(note)
        self.setAccessibleDescription(note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()
        super().resizeEvent(event)

    def arrange(self) -> None:
        """Show what there is to choose; in a narrow card the names come first, and the menu has the rest."""
        narrow = self.width() < NARROW
        self.way.setVisible(self.way.offered and not narrow)
        self.owner.setVisible(self.owner.offered)
        self.owner.set_brief(narrow)
        self.remove.setVisible(not narrow)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 4, 3)
        row.setSpacing(4)
        row.addWidget(self._picture())
        row.addSpacing(6)
        row.addLayout(texts, 1)
        for button in (self.owner, self.way, self.more, self.remove):
            row.addWidget(button)
        for line in (self._name, self._note):
            line.ensurePolished()
        lines = sum(line.fontMetrics().height() for line in (self._name, self._note))
        self.setFixedHeight(max(lines, THUMBNAIL.height()) + EDGE)

    def _picture(self) -> QWidget:
        if isinstance(self.item, FileItem) and self.item.medium is None:
            return FileMark(self.item.file, THUMBNAIL)
        medium = self.item.medium
        assert medium is not None
        return Thumbnail(medium, THUMBNAIL)
