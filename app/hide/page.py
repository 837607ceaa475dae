"""HidePage: shows the choices, the running fit, or the result, whichever the session has reached."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

import engine
from app.hide.choose_view import ChooseView
from app.hide.fit_view import FitView
from app.hide.key_dialog import leave_without_key
from app.hide.result_view import ResultView
from app.hide.session import HideSession
from app.kit.announce import announce
from app.kit.question import ask
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
        session.changed.connect(self.refresh)
        session.failed.connect(self._fail)
        session.retrying.connect(self.notice.retract)
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
            session.add_secrets(paths)
            return

        def opened(item: Item) -> None:
            waiting.append(item)
            if not answers:
                if len(waiting) > 1:  # the question is still open
                    return
                answers.append(self.free())
            while answers[0] and waiting:
                session.add_medium(waiting.pop(0))

        session.open_media(paths, opened)

    def free(self) -> bool:
        """Make the choices editable again; asks first if that discards a hide, and returns whether it was done."""
        more = self.tr("To add a secret, the file has to be made again.")
        if not self.let_go(more, self.tr("Make it again"), self.tr("Keep it")):
            return False
        self.session.cancel()
        self.session.again()
        return True

    def let_go(self, more: str, yes: str, no: str) -> bool:
        """Whether there is no unsaved work, or the person agrees to lose it."""
        session = self.session
        if session.outcome is not None and session.path is None:
            return ask(self, self.tr("The file is not saved yet."), more, yes, no)
        return not session.running or ask(self, self.tr("The file is still being made."), more, yes, no)

    def let_key_go(self, yes: str, no: str) -> bool:
        """Whether the key of the saved file was noted, or the person says so."""
        session = self.session
        return session.path is None or not session.choices.unnoted or leave_without_key(self, yes, no)

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
