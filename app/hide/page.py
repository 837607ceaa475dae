"""HidePage: choosing, the fit, the result: whichever the session has come to."""

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
    """Three views of one session; errors stand above them."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.choose, self.fit, self.result = ChooseView(session), FitView(session), ResultView(session)
        self.notice = Notice()
        self.notice.setProperty("apart", True)  # from the window's head
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
        """Look at the session again."""
        self.choose.refresh()
        self.result.refresh()
        session = self.session
        if session.outcome is not None:
            self._turn(self.result)
        elif session.running:
            self._turn(self.fit)
        else:
            self._turn(self.choose)

    def add(self, paths: list[Path]) -> None:
        """Take more secrets; what is being made, or was, is given up only for a file that could be opened."""
        session, waiting, answer = self.session, list[Item](), list[bool]()
        if session.outcome is None and not session.running:
            session.add_secrets(paths)
            return

        def opened(item: Item) -> None:
            waiting.append(item)
            if not answer:
                if len(waiting) > 1:  # the person is still being asked
                    return
                answer.append(self.free())
            while answer[0] and waiting:
                session.add_medium(waiting.pop(0))

        session.open_media(paths, opened)

    def free(self) -> bool:
        """Whether something may be added to what is chosen; where a file is being made, or was, one is asked."""
        more = self.tr("To hide something more in it, it has to be made anew.")
        if not self.let_go(more, self.tr("Make it anew"), self.tr("Leave it as it is")):
            return False
        self.session.cancel()
        self.session.again()
        return True

    def let_go(self, more: str, yes: str, no: str) -> bool:
        """Whether there is nothing to lose, or the person says yes to losing it."""
        session = self.session
        if session.outcome is not None and session.path is None:
            return ask(self, self.tr("The file is not saved yet."), more, yes, no)
        return not session.running or ask(self, self.tr("The file is still being made."), more, yes, no)

    def let_key_go(self, yes: str, no: str) -> bool:
        """Whether the key of the saved file was taken down, or the person says it was."""
        session = self.session
        return session.path is None or not session.choices.unnoted or leave_without_key(self, yes, no)

    def _fail(self, error: engine.EngineError, name: str) -> None:
        self.notice.show_error(error, name)
        announce(self.notice, self.notice.accessibleName())

    def _announce(self) -> None:
        """The end of a fit is told aloud, and to whoever looks at another window."""
        announce(self, self.tr("The file is ready and checked. It is not saved yet."))
        QApplication.alert(self.window())

    def _turn(self, view: QWidget) -> None:
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
