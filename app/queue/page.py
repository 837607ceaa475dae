"""QueuePage: the list of the queue, the hide that is being made, or the result of one that is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

import engine
from app.hide.fit_view import FitView
from app.hide.keep_now import kept_now
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.question import ask
from app.queue.entry import Entry
from app.queue.finished_view import FinishedSession, FinishedView
from app.queue.list_view import ListView
from app.queue.session import QueueSession
from app.queue.unlock_dialog import UnlockDialog
from app.widgets.notice import Notice
from app.widgets.save_dialog import ask_stego_path


class QueuePage(QWidget):
    """Views of one session, with errors over them; `checked` and `saved` as of a result, `left` when it is hidden."""

    checked = Signal(object)
    saved = Signal(object)
    left = Signal()

    def __init__(self, session: QueueSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.list = ListView(session)
        self.fit: FitView | None = None  # while a hide is watched
        self.result: FinishedView | None = None  # while a result is looked at
        self._watched: Entry | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self.notice = Notice(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        self.list.opened.connect(self._open)
        self.list.removed.connect(self._remove)
        self.list.keys_wanted.connect(self.enter_keys)
        session.changed.connect(self.refresh)
        session.progressed.connect(lambda _: self.list.refresh() if self.list.isVisible() else None)
        session.failed.connect(self._fail)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()

    def refresh(self) -> None:
        """Update from the session."""
        self.list.refresh()
        if self.fit is not None and self.session.current is not self._watched:
            self.show_list()

    def show_list(self) -> None:
        """Leave the hide that is watched, or the result."""
        if self.fit is not None:
            self.fit.end()
        view = self._stack.currentWidget()
        self.fit, self.result, self._watched = None, None, None
        self._stack.setCurrentWidget(self.list)
        if view is not None and view is not self.list:
            self._stack.removeWidget(view)
            view.deleteLater()

    def watch(self) -> None:
        """Show the hide that is being made."""
        self.show_list()
        self.fit, self._watched = FitView(self.session), self.session.current
        back = Button(self.tr("Back to the queue"), "link", "back")
        self.fit.foot.addWidget(back)
        back.clicked.connect(self.show_list)
        self.fit.cancel.clicked.connect(self._stop)
        self._stack.addWidget(self.fit)
        self._stack.setCurrentWidget(self.fit)
        self.fit.begin()
        if self.session.progress is not None:
            self.fit.show_progress(self.session.progress)

    def show_result(self, entry: Entry) -> None:
        """Show the result of a hide that is done, with its two tickets."""
        self.show_list()
        session = FinishedSession(self.session.tasks, entry)
        self.result = FinishedView(session)
        session.setParent(self.result)
        session.closed.connect(self.show_list)
        session.saved.connect(self.saved)
        session.failed.connect(self._fail)
        self.result.checked.connect(self.checked)
        self._stack.addWidget(self.result)
        self._stack.setCurrentWidget(self.result)

    def enter_keys(self) -> None:
        """Ask for the keys of the hides that an earlier run of the program has left."""
        dialog = UnlockDialog(self.session, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def agree_to_leave(self) -> bool:
        """Whether the window may go: what waits is kept, and about a hide under way the person is asked."""
        session = self.session
        unkept = [entry for entry in session.entries if entry.open and entry.path is None]
        if unkept:
            return ask(
                self,
                self.tr("The queue would be lost."),
                self.tr("Its hides could not be kept on this computer."),
                self.tr("Close"),
                self.tr("Stay"),
            )
        if session.current is None:
            return True
        return ask(
            self,
            self.tr("The queue would stop; nothing is lost."),
            self.tr("It is kept on this computer, encrypted with its keys, and can go on next time."),
            self.tr("Keep and close"),
            self.tr("Stay"),
        ) and kept_now(session)  # fmt: skip

    def agree_to_hand_over(self) -> bool:
        """Whether another window may take the queue over: only a hide under way that is not kept begins anew there."""
        current = self.session.current
        return current is None or current.path is not None or ask(
            self,
            self.tr("The hide under way could not be kept on this computer."),
            self.tr("It begins again from the start."),
            self.tr("Reopen it"),
            self.tr("Stay"),
        )  # fmt: skip

    def _open(self, entry: Entry) -> None:
        if entry.state == "fitting":
            self.watch()
        elif entry.state == "done":
            self.show_result(entry)
        elif entry.state == "locked":
            self.enter_keys()
        elif entry.state == "failed":
            self._retry(entry)

    def _retry(self, entry: Entry) -> None:
        """Try a hide again; where its file could not be saved, somewhere else."""
        if isinstance(entry.error, engine.SaveError):
            path = ask_stego_path(self, entry.target.stem, entry.target.parent)
            if path is None:
                return
            entry.target = self.session.free_target(path)
        self.session.retry(entry)
        self.session.start()

    def _stop(self) -> None:
        if self._watched is not None:
            self._remove(self._watched)

    def _remove(self, entry: Entry) -> None:
        """Take a hide out of the queue; asks unless its file is there."""
        if entry.state != "done":
            worked = entry.begun or entry.state == "locked"
            more = (
                self.tr("What was computed for it is then lost.")
                if worked
                else self.tr("What was chosen for it is then forgotten; nothing was computed yet.")
            )
            question = self.tr("Take this hide out of the queue?")
            if not ask(self, question, more, self.tr("Take it out"), self.tr("Keep it")):
                return
        if entry in self.session.entries:  # it may be gone by now
            self.session.remove(entry)

    def _fail(self, error: engine.EngineError, name: str) -> None:
        self.notice.show_error(error, name)
        announce(self.notice, self.notice.accessibleName())
