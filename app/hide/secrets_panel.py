"""SecretsPanel: the left one of the two places of the Hide page: what is hidden, a card for each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

import engine
from app.hide.arriving_card import ArrivingCard
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret, file_size_of
from app.hide.choose_session import ChooseSession
from app.hide.chosen_card import ChosenCard
from app.hide.fits_well import FitsWell, secret_lines
from app.hide.folder_question import resolve_folders, within_limit
from app.hide.foresights import Foresight, Foresights
from app.hide.key_names import key_colour, key_name
from app.hide.look import Look
from app.hide.look_dialog import LookDialog
from app.hide.look_offers import look_offers
from app.hide.outlook_text import card_text, look_text, loss_role, step_text
from app.hide.place_zone import PlaceZone
from app.hide.proposal import smaller_exactly
from app.hide.secret_tools import SecretTools
from app.kit.button import Button
from app.kit.text import plain_tip
from app.text.formatting import file_size
from app.widgets.card_list import LEAST, CardList
from app.widgets.panel import HEAD, Panel

ARRIVING = 8  # files that have a place before they are open: each takes 2 ms, and more are out of sight
PLACE_MARGINS = (16, 10, 16, 14)  # pixels
LOOK = 176  # pixels of height: from which a look at the selected secret has a place below the cards


class SecretsPanel(Panel):
    """Shows the session's secrets; rebuilds the cards and emits `rebuilt` only when the list changes."""

    rebuilt = Signal()

    def __init__(self, session: ChooseSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._shown: list[ChosenSecret] = []
        self._arriving: list[str] = []
        self._added = False  # one of the files that were dropped together is there and looked at
        self._keys = 1
        self._focus: int | None = None  # the card that gets the focus after a rebuild
        self.list = CardList()
        self._rest, self.look = QWidget(), Look(inline=True)
        self._foresights = Foresights(self)
        self._selected = 0
        self._dialog: LookDialog | None = None
        self.room = 0  # pixels of height that the page has for this place
        self.tools = SecretTools(session, self)
        self.tools.changing.connect(partial(setattr, self, "_focus"))
        self.undo = Button(self.tr("Undo"), "link", "undo")
        self.clear = Button(self.tr("Clear all"), "link")
        self.write = Button(self.tr("Write a text…"), "plain", "text")
        self.folder = Button(self.tr("Add a folder…"), "plain", "folder")
        self.zone = PlaceZone(
            self.tr("Drop what is secret here"), self.tr("Drop more"), self.tr("Add files…"),
            more=(self.write, self.folder), below=FitsWell(secret_lines()),
        )  # fmt: skip
        self._build()
        self.list.dropped.connect(lambda start, end: self._move(start, end - start))
        self._foresights.changed.connect(session.changed)
        self.look.taken.connect(lambda offer: self.tools.take(self._selected, offer))
        self.look.enlarged.connect(lambda: self._look_closer(self._selected))
        self.undo.clicked.connect(session.undo)
        self.clear.clicked.connect(session.clear_secrets)
        self.zone.chosen.connect(self.add)
        self.write.clicked.connect(self.tools.write_text)
        self.folder.clicked.connect(self._add_folder)

    def cards(self) -> list[ChosenCard]:
        """The cards in their order."""
        return [card for card in self.list.cards() if isinstance(card, ChosenCard)]

    def refresh(self) -> None:
        """Update from the session."""
        choices = self._session.choices
        if self._arriving != (arriving := self._session.arriving[:ARRIVING]):
            self._arriving = arriving
            self.list.show_arriving(self._arriving, ArrivingCard)
            self._make_room()
        if [s.what for s in choices.secrets] != [s.what for s in self._shown] or len(choices.keys) != self._keys:
            if len(choices.secrets) > len(self._shown) and not self._added:
                self._selected = len(self._shown)  # what was added is looked at, of many the first
                self._added = True
            self._shown, self._keys = list(choices.secrets), len(choices.keys)
            self._selected = max(0, min(self._selected, len(self._shown) - 1))
            self._rebuild()
        self._added = self._added and bool(self._arriving)
        step = self._session.last_step
        self.undo.setVisible(step is not None)
        if step is not None:
            self.undo.setToolTip(plain_tip(step_text(step)))
            self.undo.setAccessibleName(f"{self.tr('Undo')}: {step_text(step)}")
        names = [key_name(index, choices.names) for index in range(self._keys)]
        for index, (card, secret) in enumerate(zip(self.cards(), choices.secrets, strict=True)):
            if card.way.offered:
                card.way.show_option(isinstance(secret, ChosenFile))
            if self._keys > 1:
                card.owner.set_options(names, names, [key_colour(key) for key in range(self._keys)])
                card.owner.show_option(secret.owner)
            card.arrange()
            foresight = self._foresight(index)
            card.set_note(card_text(secret, foresight), loss_role(foresight))
        self.show_look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.show_look()
        super().resizeEvent(event)

    def worst(self, recipe: str) -> engine.Judgement | None:
        """The verdict on the secret that a recipe brings back worst; None until all are forecast and judged."""
        session, found = self._session, list[engine.Judgement]()
        preview = session.previews.get(recipe)
        if preview is None or preview.forecast is None:
            return None
        for index, secret in enumerate(session.choices.secrets):
            if isinstance(secret, ChosenMedium):
                foresight = self._foresights.of(secret, index, session.recipe(recipe), preview, settled=True)
                if foresight is None:
                    return None
                found.append(foresight.judgement)
        return min(found, key=lambda judgement: judgement.verdict, default=None)

    def _foresight(self, index: int) -> Foresight | None:
        session, secret = self._session, self._session.choices.secrets[index]
        if isinstance(secret, ChosenFile):
            return None
        return self._foresights.of(secret, index, session.recipe(), session.preview)

    def show_look(self) -> None:
        """Show the selected secret below the cards where there is room for it, and in the dialog that is open."""
        cards, secrets = self.cards(), self._session.choices.secrets
        needed = PLACE_MARGINS[1] + PLACE_MARGINS[3] + HEAD + self.zone.sizeHint().height() + 3 * self.body.spacing()
        height = min(self.height(), self.room or self.height())  # the look keeps the place high that it is shown in
        fits = bool(cards) and height - needed - self.list.height_of(self.list.count) >= LOOK
        for index, card in enumerate(cards):
            card.set_selected(fits and index == self._selected)
        self.look.setVisible(fits)
        self._rest.setVisible(self.list.count > 0 and not fits)
        self.list.setMinimumHeight(self.list.height_of(self.list.count if fits else min(LEAST, self.list.count)))
        if not cards or len(cards) != len(secrets) or not (fits or self._dialog):
            self.look.release()
            return
        secret, foresight, session = secrets[self._selected], self._foresight(self._selected), self._session
        smaller = smaller_exactly(secret, self._selected, session.preview)
        text = look_text(secret, foresight, smaller)
        offers = look_offers(secret, foresight, session.recipe(), session.preview, smaller)
        for look in (self.look if fits else None, self._dialog.look if self._dialog is not None else None):
            if look is not None:
                look.show_secret(secret, foresight, text, loss_role(foresight), offers)

    def add(self, paths: list[Path]) -> None:
        """Add files and folders, as many as there is a place for."""
        taken = len(self._session.choices.secrets)
        self._session.add_secrets(within_limit(self, resolve_folders(self, paths), taken))

    def _rebuild(self) -> None:
        self.clear.setVisible(len(self._shown) > 1)
        self.list.show_cards([self._card(index, secret) for index, secret in enumerate(self._shown)])
        self._make_room()
        self.rebuilt.emit()
        if self._focus is not None and self.isVisible():
            cards = self.cards()
            (cards[min(self._focus, len(cards) - 1)] if cards else self.zone.button).setFocus()
        self._focus = None

    def _make_room(self) -> None:
        self.zone.set_tall(not self.list.count)
        self.list.setVisible(self.list.count > 0)

    def _card(self, index: int, secret: ChosenSecret) -> ChosenCard:
        card = ChosenCard(secret, index)
        card.opened.connect(partial(self._open, index))
        card.removed.connect(partial(self._remove, index))
        card.moved.connect(partial(self._move, index))
        if isinstance(secret, ChosenMedium) and secret.full.seconds:
            card.add_action(self.tr("Trim…"), "trim").triggered.connect(partial(self.tools.trim, index))
        elif isinstance(secret.medium, engine.Image):
            card.add_action(self.tr("Crop…"), "crop").triggered.connect(partial(self.tools.crop, index))
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
        """Look at a secret, or let the person change a text."""
        secret = self._shown[index]
        if isinstance(secret, ChosenFile) and secret.file.kind == "text":
            self.tools.change_text(index)
        elif self.look.isVisible() and index != self._selected:
            self._selected = index
            self.show_look()
        elif secret.medium is not None:
            self._look_closer(index)

    def _look_closer(self, index: int) -> None:
        self._selected = index
        self._dialog = dialog = LookDialog(self._shown[index].name, self)
        self.show_look()
        dialog.exec()
        self._dialog = None
        dialog.deleteLater()
        if dialog.offer is not None:
            self.tools.take(index, dialog.offer)

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if name:
            self.add([Path(name)])

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
        self.body.addWidget(self.look, 2000)
        self.body.addWidget(self.zone)
        self.body.addWidget(self._rest, 1)
        self._rebuild()
