"""RevealPage: a file, its cover, the key, and what the key reveals."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.messages import words
from app.previews import Preview, preview_of
from app.reveal_session import RevealSession
from app.session import Item
from app.widgets.button import Button
from app.widgets.drop_zone import DropZone
from app.widgets.key_entry import KeyEntry
from app.widgets.medium_card import MediumCard
from app.widgets.panel import Notice, Panel
from app.widgets.text import Elided, label
from app.widgets.viewer import view


class RevealPage(QWidget):
    """The cover on the left, key and secrets on the right."""

    def __init__(self, session: RevealSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.notice = Notice()
        self.zone = DropZone(
            self.tr("Drop an Undersong file"), self.tr("Its cover is shown at once; the secrets need the key."),
            self.tr("Open a file…"), many=False, large=True,
        )  # fmt: skip
        self.zone.filter = self.tr("Undersong files (*.undersong)")
        self.entry = KeyEntry()
        self.secrets = Panel(self.tr("Secrets"))
        self.save_all = Button(self.tr("Save all…"), "plain", "save")
        self.folder = Button(self.tr("Open folder"), "plain", "folder")
        self.cards: list[MediumCard] = []
        self._name, self._note, self._told = Elided("", "heading"), label("", "muted"), label("", "good", wrap=True)
        self._shown: object = None
        self._preview: Preview | None = None
        self._folder: Path | None = None
        self._busy = QProgressBar(textVisible=False)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Working"))
        self._lay()
        self._wire()
        self._show_secrets()
        self.refresh()

    def refresh(self) -> None:
        """Look at the session again."""
        session = self.session
        opened = session.cover is not None
        self._empty.setVisible(not opened)
        self._opened.setVisible(opened)
        self._busy.setVisible(session.running)
        self.entry.setEnabled(not session.running)
        if session.cover is not self._shown:
            self._shown = session.cover
            self._show_cover()
        if [card.item.medium for card in self.cards] != session.secrets:
            self._show_secrets()

    def _show_cover(self) -> None:
        self.notice.hide()
        self.entry.field.clear()
        if self._preview is not None:
            self._preview.close()
            self._cover.body.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
        session = self.session
        if session.cover is not None and session.path is not None:
            self._name.setFull(session.path.name)
            self._note.setText(session.cover.describe())
            self._preview = preview_of(session.cover)
            self._cover.body.addWidget(self._preview, 1)
            self.entry.field.setFocus()

    def _show_secrets(self) -> None:
        for old in self.cards:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = []
        for index, medium in enumerate(self.session.secrets):
            card = MediumCard(Item(self.session.name(index), medium))
            card.opened.connect(lambda card=card: view(card.item, self))
            save = card.add_button(self.tr("Save as…"), "save", "plain")
            save.clicked.connect(lambda _, index=index: self._save(index))
            self._list.insertWidget(index, card)
            self.cards.append(card)
        self._told.clear()
        self._told.hide()
        self.folder.hide()
        self.save_all.setVisible(len(self.cards) > 1)
        self.secrets.setVisible(bool(self.cards))

    def _save(self, index: int) -> None:
        exports = self.session.secrets[index].exports
        kinds = ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in exports)
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("Save the secret"), self.session.name(index) + exports[0], kinds
        )
        if name:
            chosen = next((suffix for suffix in exports if f"(*{suffix})" in kind), exports[0])
            path = Path(name)
            self.session.save(index, path if path.suffix else path.with_name(path.name + chosen))

    def _save_all(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Save all secrets into"))
        if name:
            self.session.save_all(Path(name))

    def _saved(self, paths: list[Path]) -> None:
        self._folder = paths[0].parent
        self._told.setText(self.tr("Saved: %s") % ", ".join(path.name for path in paths))
        self._told.show()
        self.folder.show()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _wire(self) -> None:
        session = self.session
        session.changed.connect(self.refresh)
        session.saved.connect(self._saved)
        session.failed.connect(lambda error: self.notice.say(words(error)))
        session.revealed.connect(self.notice.hide)
        self.zone.chosen.connect(lambda paths: session.open(paths[0]))
        self.other.clicked.connect(self.zone.browse)
        self.entry.entered.connect(session.reveal)
        self.save_all.clicked.connect(self._save_all)
        self.folder.clicked.connect(self._open_folder)

    def _lay(self) -> None:
        self.other = Button(self.tr("Other file…"), "plain", "swap")
        self._cover = Panel()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        self._cover.head.addLayout(texts, 1)
        self._cover.head.addWidget(self.other)
        self._cover.body.addLayout(self._cover.head)
        key = Panel(self.tr("Key"), self.tr("Everybody sees the cover. The secrets need the key."))
        key.body.addWidget(self.entry)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.secrets.body.addLayout(self._list)
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addStretch(0)
        self._told.setMinimumWidth(10)
        row.addWidget(self.folder)
        row.addWidget(self.save_all)
        self.secrets.body.addLayout(row)
        right = QWidget()
        right.setObjectName("page")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(18)
        column.addWidget(key)
        column.addWidget(self.secrets)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(right)
        self._opened = QWidget()
        columns = QHBoxLayout(self._opened)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(18)
        columns.addWidget(self._cover, 1)
        columns.addWidget(scroll, 1)
        self._empty = QWidget()
        self.zone.setMaximumWidth(860)
        self.zone.setMinimumHeight(220)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.zone, 1000)
        middle.addStretch(1)
        empty = QVBoxLayout(self._empty)
        empty.addStretch(2)
        empty.addLayout(middle)
        empty.addStretch(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 24)
        layout.setSpacing(14)
        layout.addWidget(self._busy)
        layout.addWidget(self.notice)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._opened, 1)
