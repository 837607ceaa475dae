"""SecretsPanel: the left one of the two places of the Hide page: what is hidden, a card for each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

import engine
from app.hide.card_list import CardList
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.choose_session import ChooseSession
from app.hide.chosen_card import ChosenCard
from app.hide.fits_well import FitsWell, secret_lines
from app.hide.folder_question import resolve_folders, within_limit
from app.hide.key_names import key_colour, key_name
from app.hide.outlook_text import change_text, exact_text, step_text
from app.hide.place_zone import PlaceZone
from app.hide.text_dialog import ask_text
from app.hide.trimmer import trim
from app.kit.button import Button
from app.session import Item
from app.text.formatting import file_size
from app.widgets.panel import Panel
from app.widgets.viewer import view

PLACE_MARGINS = (16, 10, 16, 14)  # pixels


class SecretsPanel(Panel):
    """Shows the session's secrets; rebuilds the cards and emits `rebuilt` only when the list changes."""

    rebuilt = Signal()

    def __init__(self, session: ChooseSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._shown: list[ChosenSecret] = []
        self._keys = 1
        self._focus: int | None = None  # the card that gets the focus after a rebuild
        self.list = CardList()
        self._rest = QWidget()
        self.undo = Button("", "link", "undo")
        self.clear = Button(self.tr("Clear all"), "link")
        self.write = Button(self.tr("Write a text…"), "plain", "text")
        self.folder = Button(self.tr("Add a folder…"), "plain", "folder")
        self.zone = PlaceZone(
            self.tr("Drop what is secret here"), self.tr("Drop more"), self.tr("Add files…"),
            more=(self.write, self.folder), below=FitsWell(secret_lines()),
        )  # fmt: skip
        self._build()
        self.list.dropped.connect(lambda start, end: self._move(start, end - start))
        self.undo.clicked.connect(session.undo)
        self.clear.clicked.connect(session.clear_secrets)
        self.zone.chosen.connect(self.add)
        self.write.clicked.connect(self._write)
        self.folder.clicked.connect(self._add_folder)

    def cards(self) -> list[ChosenCard]:
        """The cards in their order."""
        return self.list.cards()

    def refresh(self) -> None:
        """Update from the session."""
        choices = self._session.choices
        if [s.what for s in choices.secrets] != [s.what for s in self._shown] or len(choices.keys) != self._keys:
            self._shown, self._keys = list(choices.secrets), len(choices.keys)
            self._rebuild()
        step = self._session.last_step
        self.undo.setVisible(step is not None)
        if step is not None:
            self.undo.setText(self.tr("Undo"))
            self.undo.setToolTip(step_text(step))
            self.undo.setAccessibleName(f"{self.tr('Undo')}: {step_text(step)}")
        names = [key_name(index, choices.names) for index in range(self._keys)]
        preview, cards = self._session.preview, self.cards()
        plan = preview.plan if preview is not None else None
        for index, (card, secret) in enumerate(zip(cards, choices.secrets, strict=True)):
            if card.way.offered:
                card.way.show_option(isinstance(secret, ChosenFile))
            if self._keys > 1:
                card.owner.set_options(names, names, [key_colour(key) for key in range(self._keys)])
                card.owner.show_option(secret.owner)
            card.arrange()
            if isinstance(secret, ChosenFile):
                card.set_note(exact_text(secret))
            elif plan is not None and preview is not None and isinstance(kept := plan.hidden[index], engine.Medium):
                card.set_note(change_text(secret.medium, kept, preview.decibels().get(index, ())))

    def add(self, paths: list[Path]) -> None:
        """Add files and folders, as many as there is a place for."""
        taken = len(self._session.choices.secrets)
        self._session.add_secrets(within_limit(self, resolve_folders(self, paths), taken))

    def _rebuild(self) -> None:
        filled = bool(self._shown)
        self.zone.set_tall(not filled)
        self.list.setVisible(filled)
        self._rest.setVisible(filled)
        self.clear.setVisible(len(self._shown) > 1)
        self.list.show_cards([self._card(index, secret) for index, secret in enumerate(self._shown)])
        self.rebuilt.emit()
        if self._focus is not None and self.isVisible():
            cards = self.cards()
            (cards[min(self._focus, len(cards) - 1)] if cards else self.zone.button).setFocus()
        self._focus = None

    def _card(self, index: int, secret: ChosenSecret) -> ChosenCard:
        card = ChosenCard(secret, index)
        card.opened.connect(partial(self._open, index))
        card.removed.connect(partial(self._remove, index))
        card.moved.connect(partial(self._move, index))
        if isinstance(secret, ChosenMedium) and secret.full.seconds:
            card.add_action(self.tr("Trim…"), "trim").triggered.connect(partial(self._trim, index))
        for text, name, by in ((self.tr("Move up"), "up", -1), (self.tr("Move down"), "down", 1)):
            action = card.add_action(text, name)
            action.setEnabled(0 <= index + by < len(self._shown))
            action.triggered.connect(partial(self._move, index, by))
        card.add_action(self.tr("Remove"), "remove").triggered.connect(partial(self._remove, index))
        size = file_size_of(secret)
        if size is not None:
            short = [self.tr("Learned"), self.tr("Exact")]
            card.way.set_options(short, [
                self.tr("Learned: a network of it, small, and it can be shown larger"),
                self.tr("Exact: the file itself, every byte, %s") % file_size(size),
            ])  # fmt: skip
            card.way.picked.connect(lambda way, index=index: self._session.keep_exactly(index, way == 1))
            for action in card.way.menu().actions():
                card.menu.addAction(action)  # where the card is too narrow for the button
        if self._keys > 1:
            card.owner.picked.connect(partial(self._session.assign, index))
        return card

    def _open(self, index: int) -> None:
        """Show a medium large, or let the person change a text; of any other file there is nothing to show."""
        secret = self._shown[index]
        if secret.medium is not None:
            view(Item(secret.name, secret.medium), self)
        elif isinstance(secret, ChosenFile) and secret.file.kind == "text":
            text = ask_text(self, secret.file.text)
            if text is not None:
                self._session.change_text(index, text)

    def _write(self) -> None:
        text = ask_text(self)
        if text is not None:
            self._session.add_text(text)

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if name:
            self.add([Path(name)])

    def _trim(self, index: int) -> None:
        secret = self._shown[index]
        if isinstance(secret, ChosenMedium):
            span = trim(secret, self)
            if span != secret.span:
                self._focus = index
                self._session.trim(index, span)

    def _move(self, index: int, by: int) -> None:
        if 0 <= index + by < len(self._shown):
            self._focus = index + by
            self._session.move(index, by)

    def _remove(self, index: int) -> None:
        self._focus = index
        self._session.remove(index)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Secrets"))
        self.set_sentence(self.tr("Hide this"), self.tr("the secrets: only the key reveals them"))
        self.body.setContentsMargins(*PLACE_MARGINS)
        for button in (self.undo, self.clear):
            button.hide()
            self.head.addWidget(button)
        self.body.addWidget(self.list, 1000)
        self.body.addWidget(self.zone)
        self.body.addWidget(self._rest, 1)
        self._rebuild()


def file_size_of(secret: ChosenSecret) -> int | None:
    """The bytes of the file of a medium, which can be kept learned or exactly; None where there is no such choice."""
    if isinstance(secret, ChosenFile):
        return secret.file.size if secret.learned is not None else None
    return secret.size if secret.path is not None else None
