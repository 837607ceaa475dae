"""ListView: the hides of the queue in their order, how long they take in all, and what may be done with all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.kit.button import Button
from app.kit.layout_tools import order_tabs
from app.kit.text import ElidedLabel, label, set_style_property
from app.queue import sleeping
from app.queue.entry import Entry
from app.queue.queue_card import QueueCard
from app.queue.session import AtEnd, QueueSession
from app.text.formatting import duration
from app.widgets.card_list import CardList
from app.widgets.footer import Footer
from app.widgets.panel import Panel

FRAME = 10  # pixels around the list
LOW = 560  # pixels of height below which margins shrink
NARROW = 1000  # pixels of width below which the button that tidies shows its icon alone


class ListView(QWidget):
    """Emits `opened` with the entry of a card that was clicked, and `removed` with one that is to go."""

    opened = Signal(object)
    removed = Signal(object)
    keys_wanted = Signal()

    def __init__(self, session: QueueSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self._asked = False  # whether the computer can be sent to sleep
        self._shown: list[tuple[int, str]] = []
        self.list = CardList()
        self._title = label(self.tr("Queue"), "title")
        self._sum = ElidedLabel("", "muted", mode=Qt.TextElideMode.ElideRight)
        self.keys = Button(self.tr("Enter a key…"), "plain", "key")
        self.tidy = Button(self.tr("Remove the finished ones"), "quiet", "check")
        self.at_end = QComboBox()
        self.at_end.setAccessibleName(self.tr("What happens at the end of the queue"))
        self.at_end.addItem(self.tr("nothing"), "nothing")
        self.at_end.addItem(self.tr("quit, if nothing failed"), "quit")
        self.last = QCheckBox(self.tr("Stop after this one"))
        self.pause = Button(self.tr("Pause all"), "plain", "pause")
        self.start = Button(self.tr("Start the queue"), "primary", "play")
        self._empty = label(
            self.tr(
                "Nothing waits here. Choose on the Hide page what goes into what, and press “Add to the queue…”: each "
                "hide gets its own file and its own key, and they are made one after another."
            ),
            "muted",
            wrap=True,
        )
        self._build()
        self.list.dropped.connect(session.move)
        self.keys.clicked.connect(self.keys_wanted)
        self.tidy.clicked.connect(session.clear_done)
        self.start.clicked.connect(session.start)
        self.pause.clicked.connect(lambda: session.pause())
        self.last.clicked.connect(session.stop_after_current)
        self.at_end.activated.connect(lambda _: self._choose_end(self.at_end.currentData()))

    def cards(self) -> list[QueueCard]:
        """The cards in their order."""
        return [card for card in self.list.cards() if isinstance(card, QueueCard)]

    def refresh(self) -> None:
        """Update from the session."""
        session = self._session
        shown = [(id(entry), "locked" if entry.state == "locked" else "") for entry in session.entries]
        if shown != self._shown:
            self._shown = shown
            self._rebuild()
        for card in self.cards():
            card.show_state(session.progress, halted=session.halted, last=len(session.entries) - 1)
        if session.entries and not self._asked:  # not at the start of the program: the system may take half a second
            self._asked = True
            if sleeping.can_sleep():
                self.at_end.addItem(self.tr("let the computer sleep"), "sleep")
        self.at_end.setCurrentIndex(max(0, self.at_end.findData(session.at_end)))
        self._empty.setVisible(not session.entries)
        self._panel.setVisible(bool(session.entries))
        self._sum.setText("  ·  ".join(filter(None, (self.sum_text(), self._state_text()))))
        self._sum.setVisible(bool(session.entries))
        self.keys.setVisible(bool(session.locked))
        self.tidy.setVisible(any(entry.state == "done" for entry in session.entries))
        under_way = session.current is not None
        self.start.setVisible(not under_way or session.halted)
        self.start.setText(self.tr("Continue") if session.halted and under_way else self.tr("Start the queue"))
        self.start.setEnabled(under_way or bool(session.waiting))
        self.pause.setVisible(under_way and not session.halted)
        self.last.setVisible(under_way)
        self.last.setChecked(not session.going)

    def sum_text(self) -> str:
        """How many hides there are, and how long they take in all."""
        session = self._session
        left = [entry for entry in session.entries if entry.state in ("waiting", "fitting")]
        if not left:
            return ""
        seconds, complete = session.forecast()
        count = self.tr("%n hide(s)", "", len(left))
        if not seconds:
            return count
        time = self.tr("about %s in all") if complete else self.tr("more than %s in all")
        return f"{count}, {time % duration(seconds)}"

    def _state_text(self) -> str:
        session = self._session
        if session.current is not None and session.halted:
            return self.tr("Everything is paused.")
        if session.current is not None and not session.going:
            return self.tr("The queue stops after this one.")
        if session.current is None and session.waiting:
            return self.tr("The queue waits for its start.")
        return ""

    def _rebuild(self) -> None:
        focused = next((card.entry for card in self.cards() if card.isAncestorOf(self.focusWidget() or self)), None)
        cards = [QueueCard(entry, index) for index, entry in enumerate(self._session.entries)]
        for card in cards:
            card.opened.connect(partial(self.opened.emit, card.entry))
            card.removed.connect(partial(self.removed.emit, card.entry))
            card.moved.connect(partial(self._move, card))
        self.list.show_cards(cards)
        self._panel.setMaximumHeight(self.list.maximumHeight() + 2 * FRAME + 2)
        order_tabs(self)
        self._focus(focused)

    def _move(self, card: QueueCard, by: int) -> None:
        card.setFocus()
        self._session.move(card.index, card.index + by)

    def _focus(self, entry: Entry | None) -> None:
        for card in self.cards():
            if card.entry is entry:
                card.setFocus()

    def _choose_end(self, choice: AtEnd) -> None:
        self._session.at_end = choice

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.tidy.set_brief(self.width() < NARROW)
        low = self.height() < LOW
        self._column.setContentsMargins(24, *((6, 24, 6) if low else (14, 24, 12)))
        self._column.setSpacing(6 if low else 10)
        set_style_property(self._title, "role", "heading" if low else "title")
        super().resizeEvent(event)

    def _build(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._title)
        titles.addWidget(self._sum)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(titles, 1)
        for widget in (self.keys, self.tidy):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._panel = Panel()
        self._panel.body.setContentsMargins(*[FRAME] * 4)
        self._panel.body.addWidget(self.list)
        self._column = column = QVBoxLayout()
        column.addLayout(top)
        column.addWidget(self._empty)
        column.addWidget(self._panel, 100)
        column.addStretch(1)
        end = QWidget()
        row = QHBoxLayout(end)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("At the end:"), "muted"))
        row.addWidget(self.at_end)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(column, 1)
        layout.addWidget(Footer(end, (self.last, self.pause, self.start)))
