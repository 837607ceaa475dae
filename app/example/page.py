"""ExamplePage: hides and reveals the files that come with the program, in half a minute."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

import engine
from app.example.session import ExampleSession
from app.hide.fit_view import FitView
from app.hide.outcome import ComparedPair, Outcome
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.layout_tools import widgets_in
from app.kit.text import label, set_style_property
from app.previews.by_modality import preview_of
from app.text.bidi import isolated
from app.text.formatting import duration, file_size
from app.widgets.footer import Footer
from app.widgets.notice import Notice
from app.widgets.panel import Panel
from app.widgets.save_dialog import ask_stego_path

NARROW = 960  # pixels of width below which the footer puts its buttons on a second line


class ExamplePage(QWidget):
    """Emits `closed` to go back to the start page, and `hide_requested` to go to the Hide page."""

    closed = Signal()
    hide_requested = Signal()

    def __init__(self, session: ExampleSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.fit, self.result = FitView(session), ExampleResult(session)
        hint = self.tr(
            "An example: a photo of a rocket and a small 3D model of a cow are hidden in a photo of a cup of coffee, "
            "and then revealed again. Nothing is written to disk."
        )
        self._hint = label(hint, "muted", wrap=True)
        self._stack = QStackedWidget()
        for view in (self.fit, self.result):
            self._stack.addWidget(view)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.notice = Notice(self)
        self.notice.at_top = True  # the buttons are below
        self.result.back.clicked.connect(self.closed)
        self.result.hide_own.clicked.connect(self.hide_requested)
        self.fit.cancel.clicked.connect(session.cancel)
        self.fit.cancel.clicked.connect(self.closed)
        session.changed.connect(self.result.refresh)
        session.finished.connect(self._show_outcome)
        session.failed.connect(self.notice.show_error)
        session.retrying.connect(self.notice.retract)

    def begin(self) -> None:
        """Start the example, unless it is running already."""
        if not self.session.running:
            self._stack.setCurrentWidget(self.fit)
            self._hint.show()
            self.session.begin()
            self.fit.begin()

    def _show_outcome(self, outcome: Outcome) -> None:
        self.fit.end()
        self._hint.hide()
        self.result.show_outcome(outcome)
        self._stack.setCurrentWidget(self.result)
        self.result.hide_own.setFocus()
        announce(self, self.result.summary.text())
        QApplication.alert(self.window())


class ExampleResult(QWidget):
    """The cover next to the revealed secrets, with a summary of what happened."""

    def __init__(self, session: ExampleSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self.summary = label("", "", wrap=True)
        self.back = Button(self.tr("Back to the start"), "quiet", "back")
        self.save = Button(self.tr("Save this file…"), "plain", "save")
        self.hide_own = Button(self.tr("Hide my own files"), "primary", "hide")
        self._state, self._key = label("", "muted", wrap=True), label("", "small", wrap=True, selectable=True)
        cover = Panel(self.tr("What everyone sees"))
        revealed = Panel(self.tr("What the key reveals"))
        self._columns = [QVBoxLayout() for _ in range(3)]  # the cover, then the secrets
        cover.body.addLayout(self._columns[0], 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        for column in self._columns[1:]:
            row.addLayout(column, 1)
        revealed.body.addLayout(row, 1)
        revealed.body.addWidget(self._key)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(cover, 4)
        middle.addWidget(revealed, 7)
        self._footer = Footer(self._state, (self.back, self.save, self.hide_own))
        body = QVBoxLayout()
        body.setContentsMargins(24, 14, 24, 14)
        body.setSpacing(10)
        body.addWidget(label(self.tr("Hidden and revealed"), "title", wrap=True))
        body.addWidget(self.summary)
        body.addLayout(middle, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(self._footer)
        self.save.clicked.connect(self._save)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._footer.set_stacked(self.width() < NARROW)
        super().resizeEvent(event)

    def refresh(self) -> None:
        """Update from the session."""
        path = self._session.path
        set_style_property(self._state, "role", "muted" if path is None else "good")
        self._state.setText(
            self.tr("Nothing was written to disk.") if path is None else self.tr("Saved as %s.") % isolated(path.name)
        )
        self.save.setEnabled(not self._session.running)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the cover and the revealed secrets."""
        pairs = [outcome.cover, *(pair for pair in outcome.secrets if isinstance(pair, ComparedPair))]
        for column, pair in zip(self._columns, pairs, strict=True):
            self._fill(column, pair.name, pair.after)
        text = self.tr(
            "In %s, the rocket and the cow were hidden in the photo of the cup: one file of %s. Anyone who opens it "
            "sees only the cup and cannot tell whether there is more. Anyone who has the key can reveal both."
        )
        self.summary.setText(text % (duration(self._session.seconds), file_size(len(outcome.data))))
        self._key.setText(self.tr("The key of this file: %s") % self._session.key.words)
        self.refresh()

    def _fill(self, column: QVBoxLayout, name: str, medium: engine.Medium) -> None:
        for widget in widgets_in(column):
            widget.close()
            column.removeWidget(widget)
            widget.deleteLater()
        column.addWidget(label(name, "muted"))
        column.addWidget(preview_of(medium), 1)

    def _save(self) -> None:
        path = ask_stego_path(self, self.tr("example"), self._session.folder)
        if path is not None:
            self._session.save(path)
