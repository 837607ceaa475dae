"""Ticket: one of the things to hand over, ticked off when it is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.kit.icons import pixmap
from app.kit.text import ElidedLabel, label, plain_tip, set_style_property
from app.widgets.panel import Panel

TICK, HEAD = 18, 38  # pixels: of the tick, and the height of the line with the heading


class Ticket(Panel):
    """A number that becomes a tick, a heading, and sentences that a low window leaves out."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._number, self._done = str(number), False
        self._title = title
        self._mark = label(self._number, "number")
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fact = ElidedLabel("", "muted", mode=Qt.TextElideMode.ElideRight)
        self.advice = label("", "small", wrap=True)
        self.head.addWidget(self._mark)
        self.head.addWidget(label(title, "heading"))
        self.head.addWidget(self.fact, 1)
        self.head.addStrut(HEAD)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self.body.addLayout(self.head)
        self.body.addWidget(self.advice)
        self.tick(False)

    def tick(self, done: bool) -> None:
        """Show whether it is done."""
        self._done = done
        self._mark.setPixmap(pixmap("check", self.palette().highlight().color(), TICK, self.devicePixelRatioF()))
        if not done:
            self._mark.setText(self._number)
        self.setAccessibleName(self.tr("%s: done") % self._title if done else self._title)

    def compact(self, on: bool) -> None:
        """Leave out the advice, which is in the tooltip then."""
        self.advice.setHidden(on or not self.advice.text())
        self.setToolTip(plain_tip(self.advice.text()) if on else "")
        self.body.setContentsMargins(16, *((6, 16, 6) if on else (12, 16, 12)))


class FileTag(QLabel):
    """The finished file, to be dragged out of the window; emits `dragged` once that begins."""

    dragged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed, self._held = QPointF(), False
        set_style_property(self, "role", "word")
        self.setText(self.tr("Drag the file out"))
        self.setToolTip(self.tr("Into a folder, a mail or a chat"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._held = event.position(), True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and self._held and event.buttons() & Qt.MouseButton.LeftButton:
            self._held = False  # once is enough
            self.dragged.emit()

    def drag(self, path: Path) -> None:
        """Begin to drag a file, unless the button was released meanwhile."""
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path))])
            drag = QDrag(self)
            drag.setMimeData(mime)
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.CopyAction)
