"""RevealPage: a file's cover, the entry of the key, and the secrets it reveals."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.kit.button import Button
from app.kit.flow import FlowLayout
from app.kit.layout_tools import scrollable
from app.kit.text import ElidedLabel, label
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.reveal.exact_card import ExactCard
from app.reveal.exporting import Exporter
from app.reveal.revealed_panel import RevealedPanel
from app.reveal.saved_note import SavedNote
from app.reveal.secret_card import SecretCard, larger_button
from app.reveal.session import COVER, RevealSession
from app.text.describing import describe
from app.widgets.drop_zone import DropZone, local_files
from app.widgets.key_entry import KeyEntry
from app.widgets.notice import Notice
from app.widgets.panel import Panel

KEY_SUFFIXES = (".txt", ".key", "")
MAX_KEY_FILE_BYTES = 1 << 16  # as the engine reads at most
COMPACT = 620  # pixels of height below which margins shrink


class RevealPage(QWidget):
    """The cover on the left, key and secrets on the right; emits `checked` with a path for the Safety page."""

    checked = Signal(object)

    def __init__(self, session: RevealSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.session = session
        self.notice, self.saved = Notice(), SavedNote()
        self.zone = DropZone(
            self.tr("Drop an Undersong file"), self.tr("The cover is shown at once. The secrets need the key."),
            self.tr("Open a file…"), many=False, large=True,
        )  # fmt: skip
        self.zone.filter = self.tr("Undersong files (*.undersong)")
        self.entry = KeyEntry(session)
        self.secrets = RevealedPanel(session)
        self._exporter = Exporter(session, self)
        self.other_key = Button(self.tr("Another key…"), "quiet", "key")
        self._asking = False  # for another key, while the secrets of the first one are still shown
        self.stop = Button(self.tr("Stop"), "quiet", "remove")
        self.save_cover = Button(self.tr("Save the cover…"), "quiet", "save")
        self.check = Button(self.tr("Is it safe?"), "quiet", "safety")
        self.cover_larger: Button | None = None
        self._name, self._note = ElidedLabel("", "heading"), label("", "muted")
        self._shown: object = None
        self._preview: Preview | None = None
        self._busy = QProgressBar(textVisible=False)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Working"))
        self._build()
        self._wire()
        self.refresh()

    @property
    def cards(self) -> list[SecretCard | ExactCard]:
        """The cards of the revealed secrets."""
        return self.secrets.cards

    def refresh(self) -> None:
        """Update from the session."""
        session = self.session
        opened = session.cover is not None
        self._empty.setVisible(not opened)
        self._opened.setVisible(opened)
        self._busy.setVisible(session.running)
        self.entry.setEnabled(not session.running)
        if session.cover is not self._shown:
            self._shown = session.cover
            self._show_cover()
        self.stop.setVisible(session.running)
        self.stop.setEnabled(True)
        self.secrets.refresh()
        self._collapse_key(bool(session.secrets) and not self._asking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        compact = self.height() < COMPACT
        self._layout.setContentsMargins(24, 10 if compact else 20, 24, 10 if compact else 24)
        self._layout.setSpacing(10 if compact else 14)
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a key file anywhere on the page; the window handles all other files."""
        if self.session.cover is not None and self._key_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in self._key_files(event.mimeData())[:1]:
            event.acceptProposedAction()
            self._ask_other_key()
            self.entry.load(path)

    def _key_files(self, mime: QMimeData) -> list[Path]:
        files = [path for path in local_files(mime) if path.suffix.lower() in KEY_SUFFIXES and path.is_file()]
        return [path for path in files if path.stat().st_size <= MAX_KEY_FILE_BYTES]

    def _show_cover(self) -> None:
        self.notice.hide()
        self.saved.hide()
        self._asking = False
        self.entry.field.clear()
        if self._preview is not None:
            self._preview.close()
            self._cover.body.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
        session = self.session
        if session.cover is not None and session.path is not None:
            self._name.setText(session.path.name)
            self._note.setText(describe(session.cover))
            self._preview = preview_of(session.cover)
            self._cover.body.insertWidget(1, self._preview, 1)
            if self.cover_larger is not None:
                self._cover_buttons.removeWidget(self.cover_larger)
                self.cover_larger.hide()
                self.cover_larger.deleteLater()
            self.cover_larger = larger_button(session.cover, partial(self._exporter.save_larger, COVER))
            self._cover_buttons.addWidget(self.cover_larger)
            self.entry.field.setFocus()

    def _collapse_key(self, collapsed: bool) -> None:
        """Hide the entry once secrets are revealed: they take its space, and nobody can read the key in passing."""
        if collapsed and not self.entry.isHidden():
            self.cards[0].header.setFocus()
        self.entry.setHidden(collapsed)
        self._key.hint.setHidden(collapsed)
        self.other_key.setVisible(collapsed)

    def _ask_other_key(self) -> None:
        self._asking = True
        self.refresh()
        self.entry.field.setFocus()

    def _clear_key(self) -> None:
        self._asking = False
        self.notice.hide()
        self.entry.field.clear()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.session.cancel()

    def _wire(self) -> None:
        session = self.session
        session.changed.connect(self.refresh)
        session.failed.connect(self.notice.show_error)
        session.retrying.connect(self.notice.retract)
        session.revealed.connect(self._clear_key)
        self.other_key.clicked.connect(self._ask_other_key)
        session.saved.connect(self.notice.hide)
        session.saved.connect(self.saved.show_paths)
        self.zone.chosen.connect(lambda paths: session.open(paths[0]))
        self.other_file.clicked.connect(self.zone.browse)
        self.entry.entered.connect(session.reveal)
        self.save_cover.clicked.connect(lambda: self._exporter.save(COVER))
        self.check.clicked.connect(lambda: self.checked.emit(session.path))
        self.stop.clicked.connect(self._stop)

    def _build(self) -> None:
        self.other_file = Button(self.tr("Other file…"), "plain", "swap")
        self._cover = Panel()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        self._cover.head.addLayout(texts, 1)
        self._cover.head.addWidget(self.other_file)
        self._cover.body.addLayout(self._cover.head)
        self._cover_buttons = FlowLayout(self.save_cover, self.check)
        self._cover.body.addLayout(self._cover_buttons)
        self._key = key = Panel(self.tr("Key"), self.tr("Anyone can see the cover. The secrets need the key."))
        key.head.addWidget(self.other_key)
        key.body.addWidget(self.entry)
        right = QWidget()
        right.setObjectName("page")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(18)
        column.addWidget(key)
        column.addWidget(self.secrets)
        column.addStretch(1)
        scroll = scrollable(right)
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
        self._layout = layout = QVBoxLayout(self)
        working = QHBoxLayout()
        working.setSpacing(12)
        working.addWidget(self._busy, 1)
        working.addWidget(self.stop)
        layout.addLayout(working)
        layout.addWidget(self.notice)
        layout.addWidget(self.saved)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._opened, 1)
