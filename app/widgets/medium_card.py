"""MediumCard: one medium as a row: thumbnail, name, what it is, what becomes of it, and what one can do with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.kit.button import Button
from app.kit.icons import pixmap
from app.kit.text import Elided, label, set_role
from app.previews.by_modality import PREVIEWS, thumbnail_of
from app.session import Item
from app.text.describing import describe

THUMBNAIL, LOW = QSize(80, 60), QSize(60, 45)
CARD = "application/x-undersong-card"  # what is dragged: the place of a card in its list, as text


class Thumbnail(QLabel):
    """A small rounded picture of a medium."""

    def __init__(self, item: Item, size: QSize = THUMBNAIL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size)
        self._item = item
        self._inks = self._colours()
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the program's colours."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_inks") and self._inks != self._colours():
            self._inks = self._colours()
            self._draw()
        super().changeEvent(event)

    def _colours(self) -> tuple[str, str]:
        return self.palette().highlight().color().name(), self.palette().midlight().color().name()

    def _draw(self) -> None:
        ratio, palette = self.devicePixelRatioF(), self.palette()
        image = thumbnail_of(self._item.medium, self.size() * ratio, palette.highlight().color())
        result = QPixmap(image.size())
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(result.rect(), 7 * ratio, 7 * ratio)
        painter.setClipPath(path)
        painter.fillRect(result.rect(), palette.midlight())
        painter.drawImage(0, 0, image)
        painter.end()
        result.setDevicePixelRatio(ratio)
        self.setPixmap(result)


class MediumCard(QFrame):
    """A medium that can be opened by click or Enter; actions are added by whoever shows it.

    With a `place` it can be dragged to another one; a `low` one says what it is in one line, and what became of it in
    another, be they cut.
    """

    opened = Signal()

    def __init__(
        self,
        item: Item,
        note: str = "",
        place: int | None = None,
        parent: QWidget | None = None,
        *,
        low: bool = False,
    ) -> None:
        super().__init__(parent)
        self.item, self.place, self._low = item, place, low
        what = describe(item.medium)
        self._what = Elided(what, "muted", cut=Qt.TextElideMode.ElideRight) if low else label(what, "muted", wrap=True)
        self._grip: QPointF | None = None
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{item.name}, {describe(item.medium)}")
        self._kind = QLabel()
        self._note = Elided(note, "small", cut=Qt.TextElideMode.ElideRight) if low else label(note, "small", wrap=True)
        self._note.setVisible(bool(note))
        self._actions, self.foot = QHBoxLayout(), QHBoxLayout()
        self._actions.setSpacing(2)
        self.foot.setSpacing(8)
        self.foot.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._lay()
        self._tint()

    def add_button(self, text: str, icon: str, kind: str = "icon") -> Button:
        """Put an action at the end of the row."""
        button = Button(text, kind, icon)
        button.setAccessibleName(f"{text}: {self.item.name}")
        self._actions.addWidget(button)
        return button

    def tell(self, note: str, role: str = "small") -> None:
        """Say what becomes of it."""
        set_role(self._note, "role", role)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleDescription(note)

    def choose(self, chosen: bool) -> None:
        """Look chosen, in a list of which one is shown large."""
        set_role(self, "chosen", chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps the beginning of a drag."""
        self._grip = event.position() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it to another place of its list."""
        if self._grip is None or self.place is None:
            return
        if (event.position() - self._grip).manhattanLength() < QApplication.startDragDistance():
            return
        mime = QMimeData()
        mime.setData(CARD, str(self.place).encode())
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._grip.toPoint())
        self._grip = None
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the program's colours."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_kind"):
            self._tint()
        super().changeEvent(event)

    def _lay(self) -> None:
        kind = QHBoxLayout()
        kind.setSpacing(6)
        kind.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignTop)
        kind.addWidget(self._what, 1)
        names = QVBoxLayout()
        names.setSpacing(3)
        names.addWidget(Elided(self.item.name, "strong"))
        names.addLayout(kind)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addLayout(names, 1)
        top.addLayout(self._actions)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addStretch(1)
        texts.addLayout(top)
        texts.addLayout(self.foot)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(Thumbnail(self.item, LOW if self._low else THUMBNAIL))
        row.addLayout(texts, 1)

    def _tint(self) -> None:
        icon = PREVIEWS[type(self.item.medium)].icon
        self._kind.setPixmap(pixmap(icon, self.palette().placeholderText().color(), 16, self.devicePixelRatioF()))
