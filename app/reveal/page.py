"""RevealPage: a file's cover, the entry of the key, and the secrets it reveals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.kit.button import Button
from app.kit.layout_tools import scrollable
from app.reveal.cover_panel import CoverPanel
from app.reveal.exact_card import ExactCard
from app.reveal.exporting import Exporter
from app.reveal.revealed_panel import RevealedPanel
from app.reveal.saved_note import SavedNote
from app.reveal.secret_card import SecretCard
from app.reveal.session import COVER, RevealSession
from app.widgets.drop_zone import DropZone, local_paths
from app.widgets.key_entry import KeyEntry
from app.widgets.notice import MARGIN, Notice
from app.widgets.panel import Panel

KEY_SUFFIXES = (".txt", ".key")
COMPACT = 620  # pixels of height below which margins shrink
NARROW = 1000  # pixels of width below which the column of the cover shrinks
SIDES = (300, 236)  # pixels of that column beside a revealed secret, in a wide and in a narrow window
KEY_WIDTH = 420  # pixels that the twelve cells need
GAP, ERROR = 14, 120  # pixels: between panels, and the height that an error mostly needs
WIDEST = (1 << 24) - 1  # pixels: as wide as Qt allows


class RevealPage(QWidget):
    """The cover and the key; once that has opened, the secret takes the stage, and the cover steps aside.

    Emits `checked` with a path for the Safety page.
    """

    checked = Signal(object)

    def __init__(self, session: RevealSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.session = session
        self.saved = SavedNote()
        self.zone = DropZone(
            self.tr("Drop an Undersong file"), self.tr("The cover is shown at once. The secrets need the key."),
            self.tr("Open a file…"), many=False, large=True,
        )  # fmt: skip
        self.zone.filter = self.tr("Undersong files (*.undersong)")
        self.entry = KeyEntry(session)
        self.cover, self.secrets = CoverPanel(), RevealedPanel(session)
        self._exporter = Exporter(session, self)
        self.other_key = Button(self.tr("Another key…"), "quiet", "key")
        self._asking = False  # for another key, while the secrets of the first one are still shown
        self.stop = Button(self.tr("Stop"), "quiet", "remove")
        self._shown: object = None
        self._key_file: Path | None = None  # that was dropped together with the file being opened
        self._busy = QProgressBar(textVisible=False)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Working"))
        self._build()
        self.notice = Notice(self, self._free_area)
        self.notice.at_top = True
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
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()
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
            self.load_key(path)

    def load_key(self, path: Path) -> None:
        """Have a key file read, and what it opens revealed."""
        self._ask_other_key()
        self.entry.load(path)

    def open(self, path: Path, others: Sequence[Path] = ()) -> None:
        """Open an Undersong file, and with the first key file among others what is in it."""
        self.session.open(path)
        self._key_file = next(iter(key_files(others)), None)

    def _free_area(self) -> QRect:
        """Where errors are shown: below the key that they are mostly about, or where that is low, over the cover."""
        if self._opened.isHidden():
            return self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        left, right = (column.geometry().translated(self._opened.pos()) for column in (self._left, self._right))
        if self._key.isHidden():
            return right
        below = self._key.geometry().bottom() + GAP
        return right.adjusted(0, below, 0, 0) if right.height() - below >= ERROR else left

    def _use_key_file(self) -> None:
        """The cover is there: go on with the key file that came with it."""
        path, self._key_file = self._key_file, None
        if path is not None:
            self.load_key(path)

    def _key_files(self, mime: QMimeData) -> list[Path]:
        return key_files(local_paths(mime))

    def _show_cover(self) -> None:
        self.notice.hide()
        self.saved.hide()
        self._asking = False
        self.entry.clear()
        session = self.session
        if session.cover is not None and session.path is not None:
            self.cover.show_cover(session.path.name, session.cover)
            self.entry.field.setFocus()
        else:
            self.cover.release()

    def _share_width(self) -> None:
        """Half of the page for a cover that is alone; a column for one that stands beside a secret."""
        aside = bool(self.session.secrets)
        side = SIDES[self.width() < NARROW]
        self.cover.step_aside(aside)
        self._left_layout.setStretch(0, 0 if aside else 1000)
        self._left.setMinimumWidth(side)
        self._left.setMaximumWidth(side if aside else WIDEST)
        self._right.setMinimumWidth(KEY_WIDTH)

    def _collapse_key(self, collapsed: bool) -> None:
        """Hide the entry once secrets are revealed: they take its space, and nobody can read the key in passing."""
        if collapsed and not self._key.isHidden():
            self.cards[0].header.setFocus()
        self._key.setHidden(collapsed)
        self.other_key.setVisible(collapsed)

    def _ask_other_key(self) -> None:
        self._asking = True
        self.refresh()
        self.entry.field.setFocus()

    def _clear_key(self) -> None:
        self._asking = False
        self.notice.hide()
        self.entry.clear()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.session.cancel()

    def _wire(self) -> None:
        session = self.session
        session.changed.connect(self.refresh)
        session.failed.connect(self.notice.show_error)
        session.failed.connect(lambda *_: self.saved.hide())  # what was saved before is not what is said now
        session.retrying.connect(self.notice.retract)
        session.revealed.connect(self._clear_key)
        session.opened.connect(self._use_key_file, Qt.ConnectionType.QueuedConnection)  # once the cover is shown
        self.other_key.clicked.connect(self._ask_other_key)
        session.saved.connect(self.notice.hide)
        session.saved.connect(self.saved.show_paths)
        self.zone.chosen.connect(lambda paths: session.open(paths[0]))
        self.cover.other.clicked.connect(self.zone.browse)
        self.entry.entered.connect(self.saved.hide)
        self.entry.entered.connect(session.reveal)
        self.cover.save.connect(lambda scale: self._exporter.save(COVER, scale))
        self.cover.check.clicked.connect(lambda: self.checked.emit(session.path))
        self.stop.clicked.connect(self._stop)

    def _build(self) -> None:
        self._key = key = Panel(self.tr("Key"), self.tr("Anyone can see the cover. The secrets need the key."))
        key.body.addWidget(self.entry)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(18)
        self._left, self._left_layout = self._column(columns, self.cover, self.secrets.list, self.other_key)
        self._left_layout.setAlignment(self.other_key, Qt.AlignmentFlag.AlignLeading)
        self._right, right = self._column(columns, key, self.secrets)
        right.setStretch(1, 1000)
        self._opened = QWidget()
        self._opened.setLayout(columns)
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
        layout.addWidget(self.saved)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._opened, 1)

    def _column(self, columns: QHBoxLayout, *widgets: QWidget) -> tuple[QScrollArea, QVBoxLayout]:
        """A column of the page, and the layout in it."""
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        scroll = scrollable(inner)
        columns.addWidget(scroll, 1)
        return scroll, column


def key_files(paths: Sequence[Path]) -> list[Path]:
    """Those that may be key files by their names: whether they are is found out off the window's thread."""
    return [path for path in paths if path.suffix.lower() in KEY_SUFFIXES]
