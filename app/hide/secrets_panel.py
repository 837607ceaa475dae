"""SecretsPanel: the first step: what is to be hidden, as cards that can be opened, trimmed, moved and removed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from app.hide.choices import ChosenMedium
from app.hide.outlook_text import change_text
from app.hide.session import HideSession
from app.hide.trimmer import trim
from app.kit.button import Button
from app.kit.layout_tools import empty, widgets_in
from app.widgets.drop_zone import DropZone
from app.widgets.medium_card import CARD, MediumCard
from app.widgets.panel import Panel
from app.widgets.viewer import view

LETTERS = "ABCD"


class SecretsPanel(Panel):
    """Shows the session's secrets; cards are made anew, and `rebuilt` emitted, only when the list changes."""

    rebuilt = Signal()

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.entitle(
            self.tr("Secrets"), self.tr("What only the holder of the key will find. It may also be nothing."), 1
        )
        self.setAcceptDrops(True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._shown: list[ChosenMedium] = []
        self._keys = 1
        self._owners: list[QComboBox] = []
        self._focus: tuple[int, str] | None = None  # what has the focus after the cards were made anew
        self.zone = DropZone(
            self.tr("Drop what you want to hide"), self.tr("Images, sounds, videos, 3D shapes"), self.tr("Add files…")
        )
        self.body.addLayout(self._cards)
        self.body.addWidget(self.zone)
        self.zone.chosen.connect(session.add_secrets)

    def cards(self) -> list[MediumCard]:
        """The cards as they lie."""
        return [widget for widget in widgets_in(self._cards) if isinstance(widget, MediumCard)]

    def refresh(self) -> None:
        """Look at the session again."""
        choices = self._session.choices
        if [s.medium for s in choices.secrets] != [s.medium for s in self._shown] or len(choices.keys) != self._keys:
            self._shown, self._keys = list(choices.secrets), len(choices.keys)
            self._rebuild()
        for combo, secret in zip(self._owners, choices.secrets, strict=False):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(secret.owner)
        recipe_preview = self._session.recipe_preview
        if recipe_preview is not None and recipe_preview.plan is not None:
            media = recipe_preview.plan.media
            decibels = recipe_preview.decibels() or [()] * len(media)
            for card, medium, quality in zip(self.cards(), media, decibels, strict=False):
                card.tell(change_text(card.item.medium, medium, quality))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a card of one's own."""
        if event.mimeData().hasFormat(CARD):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Wherever it is held."""
        if event.mimeData().hasFormat(CARD):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the card where it was dropped."""
        if not event.mimeData().hasFormat(CARD):
            event.ignore()
            return
        event.acceptProposedAction()
        start = int(event.mimeData().data(CARD).toStdString())
        middles = [card.geometry().center().y() for card in self.cards()]
        to = sum(middle < event.position().y() for place, middle in enumerate(middles) if place != start)
        if to != start:
            self._move(start, to - start)

    def _rebuild(self) -> None:
        more = bool(self._shown)
        self.hint.setVisible(not more)
        self.zone.tell(
            self.tr("Drop more here") if more else self.tr("Drop what you want to hide"),
            "" if more else self.tr("Images, sounds, videos, 3D shapes"),
        )
        empty(self._cards)
        self._owners = []
        for index, item in enumerate(self._shown):
            self._cards.addWidget(self._card(index, item))
        self.rebuilt.emit()
        if self._focus is not None:
            self._take_focus(*self._focus)
            self._focus = None

    def _card(self, index: int, item: ChosenMedium) -> MediumCard:
        card = MediumCard(item, place=index)
        card.opened.connect(lambda: view(item, self))
        if item.whole.seconds:
            self._button(card, "trim", self.tr("Trim…")).clicked.connect(lambda: self._trim(index))
        if len(self._shown) > 1:
            up = self._button(card, "up", self.tr("Move up"))
            up.setEnabled(index > 0)
            up.clicked.connect(lambda: self._move(index, -1))
            down = self._button(card, "down", self.tr("Move down"))
            down.setEnabled(index < len(self._shown) - 1)
            down.clicked.connect(lambda: self._move(index, 1))
        self._button(card, "remove", self.tr("Remove")).clicked.connect(lambda: self._session.remove(index))
        if self._keys > 1:
            owner = QComboBox()
            owner.setProperty("kind", "small")
            owner.setAccessibleName(self.tr("Key for %s") % item.name)
            owner.addItems([self.tr("Key %s") % letter for letter in LETTERS[: self._keys]])
            owner.activated.connect(lambda chosen: self._session.assign(index, chosen))
            card.foot.addWidget(owner)
            self._owners.append(owner)
        return card

    def _button(self, card: MediumCard, icon: str, text: str) -> Button:
        button = card.add_button(text, icon)
        button.setObjectName(icon)
        return button

    def _trim(self, index: int) -> None:
        item = self._shown[index]
        chosen = trim(item, self)
        if chosen != item.span:
            self._focus = (index, "trim")
            self._session.trim(index, chosen)

    def _move(self, index: int, by: int) -> None:
        self._focus = (index + by, "up" if by < 0 else "down")
        self._session.move(index, by)

    def _take_focus(self, index: int, name: str) -> None:
        """Keep the focus on the button that was pressed, or on its card where that is now dead."""
        if QApplication.focusWidget() is None and not self.isVisible():
            return
        card = self.cards()[index]
        button = card.findChild(Button, name)
        (button if button is not None and button.isEnabled() else card).setFocus()
