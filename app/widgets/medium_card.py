"""MediumCard: a medium or a file as a row: thumbnail, name, description, a note and buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.kit.button import Button
from app.kit.icons import pixmap
from app.kit.text import ElidedLabel, label, set_style_property
from app.previews.by_modality import PREVIEWS
from app.session import FileItem, Item
from app.text.describing import describe, describe_file
from app.widgets.file_mark import ICONS, FileMark
from app.widgets.thumbnail import Thumbnail

THUMBNAIL, COMPACT_THUMBNAIL = QSize(80, 60), QSize(60, 45)


class MediumCard(QFrame):
    """Emits `opened` on a click, Enter or Space; the page that shows it adds buttons.

    A `compact` card elides its description and its note to one line each; `below` gives the note the whole width of
    the card, in as many lines as it needs.
    """

    opened = Signal()

    def __init__(
        self,
        item: Item | FileItem,
        note: str = "",
        parent: QWidget | None = None,
        *,
        compact: bool = False,
        below: bool = False,
    ) -> None:
        super().__init__(parent)
        self.item, self._compact, self._below = item, compact, below
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        described = describe(item.medium) if isinstance(item, Item) else describe_file(item.file, item.medium)
        self.setAccessibleName(f"{item.name}, {described}")
        self._icon = QLabel()
        self._description = self._line(described, "muted")
        self._note = label(note, "small", wrap=True) if below else self._line(note, "small")
        self._note.setVisible(bool(note))
        self._buttons, self.foot = QHBoxLayout(), QHBoxLayout()
        self._buttons.setSpacing(2)
        self.foot.setSpacing(8)
        self.foot.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._build()
        self._draw_icon()

    def add_button(self, text: str, icon: str, kind: str = "icon") -> Button:
        """Add a button at the end of the row."""
        button = Button(text, kind, icon)
        button.setAccessibleName(f"{text}: {self.item.name}")
        self._buttons.addWidget(button)
        return button

    def set_note(self, note: str, role: str = "small") -> None:
        """Set the line below the description: what becomes of the medium."""
        set_style_property(self._note, "role", role)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleDescription(note)

    def set_selected(self, selected: bool) -> None:
        """Highlight the card of the medium that is shown large."""
        set_style_property(self, "chosen", selected)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw_icon()
        super().changeEvent(event)

    def _line(self, text: str, role: str) -> QLabel:
        if self._compact:
            return ElidedLabel(text, role, mode=Qt.TextElideMode.ElideRight)
        return label(text, role, wrap=True)

    def _build(self) -> None:
        description = QHBoxLayout()
        description.setSpacing(6)
        description.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        description.addWidget(self._description, 1)
        names = QVBoxLayout()
        names.setSpacing(3)
        names.addWidget(ElidedLabel(self.item.name, "strong"))
        names.addLayout(description)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addLayout(names, 1)
        top.addLayout(self._buttons)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addStretch(1)
        texts.addLayout(top)
        if not self._below:
            texts.addLayout(self.foot)
        texts.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._picture(COMPACT_THUMBNAIL if self._compact else THUMBNAIL))
        row.addLayout(texts, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(row)
        if self._below:
            self._column.addLayout(self.foot)
        self.tighten(on=False)

    def tighten(self, on: bool) -> None:
        """Take less height, where a list misses some pixels."""
        edge = 4 if on else 8
        self._column.setContentsMargins(10, edge, 8, edge)
        self._column.setSpacing(2 if on else 6)

    def _picture(self, size: QSize) -> QWidget:
        if isinstance(self.item, FileItem) and self.item.medium is None:
            return FileMark(self.item.file, size)
        assert self.item.medium is not None
        return Thumbnail(self.item.medium, size)

    def _draw_icon(self) -> None:
        icon = ICONS[self.item.file.kind] if isinstance(self.item, FileItem) else PREVIEWS[type(self.item.medium)].icon
        self._icon.setPixmap(pixmap(icon, self.palette().placeholderText().color(), 16, self.devicePixelRatioF()))
