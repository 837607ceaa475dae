"""QueueCard: one hide in the list of the queue."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.icons import pixmap
from app.kit.text import ElidedLabel, set_style_property
from app.queue.entry import Entry
from app.queue.entry_text import made_of, state_of, title_of
from app.widgets.draggable_card import DraggableCard
from app.widgets.thumbnail import Thumbnail

THUMBNAIL = QSize(64, 48)
LOCK = 26  # pixels: of the key on the card of a locked hide
EDGE = 4  # pixels above and below the three lines, two of which the frame takes
LEADING = 2  # pixels between them


class QueueCard(DraggableCard):
    """Three lines, whatever they say, and buttons to the right.

    `action` does what the hide is ready for: enter its key, watch it, look at its result, try again.
    """

    def __init__(self, entry: Entry, index: int, parent: QWidget | None = None) -> None:
        super().__init__(index, parent)
        self.entry, self._name = entry, title_of(entry)
        self._title = ElidedLabel(self._name, "strong")
        self._made_of = ElidedLabel("", "small", mode=Qt.TextElideMode.ElideRight)
        self._state = ElidedLabel("", "small", mode=Qt.TextElideMode.ElideRight)
        self.action = Button("", "plain")
        self.up = Button(self.tr("Earlier: %s") % self._name, "icon", "up")
        self.down = Button(self.tr("Later: %s") % self._name, "icon", "down")
        self.remove = Button(self.tr("Remove: %s") % self._name, "icon", "remove")
        self.action.clicked.connect(self.opened)
        self.remove.clicked.connect(self.removed)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self._build()

    def show_state(self, progress: engine.Progress | None, *, halted: bool, last: int) -> None:
        """Show how far the hide has come; `last` is the index of the last one."""
        entry = self.entry
        role, text = state_of(entry, progress, halted=halted)
        set_style_property(self._state, "role", role)
        self._state.setText(text)
        count = len(entry.choices.secrets) if entry.choices is not None else 0
        made = made_of(entry, self.tr("%n secret(s)", "", count) if count else self.tr("no secret"))
        self._made_of.setText(made)
        self._made_of.setVisible(bool(made))
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(", ".join(filter(None, (text, made))))
        actions = {
            "locked": self.tr("Enter its key…"),
            "fitting": self.tr("Watch"),
            "done": self.tr("Show the result"),
            "failed": self.tr("Try again"),
        }
        wanted = actions.get(entry.state, "")
        if self.action.accessibleName() != f"{wanted}: {self._name}":
            self.action.setText(wanted)
            self.action.setAccessibleName(f"{wanted}: {self._name}")
        self.action.setVisible(bool(wanted))
        self.up.setEnabled(self.index > 0)
        self.down.setEnabled(self.index < last)

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(LEADING)
        lines = (self._title, self._made_of, self._state)
        for line in lines:
            texts.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, EDGE - 2, 6, EDGE - 2)
        row.setSpacing(4)
        row.addWidget(self._picture())
        row.addSpacing(8)
        row.addLayout(texts, 1)
        for button in (self.action, self.up, self.down, self.remove):
            row.addWidget(button)
        for line in lines:
            line.ensurePolished()
        # The state is at times as large as the title.
        height = sum(line.sizeHint().height() for line in (self._title, self._made_of, self._title)) + 2 * LEADING
        self.setFixedHeight(max(height, THUMBNAIL.height()) + 2 * EDGE)

    def _picture(self) -> QWidget:
        if self.entry.task is not None:
            return Thumbnail(self.entry.task.cover.medium, THUMBNAIL)
        mark = QLabel()
        mark.setFixedSize(THUMBNAIL)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setPixmap(pixmap("key", self.palette().placeholderText().color(), LOCK, self.devicePixelRatioF()))
        return mark
