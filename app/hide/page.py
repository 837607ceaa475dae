"""HidePage: shows the choices, the running fit, or the result, whichever the session has reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

import engine
from app.hide.choose_view import ChooseView
from app.hide.fit_view import FitView
from app.hide.key_dialog import leave_without_key, show_keys
from app.hide.result_view import ResultView
from app.hide.session import HideSession
from app.kit.announce import announce
from app.kit.question import DISCARD, STAY, YES, ask, choose
from app.session import Item
from app.widgets.notice import Notice


class HidePage(QWidget):
    """Three views of one session, with errors above them."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.choose, self.fit, self.result = ChooseView(session), FitView(session), ResultView(session)
        self.notice = Notice()
        self.notice.setProperty("apart", True)  # keeps a distance from the window's header
        self._stack = QStackedWidget()
        for view in (self.choose, self.fit, self.result):
            self._stack.addWidget(view)
        top = QVBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.addWidget(self.notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.fit.cancel.clicked.connect(self._cancel)
        for source in (session, session.choosing):
            source.changed.connect(self.refresh)
            source.failed.connect(self._fail)
            source.retrying.connect(self.notice.retract)
        session.finished.connect(self._announce)
        self.refresh()

    def refresh(self) -> None:
        """Update from the session."""
        self.choose.refresh()
        self.result.refresh()
        session = self.session
        if session.outcome is not None:
            self._show_view(self.result)
        elif session.running:
            self._show_view(self.fit)
        else:
            self._show_view(self.choose)

    def add(self, paths: list[Path]) -> None:
        """Add secrets; asks before a running or unsaved hide is discarded, and only once a file could be opened."""
        session, waiting, answers = self.session, list[Item](), list[bool]()
        if session.outcome is None and not session.running:
            session.choosing.add_secrets(paths)
            return

        def opened(item: Item) -> None:
            waiting.append(item)
            if not answers:
                if len(waiting) > 1:  # the question is still open
                    return
                answers.append(self.free())
            while answers[0] and waiting:
                session.choosing.add_medium(waiting.pop(0))

        session.choosing.open_media(paths, opened)

    def free(self) -> bool:
        """Make the choices editable again; asks first if that discards a hide, and returns whether it was done."""
        session, more = self.session, self.tr("To add a secret, the file has to be made again.")
        answers = self.tr("Make it again"), self.tr("Keep it")
        if session.outcome is not None and session.path is None:
            agreed = ask(self, self.tr("The file is not saved yet."), more, *answers)
        else:
            agreed = not session.running or ask(self, self.tr("The file is still being made."), more, *answers)
        if agreed:
            session.cancel()
            session.again()
        return agreed

    def leave(self, then: Callable[[], object]) -> bool:
        """Whether the window may go: no work and no key is lost, or the person agreed to lose it.

        A person who wants to save the file first is asked where, and `then` is called when it is saved.
        """
        session = self.session
        if session.outcome is not None:
            unsaved = session.path is None
            if not self.result.discard(then):
                return False
            if unsaved:
                session.discard()
                return True
        elif session.running:
            return self._stop()
        unnoted = session.path is not None and session.choosing.choices.unnoted
        return not unnoted or leave_without_key(self, self.tr("Close anyway"), self.tr("Stay"))

    def _stop(self) -> bool:
        """Ask what becomes of a running hide; returns whether it was stopped."""
        session, title, stay = self.session, self.tr("The file is still being made."), self.tr("Stay")
        if session.checkpoint is None:
            agreed = ask(self, title, self.tr("What is computed so far will be lost."), self.tr("Close anyway"), stay)
        else:
            more = self.tr("What is computed so far can be kept, encrypted with its key.")
            keep, discard = self.tr("Keep it and go on next time"), self.tr("Discard")
            answer = choose(self, title, more, {YES: keep, DISCARD: discard, STAY: stay})
            if answer is YES and self._key_noted(session.checkpoint.key):
                session.suspend()
                return True
            agreed = answer is DISCARD
        if agreed:
            session.cancel()
        return agreed

    def _key_noted(self, key: engine.Key) -> bool:
        """Whether the person has noted the key of a kept hide, or says so; it is shown first where it was not."""
        choosing = self.session.choosing
        if not key.has_words or key in choosing.choices.noted:
            return True
        show_keys(choosing, self)
        more = self.tr("Without it nobody can go on with this hide, not even you.")
        return key in choosing.choices.noted or ask(
            self, self.tr("Have you saved the key?"), more, self.tr("Close anyway"), self.tr("Stay")
        )

    def _cancel(self) -> None:
        """Cancel the hide; asks first if more than a minute of work would be lost."""
        more = self.tr("What is computed so far will be lost.")
        if not self.session.valuable or ask(
            self, self.tr("Cancel the hide?"), more, self.tr("Discard it"), self.tr("Go on with it")
        ):
            self.session.cancel()

    def _fail(self, error: engine.EngineError, name: str) -> None:
        self.notice.show_error(error, name)
        announce(self.notice, self.notice.accessibleName())

    def _announce(self) -> None:
        """Tell screen readers, and mark the window in the task bar."""
        announce(self, self.tr("The file is ready and checked. It is not saved yet."))
        QApplication.alert(self.window())

    def _show_view(self, view: QWidget) -> None:
        before = self._stack.currentWidget()
        if view is before:
            return
        if view is self.fit:
            self.fit.begin()
        elif before is self.fit:
            self.fit.end()
        if view is self.result:
            self.result.save.setFocus()
        self._stack.setCurrentWidget(view)
