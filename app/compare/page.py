"""ComparePage: two media of one modality, seen, heard and judged, or two files of any other kind."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

import engine
from app.compare.compare_slot import CompareSlot
from app.compare.comparison import Comparison
from app.compare.file_comparison import FileComparison
from app.compare.session import Both, Compared, CompareSession
from app.kit.button import Button
from app.kit.layout_tools import scrollable
from app.kit.text import label
from app.session import Item
from app.text.messages import Message
from app.widgets.drop_zone import local_files
from app.widgets.notice import Notice
from app.widgets.panel import Panel
from app.widgets.viewer import view

COMPACT = 620  # pixels of height below which margins shrink


class ComparePage(QWidget):
    """Two slots above, and the comparison below them once both are filled."""

    def __init__(self, session: CompareSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.session = session
        self.slots = [
            CompareSlot(self.tr("Drop the original"), self.tr("Image, sound, video, 3D shape, or any other file")),
            CompareSlot(self.tr("Drop the file to compare"), self.tr("A revealed secret, or an Undersong file")),
        ]
        self.swap = Button(self.tr("Swap"), "icon", "swap")
        self.clear = Button(self.tr("Compare other files"), "icon", "refresh")
        self._roles = (self.tr("Original"), self.tr("Compared file"))
        self.comparison: Comparison | FileComparison | None = None
        self._shown: object = None  # the result of the comparison on the page
        self._mismatch_shown = False
        self._busy = QProgressBar(textVisible=False)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Working"))
        self._state = label("", "muted", wrap=True)
        self._panel = Panel()
        self._build()
        self.notice = Notice(self)
        session.changed.connect(self.refresh)
        session.compared.connect(self.refresh)
        session.failed.connect(self.notice.show_error)
        self.swap.clicked.connect(session.swap)
        self.clear.clicked.connect(session.clear)
        for index, slot in enumerate(self.slots):
            slot.chosen.connect(partial(self._choose, index))
            slot.opened.connect(partial(self._view, index))
        self.refresh()

    def open_files(self, paths: list[Path]) -> None:
        """Open dropped files: two fill both slots, one fills the first free slot."""
        self._choose(0 if len(paths) > 1 else self.session.free, paths)

    def refresh(self) -> None:
        """Update from the session."""
        session = self.session
        both, opening = session.both, bool(session.opening)
        measuring = both is not None and session.result is None and not session.mismatch
        for slot, item, role in zip(self.slots, session.items, self._roles, strict=True):
            slot.show_item(item, role)
        self.swap.setEnabled(both is not None)
        self.clear.setVisible(any(item is not None for item in session.items))
        self._busy.setVisible(opening or measuring)
        self._state.setText(self.tr("Opening…") if opening else self.tr("Measuring…") if measuring else "")
        self._state.setVisible(bool(self._state.text()))
        self._show_mismatch(both)
        self._compare(both)

    def resizeEvent(self, event: QResizeEvent) -> None:
        compact = self.height() < COMPACT
        self._inner.setContentsMargins(24, 10 if compact else 20, 24, 10 if compact else 24)
        self._inner.setSpacing(8 if compact else 14)
        super().resizeEvent(event)

    def release(self) -> None:
        """Stop playback and free what the views hold."""
        if isinstance(self.comparison, Comparison):
            self.comparison.view.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.release()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_files(local_files(event.mimeData()))

    def _choose(self, index: int, paths: list[Path]) -> None:
        self.notice.hide()
        for slot, path in zip((index, 1 - index), paths[:2], strict=False):
            self.session.open(slot, path)

    def _view(self, index: int) -> None:
        item = self.session.items[index]
        if isinstance(item, Item):
            view(item, self)

    def _show_mismatch(self, both: Both | None) -> None:
        if both is not None and self.session.mismatch:
            names = {
                engine.Image: self.tr("an image"), engine.Audio: self.tr("a sound"),
                engine.Video: self.tr("a video"), engine.Shape: self.tr("a 3D shape"),
            }  # fmt: skip
            any_file = self.tr("a file of another kind")
            first, second = (names[type(item.medium)] if isinstance(item, Item) else any_file for item in both)
            what = self.tr("The first file is %s, the second is %s.") % (first, second)
            self.notice.show_message(Message(what, self.tr("Choose two files of the same type.")))
            self._mismatch_shown = True
        elif self._mismatch_shown:
            self._mismatch_shown = False
            self.notice.hide()

    def _compare(self, both: Both | None) -> None:
        result = self.session.result if both is not None else None
        if result is not self._shown:
            self._shown = result
            if self.comparison is not None:
                self.comparison.close()
                self._panel.body.removeWidget(self.comparison)
                self.comparison.deleteLater()
                self.comparison = None
            if both is not None and result is not None:
                self.comparison = _comparison(both, result, self._roles)
                self._panel.body.addWidget(self.comparison, 1)
        self._panel.setVisible(self.comparison is not None)
        self._intro.setVisible(self.comparison is None)
        self._inner.setStretch(0, self.comparison is None)  # in the middle, as a place to drop files is on other pages

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.slots[0], 1)
        row.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.slots[1], 1)
        row.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignVCenter)
        self._intro = QWidget()
        texts = QVBoxLayout(self._intro)
        texts.setContentsMargins(4, 12, 4, 12)
        texts.addWidget(label(self.tr("How close are two files?"), "title", wrap=True))
        intro = self.tr(
            "See, hear and measure two files of the same type: for example an original and a revealed secret, "
            "or a picture and the Undersong file that shows it. All other files are compared byte by byte."
        )
        texts.addWidget(label(intro, "muted", wrap=True))
        inner = QWidget()
        inner.setObjectName("page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrollable(inner))  # so that nothing is cut off in a small window
        self._inner = layout = QVBoxLayout(inner)
        layout.addStretch(1)
        layout.addWidget(self._busy)
        layout.addWidget(self._intro)
        layout.addLayout(row)
        layout.addWidget(self._state)
        layout.addWidget(self._panel, 1000)
        layout.addStretch(1)


def _comparison(both: Both, result: Compared, roles: tuple[str, str]) -> Comparison | FileComparison:
    """The files by their names, or by their roles where these are the same: an original and what was revealed of it."""
    if result.files is not None:
        return FileComparison(result.files, result.judgement)
    first, second = both
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    names = roles if first.name == second.name else (first.name, second.name)
    return Comparison(first.medium, second.medium, result.measures, names, result.judgement)
