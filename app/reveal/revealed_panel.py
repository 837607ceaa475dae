"""RevealedPanel: the stage: one revealed secret at a time, and beside it the list of all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

import engine
from app.compare.dialog import CompareDialog
from app.kit.button import Button
from app.kit.layout_tools import clear_layout
from app.kit.text import label
from app.reveal.exact_card import ExactCard
from app.reveal.exporting import Exporter
from app.reveal.secret_card import SecretCard
from app.reveal.session import RevealSession
from app.session import FileItem, Item
from app.text.describing import given_resolution
from app.widgets.medium_card import MediumCard
from app.widgets.panel import Panel
from app.widgets.viewer import view


class RevealedPanel(Panel):
    """Hidden until a key has revealed secrets; `list` is a panel of its own, for another place on the page."""

    def __init__(self, session: RevealSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("The secret"))
        self._session, self._exporter = session, Exporter(session, self)
        self.cards: list[SecretCard | ExactCard] = []
        self.entries: list[MediumCard] = []  # of the list, one for each card
        self._shown: list[engine.Revealed] = []
        self._current = 0
        self._focus: QWidget | None = None  # had the focus before the cards were disabled
        self.list = Panel(self.tr("Secrets"))
        self.list.body.setContentsMargins(12, 12, 12, 12)
        self.save_all = Button(self.tr("Save all…"), "plain", "save")
        self.changed_note = label("", "danger", wrap=True, selectable=True)
        self.unsealed_note = label(
            self.tr("These secrets were never sealed, as in the paper: they can be read without the key."),
            "danger", wrap=True, selectable=True,
        )  # fmt: skip
        self._stack, self._rows = QStackedWidget(), QVBoxLayout()
        self._rows.setSpacing(6)
        self.list.body.addLayout(self._rows)
        self.list.body.addWidget(self.save_all, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.changed_note)
        self.body.addWidget(self.unsealed_note)
        self.body.addWidget(self._stack, 1)
        self.save_all.clicked.connect(self._exporter.save_all)
        self._rebuild()

    def refresh(self) -> None:
        """Update from the session."""
        if self._shown != self._session.secrets:
            self._rebuild()
        for index, card in enumerate(self.cards):
            if isinstance(card, ExactCard):
                self._show_decoded(card, index)
        change = self._session.what_changed
        self.changed_note.setVisible(change is not None)
        if change is not None:
            self.changed_note.setText(self._words(change))
        self.unsealed_note.setVisible(bool(self._shown) and not self._session.sealed)
        # Of the window: a dialog that has just closed may have it still, and this window none.
        running, focus = self._session.running, self.window().focusWidget()
        if running and focus is not None and (self.isAncestorOf(focus) or self.list.isAncestorOf(focus)):
            self._focus = focus  # a disabled widget loses the focus; it is given back below
        for widget in (*self.cards, self.save_all):
            widget.setEnabled(not running)
        if not running and self._focus is not None:
            if isValid(self._focus):  # the list may have been made anew
                self._focus.setFocus()
            self._focus = None

    def _words(self, change: engine.Change) -> str:
        if change == "secrets":
            return self.tr("The secrets were changed after hiding. What was revealed may differ from what was hidden.")
        return self.tr("The secrets are whole, but the cover is not the one they were hidden in.")

    def show_secret(self, index: int) -> None:
        """Bring one secret on the stage."""
        self._current = index
        self._stack.setCurrentWidget(self.cards[index])
        for place, entry in enumerate(self.entries):
            entry.set_selected(place == index)

    def _rebuild(self) -> None:
        for card in self.cards:
            card.release()
            self._stack.removeWidget(card)
            card.deleteLater()
        self._shown, self._focus = list(self._session.secrets), None
        self.cards = [self._card(index, secret) for index, secret in enumerate(self._shown)]
        for index, card in enumerate(self.cards):
            card.dragged.connect(partial(self._drag, card, index))
            card.save.connect(partial(self._exporter.save, index))
            self._stack.addWidget(card)
        self._list()
        self.list.setVisible(len(self.cards) > 1)
        self.setVisible(bool(self.cards))
        if self.cards:
            self.show_secret(0)

    def _list(self) -> None:
        """List the secrets again."""
        clear_layout(self._rows)
        self.entries = []
        for index, card in enumerate(self.cards):
            found = FileItem(card.name, card.file, card.medium) if isinstance(card, ExactCard) else card.item
            entry = MediumCard(found, compact=True)
            entry.opened.connect(partial(self.show_secret, index))
            entry.set_selected(index == self._current)
            self.entries.append(entry)
            self._rows.addWidget(entry)

    def _card(self, index: int, secret: engine.Revealed) -> SecretCard | ExactCard:
        name = self._session.name(index)
        if secret.file is not None:
            exact = ExactCard(name, secret, secret.file)
            exact.opened.connect(partial(self._open, exact))
            exact.decode.connect(partial(self._session.decode, index))
            return exact
        given = given_resolution(secret.medium, secret.given)
        card = SecretCard(Item(name, secret.medium), given, secret.judgement)
        card.opened.connect(partial(view, card.item, self))
        card.compare.connect(partial(self._compare, card.item))
        return card

    def _show_decoded(self, card: ExactCard, index: int) -> None:
        if index in self._session.decoded:
            shown = card.medium
            card.show_decoded(self._session.decoded[index])
            if card.medium is not shown:
                self._list()
        elif self._session.decoding(index):
            card.show_decoding()

    def _open(self, card: ExactCard) -> None:
        if card.medium is not None:
            view(Item(card.name, card.medium), self)

    def _drag(self, card: SecretCard | ExactCard, index: int) -> None:
        picture = card.picture().scaledToHeight(72, Qt.TransformationMode.SmoothTransformation)
        self._exporter.drag(card, picture, index)

    def _compare(self, item: Item) -> None:
        CompareDialog(item, self._session.tasks, self).exec()
