"""SecretsPanel: the first step of hiding: a card for each secret, to be opened, trimmed, moved and removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QSizePolicy, QVBoxLayout, QWidget

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.choose_session import ChooseSession
from app.hide.folder_question import resolve_folders
from app.hide.key_names import key_name
from app.hide.outlook_text import change_text, exact_text
from app.hide.text_dialog import ask_text
from app.hide.trimmer import trim
from app.kit.button import Button
from app.kit.layout_tools import clear_layout, widgets_in
from app.session import Item
from app.text.formatting import file_size
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
        self._shown: list[ChosenSecret] = []
        self._keys = 1
        self._owners: list[QComboBox] = []
        self._ways: dict[int, QComboBox] = {}  # learned or exact, by the index of the secret
        self._focus: tuple[int, str] | None = None  # card and button that get the focus after a rebuild
        self.zone = DropZone(
            self.tr("Drop the files to hide"), self._hint_text(), self.tr("Add files…"), anything=True
        )  # fmt: skip
        self.write = Button(self.tr("Write a text…"), "icon", "text")
        self.folder = Button(self.tr("Add a folder…"), "icon", "folder")
        self.body.addLayout(self._cards)
        self.body.addWidget(self.zone)
        for button in (self.write, self.folder):
            self.zone.add_button(button)
        self.zone.chosen.connect(self._add)
        self.write.clicked.connect(self._write)
        self.folder.clicked.connect(self._add_folder)

    def cards(self) -> list[MediumCard]:
        """The cards in their order."""
        return [widget for widget in widgets_in(self._cards) if isinstance(widget, MediumCard)]

    def refresh(self) -> None:
        """Update from the session."""
        choices = self._session.choices
        if [s.what for s in choices.secrets] != [s.what for s in self._shown] or len(choices.keys) != self._keys:
            self._shown, self._keys = list(choices.secrets), len(choices.keys)
            self._rebuild()
        for combo, secret in zip(self._owners, choices.secrets, strict=False):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(secret.owner)
        for index, combo in self._ways.items():
            with QSignalBlocker(combo):
                combo.setCurrentIndex(isinstance(choices.secrets[index], ChosenFile))
        preview, cards = self._session.preview, self.cards()
        for card, secret in zip(cards, choices.secrets, strict=True):
            if isinstance(secret, ChosenFile):
                card.set_note(exact_text(secret))
        if preview is not None and preview.plan is not None:
            decibels = preview.decibels()
            for index, (card, secret, kept) in enumerate(zip(cards, choices.secrets, preview.plan.hidden, strict=True)):
                if isinstance(secret, ChosenMedium) and isinstance(kept, engine.Medium):
                    card.set_note(change_text(secret.medium, kept, decibels.get(index, ())))

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
            self.zone.set_text(self.tr("Drop the files to hide"), self._hint_text())
        clear_layout(self._cards)
        self._ways = {}
        self._owners = []
        for index, item in enumerate(self._shown):
            self._cards.addWidget(self._card(index, item))
        self.rebuilt.emit()
        if self._focus is not None:
            self._set_focus(*self._focus)
            self._focus = None

    def _card(self, index: int, secret: ChosenSecret) -> MediumCard:
        card = MediumCard(secret, index=index)
        card.opened.connect(lambda: self._open(index))
        if isinstance(secret, ChosenMedium) and secret.full.seconds:
            self._button(card, "trim", self.tr("Trim…")).clicked.connect(lambda: self._trim(index))
        if len(self._shown) > 1:
            up = self._button(card, "up", self.tr("Move up"))
            up.setEnabled(index > 0)
            up.clicked.connect(lambda: self._move(index, -1))
            down = self._button(card, "down", self.tr("Move down"))
            down.setEnabled(index < len(self._shown) - 1)
            down.clicked.connect(lambda: self._move(index, 1))
        self._button(card, "remove", self.tr("Remove")).clicked.connect(lambda: self._session.remove(index))
        size = file_size_of(secret)
        if size is not None:
            ways = [self.tr("Learned"), self.tr("Exact: %s") % file_size(size)]
            combo = self._combo(card, self.tr("How %s is kept") % secret.name, ways)
            combo.setToolTip(
                self.tr("Learned: as a network, small, and it can be shown larger. Exact: the file itself, every byte.")
            )
            combo.activated.connect(lambda way: self._session.keep_exactly(index, way == 1))
            self._ways[index] = combo
        if self._keys > 1:
            owner = self._combo(card, self.tr("Key for %s") % secret.name, [key_name(key) for key in range(self._keys)])
            owner.activated.connect(lambda key: self._session.assign(index, key))
            self._owners.append(owner)
        return card

    def _combo(self, card: MediumCard, name: str, options: list[str]) -> QComboBox:
        combo = QComboBox()
        combo.setProperty("kind", "small")
        combo.setAccessibleName(name)
        combo.addItems(options)
        combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        card.foot.addWidget(combo)
        return combo

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
            self._add([Path(name)])

    def _add(self, paths: list[Path]) -> None:
        self._session.add_secrets(resolve_folders(self, paths))

    def _hint_text(self) -> str:
        return self.tr("Images, sounds, videos, 3D shapes; any other file or folder, byte for byte")

    def _button(self, card: MediumCard, icon: str, text: str) -> Button:
        button = card.add_button(text, icon)
        button.setObjectName(icon)
        return button

    def _trim(self, index: int) -> None:
        secret = self._shown[index]
        if isinstance(secret, ChosenMedium):
            span = trim(secret, self)
            if span != secret.span:
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


def file_size_of(secret: ChosenSecret) -> int | None:
    """The bytes of the file of a medium, which can be kept learned or exactly; None where there is no such choice."""
    if isinstance(secret, ChosenFile):
        return secret.file.size if secret.learned is not None else None
    return secret.size if secret.path is not None else None
