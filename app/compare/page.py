"""ComparePage: any two files of one kind, beside each other and in numbers."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

import engine
from app.compare.compare_slot import CompareSlot
from app.compare.comparison import Comparison
from app.compare.session import Both, CompareSession
from app.kit.button import Button
from app.kit.layout_tools import scrolled
from app.kit.text import label
from app.text.messages import Message
from app.widgets.drop_zone import local_files
from app.widgets.panel import Notice, Panel
from app.widgets.viewer import view

LOW = 620  # pixels


class ComparePage(QWidget):
    """Two places above; below, once both are filled, the comparison."""

    def __init__(self, session: CompareSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.session = session
        self.notice = Notice()
        self.slots = [
            CompareSlot(self.tr("Drop the original"), self.tr("An image, a sound, a video or a 3D shape")),
            CompareSlot(self.tr("Drop the other"), self.tr("What came out of a file, or an Undersong file itself")),
        ]
        self.swap = Button(self.tr("Exchange the two"), "icon", "swap")
        self.again = Button(self.tr("Compare others"), "icon", "refresh")
        self.comparison: Comparison | None = None
        self._shown: tuple[object, object] = (None, None)
        self._told = False
        self._busy = QProgressBar(textVisible=False)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Working"))
        self._state = label("", "muted", wrap=True)
        self._place = Panel()
        self._lay()
        session.changed.connect(self.refresh)
        session.compared.connect(self.refresh)
        session.failed.connect(self.notice.tell)
        self.swap.clicked.connect(session.swap)
        self.again.clicked.connect(session.clear)
        for place, slot in enumerate(self.slots):
            slot.chosen.connect(partial(self._choose, place))
            slot.opened.connect(partial(self._larger, place))
        self.refresh()

    def take(self, paths: list[Path]) -> None:
        """Files that were dropped anywhere on the page: two are the two, one goes where there is room."""
        self._choose(0 if len(paths) > 1 else self.session.free, paths)

    def refresh(self) -> None:
        """Look at the session again."""
        session = self.session
        both, waiting = session.both, bool(session.opening)
        measuring = both is not None and session.measures is None and not session.mismatch
        names = (self.tr("Original"), self.tr("Other"))
        for slot, item, name in zip(self.slots, session.items, names, strict=True):
            slot.show_item(item, name)
        self.swap.setEnabled(both is not None)
        self.again.setVisible(any(item is not None for item in session.items))
        self._busy.setVisible(waiting or measuring)
        self._state.setText(
            self.tr("Opening…") if waiting else self.tr("Measuring how close they are…") if measuring else ""
        )
        self._state.setVisible(bool(self._state.text()))
        self._tell_kinds(both)
        self._compare(both)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the comparison gets what room there is."""
        low = self.height() < LOW
        self._inner.setContentsMargins(24, 10 if low else 20, 24, 10 if low else 24)
        self._inner.setSpacing(8 if low else 14)
        super().resizeEvent(event)

    def release(self) -> None:
        """Be silent and free what is drawn."""
        if self.comparison is not None:
            self.comparison.view.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Free what is drawn."""
        self.release()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.take(local_files(event.mimeData()))

    def _choose(self, place: int, paths: list[Path]) -> None:
        self.notice.hide()
        for where, path in zip((place, 1 - place), paths[:2], strict=False):
            self.session.open(where, path)

    def _larger(self, place: int) -> None:
        item = self.session.items[place]
        if item is not None:
            view(item, self)

    def _tell_kinds(self, both: Both | None) -> None:
        if both is not None and self.session.mismatch:
            kinds = {
                engine.Image: self.tr("an image"), engine.Audio: self.tr("a sound"),
                engine.Video: self.tr("a video"), engine.Shape: self.tr("a 3D shape"),
            }  # fmt: skip
            first, second = (kinds[type(item.medium)] for item in both)
            what = self.tr("One is %s and the other is %s.") % (first, second)
            self.notice.say(Message(what, self.tr("Choose two of one kind: only these can be compared.")))
            self._told = True
        elif self._told:
            self._told = False
            self.notice.hide()

    def _compare(self, both: Both | None) -> None:
        measures = self.session.measures
        wanted = (both, measures) if both is not None and measures is not None else (None, None)
        if wanted[1] is not self._shown[1]:
            self._shown = wanted
            if self.comparison is not None:
                self.comparison.close()
                self._place.body.removeWidget(self.comparison)
                self.comparison.deleteLater()
                self.comparison = None
            if both is not None and measures is not None:
                first, second = both
                self.comparison = Comparison(
                    first.medium, second.medium, measures, (first.name, second.name), hidden=False
                )
                self._place.body.addWidget(self.comparison, 1)
        self._place.setVisible(self.comparison is not None)
        self._head.setVisible(self.comparison is None)

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.slots[0], 1)
        row.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.slots[1], 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head = QWidget()
        texts = QVBoxLayout(self._head)
        texts.setContentsMargins(4, 12, 4, 12)
        texts.addWidget(label(self.tr("How close are two files?"), "title", wrap=True))
        texts.addWidget(
            label(
                self.tr(
                    "See, hear and measure two files of one kind: an original and what was revealed, "
                    "or a picture and the Undersong file that shows it."
                ),
                "muted",
                wrap=True,
            )
        )
        inner = QWidget()
        inner.setObjectName("page")
        scroll = scrolled(inner)  # in a small window it scrolls rather than being cut
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._inner = layout = QVBoxLayout(inner)
        layout.addWidget(self._busy)
        layout.addWidget(self.notice)
        layout.addWidget(self._head)
        layout.addLayout(row)
        layout.addWidget(self._state)
        layout.addWidget(self._place, 1000)
        layout.addStretch(1)
