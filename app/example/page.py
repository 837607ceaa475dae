"""ExamplePage: the whole way of a secret in half a minute: learned, hidden, and found again with the key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

import engine
from app.example.session import ExampleSession
from app.hide.fit_view import FitView
from app.hide.outcome import Outcome
from app.hide.result_view import ask_where
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.layout_tools import widgets_in
from app.kit.text import label, set_role
from app.previews import preview_of
from app.text.bidi import isolated
from app.text.formatting import duration, file_size
from app.widgets.footer import Foot
from app.widgets.panel import Notice, Panel

NARROW = 960  # pixels under which a sentence and three buttons do not stand in one line


class ExamplePage(QWidget):
    """Emits `left` when the person has seen enough, and `inspired` when they want to hide something of their own."""

    left = Signal()
    inspired = Signal()

    def __init__(self, session: ExampleSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.fit, self.found, self.notice = FitView(session), ExampleFound(session), Notice()
        hint = self.tr(
            "An example: a photo of a rocket and a small 3D cow are hidden in the picture of a cup of coffee, and then "
            "found again. Nothing is written to disk."
        )
        self._hint = label(hint, "muted", wrap=True)
        self._stack = QStackedWidget()
        for view in (self.fit, self.found):
            self._stack.addWidget(view)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.addWidget(self._hint)
        top.addWidget(self.notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.found.back.clicked.connect(self.left)
        self.found.own.clicked.connect(self.inspired)
        self.fit.cancel.clicked.connect(self.left)
        session.changed.connect(self.found.refresh)
        session.finished.connect(self._show)
        session.failed.connect(self.notice.tell)
        session.tried.connect(self.notice.over)

    def begin(self) -> None:
        """Start from the beginning; one under way goes on."""
        if not self.session.running:
            self._stack.setCurrentWidget(self.fit)
            self._hint.show()
            self.session.begin()
            self.fit.begin()

    def _show(self, outcome: Outcome) -> None:
        self.fit.end()
        self._hint.hide()
        self.found.show_outcome(outcome)
        self._stack.setCurrentWidget(self.found)
        self.found.own.setFocus()
        announce(self, self.found.told.text())
        QApplication.alert(self.window())


class ExampleFound(QWidget):
    """What everybody sees beside what the key reveals, and a sentence about what happened."""

    def __init__(self, session: ExampleSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self.told = label("", "", wrap=True)
        self.back = Button(self.tr("Back to the start"), "quiet", "back")
        self.save = Button(self.tr("Save this file…"), "plain", "save")
        self.own = Button(self.tr("Hide something of my own"), "primary", "hide")
        self._state, self._key = label("", "muted", wrap=True), label("", "small", wrap=True, selectable=True)
        self._seen = Panel(self.tr("What everybody sees"))
        self._revealed = Panel(self.tr("What the key reveals"))
        self._places = [QVBoxLayout(), *(QVBoxLayout() for _ in range(2))]
        self._seen.body.addLayout(self._places[0], 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        for place in self._places[1:]:
            row.addLayout(place, 1)
        self._revealed.body.addLayout(row, 1)
        self._revealed.body.addWidget(self._key)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._seen, 4)
        middle.addWidget(self._revealed, 7)
        self._foot = Foot(self._state, (self.back, self.save, self.own))
        body = QVBoxLayout()
        body.setContentsMargins(24, 14, 24, 14)
        body.setSpacing(10)
        body.addWidget(label(self.tr("Hidden, and found again"), "title", wrap=True))
        body.addWidget(self.told)
        body.addLayout(middle, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(self._foot)
        self.save.clicked.connect(self._ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons have a line of their own."""
        self._foot.turn(self.width() < NARROW)
        super().resizeEvent(event)

    def refresh(self) -> None:
        """Look at the session again."""
        path = self._session.path
        set_role(self._state, "role", "muted" if path is None else "good")
        self._state.setText(
            self.tr("Nothing was written to disk.") if path is None else self.tr("Saved as %s.") % isolated(path.name)
        )
        self.save.setEnabled(not self._session.running)

    def show_outcome(self, outcome: Outcome) -> None:
        """Put what came back where it can be looked at, turned and compared."""
        pairs = (outcome.cover, *outcome.secrets)
        for place, pair in zip(self._places, pairs, strict=True):
            self._put(place, pair.name, pair.after)
        text = self.tr(
            "In %s the rocket and the cow went into the picture of the cup: one file of %s. Whoever opens it sees only "
            "the cup, and cannot tell whether there is more. Whoever has the key finds both again."
        )
        self.told.setText(text % (duration(self._session.seconds), file_size(outcome.size)))
        key = self._session.choices.key
        self._key.setText(self.tr("The key of this file: %s") % (key.words if key is not None else ""))
        self.refresh()

    def _put(self, place: QVBoxLayout, name: str, medium: engine.Medium) -> None:
        for old in widgets_in(place):
            old.close()
            place.removeWidget(old)
            old.deleteLater()
        place.addWidget(label(name, "muted"))
        place.addWidget(preview_of(medium), 1)

    def _ask(self) -> None:
        path = ask_where(self, Path(self.tr("example")), self._session.folder)
        if path is not None:
            self._session.save(path)
