"""ChosenCard: one secret in the list of the Hide page: its picture, its name, what comes back, and how it is kept."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.hide.choices import ChosenSecret
from app.hide.pill import Pill
from app.kit.button import Button
from app.kit.text import ElidedLabel, set_style_property
from app.session import FileItem
from app.text.describing import describe, describe_file
from app.widgets.file_mark import FileMark
from app.widgets.thumbnail import Thumbnail

THUMBNAIL = QSize(44, 33)
CARD_MIME = "application/x-undersong-card"  # of a dragged card: its index in the list, as text
NARROW = 400  # pixels of width
EDGE = 9  # pixels above and below the two lines, with the border


class ChosenCard(QFrame):
    """Two lines high, whatever they say: a list of cards keeps its place while it is estimated what becomes of them.

    Emits `opened` on a click, Enter or Space, `removed` on Delete, and `moved` with +1 or -1 on Alt+Down or Alt+Up.
    It can be dragged. The page adds to `menu` what else can be done with the secret.
    """

    opened = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, secret: ChosenSecret, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item, self.index = secret, index
        self._drag_start: QPointF | None = None
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
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

    def set_selected(self, selected: bool) -> None:
        """Mark the card whose secret is looked at."""
        set_style_property(self, "chosen", selected)

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag_start = event.position() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_start is None:
            return
        if (event.position() - self._drag_start).manhattanLength() < QApplication.startDragDistance():
            return
        mime = QMimeData()
        mime.setData(CARD_MIME, str(self.index).encode())
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._drag_start.toPoint())
        self._drag_start = None
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.opened.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

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
