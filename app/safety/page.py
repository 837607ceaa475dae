"""SafetyPage: is my file safe?  Every known attack is made on a file, and explained."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

import engine
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.expander import Fold
from app.kit.layout_tools import order_tabs, scrolled
from app.kit.text import label
from app.safety.findings_panel import FindingsPanel
from app.safety.session import SafetySession
from app.safety.verdict_panel import VerdictPanel
from app.text.bidi import isolated
from app.widgets.drop_zone import DropZone, local_files
from app.widgets.panel import Notice, Panel

WIDEST = 900  # pixels: lines that can be read


class SafetyPage(QWidget):
    """A place to drop a file; then what is being tried; then the verdict and its reasons."""

    def __init__(self, session: SafetySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.session = session
        self.notice = Notice()
        self.zone = DropZone(
            self.tr("Is my file safe?"),
            self.tr(
                "Drop an Undersong file. Every attack this program knows is tried on it, here on your computer; "
                "it takes some seconds."
            ),
            self.tr("Choose a file…"), many=False, large=True,
        )  # fmt: skip
        self.zone.filter = self.tr("Undersong files (*.undersong)")
        self.verdict, self.findings, self.fold = VerdictPanel(), FindingsPanel(), Fold(self.tr("For experts"))
        self.other = Button(self.tr("Check another file…"), "plain", "swap")
        self.stop = Button(self.tr("Stop"), "quiet", "remove")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Part of the tests that is done"))
        self._state = label("", "muted", wrap=True)
        self._lay()
        session.changed.connect(self.refresh)
        session.failed.connect(self.notice.tell)
        session.tried.connect(self.notice.over)
        session.progressed.connect(self._progress)
        session.examined.connect(self._tell)
        self.zone.chosen.connect(self.take)
        self.other.clicked.connect(self.zone.browse)
        self.stop.clicked.connect(session.clear)
        self.refresh()

    def take(self, paths: list[Path]) -> None:
        """Check the first of these files."""
        if paths:
            self.notice.hide()
            self.session.check(paths[0])

    def refresh(self) -> None:
        """Look at the session again."""
        session = self.session
        self._working.setVisible(session.running)
        self._empty.setVisible(not session.running and not session.findings)
        self._result.setVisible(bool(session.findings))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the page."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check it."""
        event.acceptProposedAction()
        self.take(local_files(event.mimeData()))

    def _progress(self, progress: engine.Progress) -> None:
        self.bar.setValue(round(1000 * progress.overall))
        self._state.setText(self.tr("Test %d of %d") % (progress.index + 1, progress.count))

    def _tell(self) -> None:
        session = self.session
        self.verdict.show_verdict(session.verdict, isolated(session.path.name if session.path else ""), session.picture)
        self.findings.show_findings(session.findings)
        self.fold.text.setPlainText(session.numbers())
        self.refresh()
        order_tabs(self)
        announce(self, self.verdict.sentence)

    def _lay(self) -> None:
        self._working = Panel(self.tr("Trying to find something without the key"))
        self._working.head.addWidget(self.stop)
        self._working.body.addWidget(self.bar)
        self._working.body.addWidget(self._state)
        limits = Panel(self.tr("What this does not show"))
        for text in (
            self.tr(
                "That nobody can tell Undersong made this file: anyone can. Hidden is what is in it, not that you "
                "use it."
            ),
            self.tr("That your computer is safe: who watches it sees what you hide, and your key."),
            self.tr("That there is no attack that nobody knows yet. These are the ones that are known, and our own."),
            self.tr("How much is hidden, or whether anything is: that is not told without the key, here neither."),
            self.tr(
                "That the cover was used only once. Two files of one cover can be compared: never hide twice in it."
            ),
        ):  # fmt: skip
            limits.body.addWidget(label("•  " + text, wrap=True))
        self._result = QWidget()
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(18)
        for widget in (self.verdict, self.findings, limits):
            result.addWidget(widget)
        result.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeading)
        result.addWidget(self.fold)
        self._empty = QWidget()
        self.zone.setMinimumHeight(220)
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(0, 0, 0, 0)
        empty.addStretch(2)
        empty.addWidget(self.zone)
        empty.addStretch(3)
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(18)
        inside.addWidget(self.notice)
        inside.addWidget(self._working)
        inside.addWidget(self._empty, 1)
        inside.addWidget(self._result)
        inside.addStretch(0)
        page = QWidget()
        page.setObjectName("page")
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 24, 24, 24)
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        scroll = scrolled(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
