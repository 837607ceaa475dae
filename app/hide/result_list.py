"""ResultList: the cover and the secrets of a finished file as cards, each with the whole of its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.hide.file_result import file_verdict
from app.hide.key_names import key_name
from app.hide.outcome import ComparedFile, ComparedPair, Outcome
from app.kit.layout_tools import clear_layout
from app.kit.text import label
from app.session import FileItem, Item
from app.text.verdicts import headline, role as verdict_role
from app.widgets.medium_card import MediumCard

LIST_WIDTHS = (338, 260)  # pixels with the place of a scroll bar, in a wide and in a narrow window
SCROLL_BAR = 8  # pixels


class ResultList(QWidget):
    """The cover is 0, the secrets follow, those of each key under a heading; emits `picked` with a number."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.cards: list[MediumCard] = []
        self.pairs: list[ComparedPair | ComparedFile] = []  # one for each card
        self._heads: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SCROLL_BAR, 0)

    def show_outcome(self, outcome: Outcome | None, names: Sequence[str]) -> None:
        """List what a finished file holds; `names` are those of the keys."""
        clear_layout(self._column)
        self._heads, self.cards, self.pairs = [], [], []
        if outcome is None:
            return
        self._add(self.tr("The cover, visible to everyone"), [outcome.cover])
        owners = sorted({pair.owner for pair in outcome.secrets})
        for owner in owners:
            title = self.tr("The secrets, with the key") if len(owners) == 1 else ""
            title = title or self.tr("The secrets of %s") % key_name(owner, names)
            self._add(title, [pair for pair in outcome.secrets if pair.owner == owner])
        self._column.addStretch(1)

    def select(self, index: int) -> None:
        """Highlight the card of what is shown large."""
        for place, card in enumerate(self.cards):
            card.set_selected(place == index)

    def compact(self, on: bool, *, tight: bool = False) -> None:
        """Take less height: of one key the headings are left out; `tight` cards are lower and closer to one another."""
        for head in self._heads:
            head.setVisible(not on or len(self._heads) > 2)
        self._column.setSpacing(2 if tight else 4)
        for card in self.cards:
            card.tighten(tight)

    def _add(self, title: str, pairs: Sequence[ComparedPair | ComparedFile]) -> None:
        head = label(title, "muted", wrap=True)
        head.setContentsMargins(0, 8 if self.cards else 0, 0, 0)
        self._column.addWidget(head)
        self._heads.append(head)
        for pair in pairs:
            if isinstance(pair, ComparedFile):
                card = MediumCard(FileItem(pair.name, pair.after, pair.medium), compact=True, below=True)
                role, verdict = file_verdict(pair)
            else:
                card = MediumCard(Item(pair.name, pair.after), compact=True, below=True)
                role, verdict = verdict_role(pair.judgement), headline(pair.judgement)
            card.set_note(verdict, role)
            card.opened.connect(partial(self.picked.emit, len(self.cards)))
            self.cards.append(card)
            self.pairs.append(pair)
            self._column.addWidget(card)
