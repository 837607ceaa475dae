"""SafetyPage: runs every known attack on a file and explains the results."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

import engine
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.expander import Expander
from app.kit.layout_tools import order_tabs, scrollable
from app.kit.text import label
from app.safety.findings_panel import FindingsPanel
from app.safety.session import SafetySession
from app.safety.verdict_panel import VerdictPanel
from app.text.bidi import isolated
from app.widgets.drop_zone import DropZone, local_files
from app.widgets.notice import Notice
from app.widgets.panel import Panel

MAX_WIDTH = 900  # pixels: longer lines are hard to read


class SafetyPage(QWidget):
    """Shows a drop zone, then the progress of the tests, then the verdict and the findings."""

    def __init__(self, session: SafetySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.session = session
        self.zone = DropZone(
            self.tr("Is my file safe?"),
            self.tr(
                "Drop an Undersong file. Every attack this program knows is run on it, here on your computer. "
                "This takes up to half a minute."
            ),
            self.tr("Choose a file…"), many=False, large=True,
        )  # fmt: skip
        self.zone.filter = self.tr("Undersong files (*.undersong)")
        self.verdict, self.findings, self.numbers = VerdictPanel(), FindingsPanel(), Expander(self.tr("For experts"))
        self.back = Button(self.tr("Back"), "quiet", "back")
        self.another = Button(self.tr("Check another file…"), "plain", "swap")
        self.stop = Button(self.tr("Stop"), "quiet", "remove")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress of the tests"))
        self._state = label("", "muted", wrap=True)
        self._build()
        self.notice = Notice(self)
        session.changed.connect(self.refresh)
        session.failed.connect(self.notice.show_error)
        session.retrying.connect(self.notice.retract)
        session.progressed.connect(self._show_progress)
        session.examined.connect(self._show_result)
        self.zone.chosen.connect(self.open_files)
        self.another.clicked.connect(self.zone.browse)
        self.stop.clicked.connect(session.clear)
        self.back.clicked.connect(self._leave)
        self.refresh()

    def open_files(self, paths: list[Path]) -> None:
        """Check the first of the files."""
        if paths:
            self.notice.hide()
            self.session.check(paths[0])

    def _leave(self) -> None:
        """What the person goes back to must not wait for the tests."""
        if self.session.running:
            self.session.clear()

    def refresh(self) -> None:
        """Update from the session."""
        session = self.session
        self._working.setVisible(session.running)
        self._start.setVisible(not session.running and not session.findings)
        self._result.setVisible(bool(session.findings))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_files(local_files(event.mimeData()))

    def _show_progress(self, progress: engine.Progress) -> None:
        self.bar.setValue(round(1000 * progress.overall))
        self._state.setText(self.tr("Test %d of %d") % (progress.index + 1, progress.count))

    def _show_result(self) -> None:
        session = self.session
        self.verdict.show_verdict(session.verdict, isolated(session.path.name if session.path else ""), session.picture)
        self.findings.show_findings(session.findings)
        self.numbers.text.setPlainText(session.numbers())
        self.refresh()
        order_tabs(self)
        announce(self, self.verdict.sentence)

    def _build(self) -> None:
        self._working = Panel(self.tr("Looking for secrets without the key"))
        self._working.head.addWidget(self.stop)
        self._working.body.addWidget(self.bar)
        self._working.body.addWidget(self._state)
        limits = Panel(self.tr("What this check cannot tell"))
        for text in (
            self.tr(
                "Anyone can tell that Undersong made this file. What is inside is hidden, not that you use the program."
            ),
            self.tr("Whether your computer is safe: anyone who monitors it sees what you hide, and your key."),
            self.tr("Whether there are unknown attacks: only the published ones and our own are tested."),
            self.tr("Whether anything is hidden, and how much: no test that we know can tell without the key."),
            self.tr(
                "Whether the cover was used only once: two files with one cover can be compared. Never use it twice."
            ),
        ):  # fmt: skip
            limits.body.addWidget(label("•  " + text, wrap=True))
        self._result = QWidget()
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(14)
        for widget in (self.verdict, self.findings, limits):
            result.addWidget(widget)
        result.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeading)
        result.addWidget(self.numbers)
        self._start = QWidget()
        self.zone.setMinimumHeight(220)
        start = QVBoxLayout(self._start)
        start.setContentsMargins(0, 0, 0, 0)
        start.addStretch(2)
        start.addWidget(self.zone)
        start.addStretch(3)
        column = QWidget()
        column.setMaximumWidth(MAX_WIDTH)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        rows.addWidget(self._working)
        rows.addWidget(self._start, 1)
        rows.addWidget(self._result)
        rows.addStretch(0)
        page = QWidget()
        page.setObjectName("page")
        columns = QHBoxLayout(page)
        columns.setContentsMargins(24, 12, 24, 24)
        columns.addStretch(1)
        columns.addWidget(column, 1000)
        columns.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrollable(page))
