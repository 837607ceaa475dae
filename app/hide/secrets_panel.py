"""SecretsPanel: the first step of hiding: a card for each secret, to be opened, trimmed, moved and removed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from app.hide.choices import ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.key_names import key_name
from app.hide.outlook_text import change_text
from app.hide.trimmer import trim
from app.kit.button import Button
from app.kit.layout_tools import clear_layout, widgets_in
from app.widgets.drop_zone import DropZone
from app.widgets.medium_card import CARD_MIME, MediumCard
from app.widgets.panel import Panel
from app.widgets.viewer import view


class SecretsPanel(Panel):
    """Shows the session's secrets; rebuilds the cards and emits `rebuilt` only when the list changes."""

    rebuilt = Signal()

    def __init__(self, session: ChooseSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.set_title(
            self.tr("Secrets"), self.tr("What only the holder of the key can reveal. You can also hide nothing."), 1
        )
        self.setAcceptDrops(True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._shown: list[ChosenMedium] = []
        self._keys = 1
        self._owners: list[QComboBox] = []
        self._focus: tuple[int, str] | None = None  # card and button that get the focus after a rebuild
        self.zone = DropZone(
            self.tr("Drop the files to hide"), self.tr("Images, sounds, videos, 3D shapes"), self.tr("Add files…")
        )
        self.body.addLayout(self._cards)
        self.body.addWidget(self.zone)
        self.zone.chosen.connect(session.add_secrets)

    def cards(self) -> list[MediumCard]:
        """The cards in their order."""
        return [widget for widget in widgets_in(self._cards) if isinstance(widget, MediumCard)]

    def refresh(self) -> None:
        """Update from the session."""
        choices = self._session.choices
        if [s.medium for s in choices.secrets] != [s.medium for s in self._shown] or len(choices.keys) != self._keys:
            self._shown, self._keys = list(choices.secrets), len(choices.keys)
            self._rebuild()
        for combo, secret in zip(self._owners, choices.secrets, strict=False):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(secret.owner)
        preview = self._session.preview
        if preview is not None and preview.plan is not None:
            media = preview.plan.media
            decibels = preview.decibels() or [()] * len(media)
            for card, medium, quality in zip(self.cards(), media, decibels, strict=False):
                card.set_note(change_text(card.item.medium, medium, quality))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Move a card to where it was dropped; the window handles files."""
        if not event.mimeData().hasFormat(CARD_MIME):
            event.ignore()
            return
        event.acceptProposedAction()
        start = int(event.mimeData().data(CARD_MIME).toStdString())
        centers = [card.geometry().center().y() for card in self.cards()]
        end = sum(y < event.position().y() for index, y in enumerate(centers) if index != start)
        if end != start:
            self._move(start, end - start)

    def _rebuild(self) -> None:
        self.hint.setVisible(not self._shown)
        if self._shown:
            self.zone.set_text(self.tr("Drop more files"), "")
        else:
            self.zone.set_text(self.tr("Drop the files to hide"), self.tr("Images, sounds, videos, 3D shapes"))
        clear_layout(self._cards)
        self._owners = []
        for index, item in enumerate(self._shown):
            self._cards.addWidget(self._card(index, item))
        self.rebuilt.emit()
        if self._focus is not None:
            self._set_focus(*self._focus)
            self._focus = None

    def _card(self, index: int, item: ChosenMedium) -> MediumCard:
        card = MediumCard(item, index=index)
        card.opened.connect(lambda: view(item, self))
        if item.full.seconds:
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
            owner.addItems([key_name(key) for key in range(self._keys)])
            owner.activated.connect(lambda key: self._session.assign(index, key))
            card.foot.addWidget(owner)
            self._owners.append(owner)
        return card

    def _button(self, card: MediumCard, icon: str, text: str) -> Button:
        button = card.add_button(text, icon)
        button.setObjectName(icon)
        return button

    def _trim(self, index: int) -> None:
        item = self._shown[index]
        span = trim(item, self)
        if span != item.span:
            self._focus = (index, "trim")
            self._session.trim(index, span)

    def _move(self, index: int, by: int) -> None:
        self._focus = (index + by, "up" if by < 0 else "down")
        self._session.move(index, by)

    def _set_focus(self, index: int, name: str) -> None:
        """Focus a button of a card, or the card if the button is missing or disabled."""
        if QApplication.focusWidget() is None and not self.isVisible():
            return
        card = self.cards()[index]
        button = card.findChild(Button, name)
        (button if button is not None and button.isEnabled() else card).setFocus()
