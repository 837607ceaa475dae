"""RevealedPanel: the revealed secrets, one card each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.compare.dialog import CompareDialog
from app.kit.button import Button
from app.kit.layout_tools import clear_layout
from app.kit.text import label
from app.reveal.exporting import Exporter
from app.reveal.secret_card import SecretCard
from app.reveal.session import RevealSession
from app.session import Item
from app.widgets.panel import Panel
from app.widgets.viewer import view


class RevealedPanel(Panel):
    """Hidden until a key has revealed secrets."""

    def __init__(self, session: RevealSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Secrets"))
        self._session, self._exporter = session, Exporter(session, self)
        self.cards: list[SecretCard] = []
        self._focus: QWidget | None = None  # had the focus before the cards were disabled
        self.save_all = Button(self.tr("Save all…"), "plain", "save")
        self.changed_note = label(
            self.tr("The file was changed after hiding. What was revealed may differ from what was hidden."),
            "danger", wrap=True, selectable=True,
        )  # fmt: skip
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.head.addWidget(self.save_all)  # at the bottom, below seven cards, it was overlooked
        self.body.addWidget(self.changed_note)
        self.body.addLayout(self._list)
        self.save_all.clicked.connect(self._exporter.save_all)
        self._rebuild()

    def refresh(self) -> None:
        """Update from the session."""
        if [card.item.medium for card in self.cards] != self._session.secrets:
            self._rebuild()
        self.changed_note.setVisible(not self._session.intact)
        running, focus = self._session.running, QApplication.focusWidget()
        if running and focus is not None and self.isAncestorOf(focus):
            self._focus = focus  # a disabled widget loses the focus; it is given back below
        for widget in (*self.cards, self.save_all):
            widget.setEnabled(not running)
        if not running and self._focus is not None:
            self._focus.setFocus()
            self._focus = None

    def _rebuild(self) -> None:
        for card in self.cards:
            card.preview.close()
        clear_layout(self._list)
        self.cards, self._focus = [], None
        for index, medium in enumerate(self._session.secrets):
            card = SecretCard(Item(self._session.name(index), medium))
            card.opened.connect(partial(view, card.item, self))
            card.dragged.connect(partial(self._drag, card, index))
            card.save.connect(partial(self._exporter.save, index))
            card.save_larger.connect(partial(self._exporter.save_larger, index))
            card.compare.connect(partial(self._compare, card.item))
            self._list.addWidget(card)
            self.cards.append(card)
        self.save_all.setVisible(len(self.cards) > 1)
        self.setVisible(bool(self.cards))

    def _drag(self, card: SecretCard, index: int) -> None:
        picture = card.preview.grab().scaledToHeight(72, Qt.TransformationMode.SmoothTransformation)
        self._exporter.drag(card, picture, index)

    def _compare(self, item: Item) -> None:
        CompareDialog(item, self._session.tasks, self).exec()
