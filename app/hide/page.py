"""HidePage: shows the choices, the running fit, or the result, whichever the session has reached."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

import engine
from app.hide.choices import ChosenSecret
from app.hide.choose_view import ChooseView
from app.hide.fit_view import FitView
from app.hide.folder_question import resolve_folders
from app.hide.keep_now import kept_now
from app.hide.key_dialog import leave_without_key, show_keys
from app.hide.result_view import ResultView
from app.hide.resume_dialog import ResumeDialog
from app.hide.session import HideSession
from app.hide.text_dialog import ask_text
from app.kit.announce import announce
from app.kit.question import AGAIN, DISCARD, STAY, YES, ask, choose
from app.widgets.notice import MARGIN, Notice


class HidePage(QWidget):
    """Three views of one session, with errors over them.

    Emits `queue_requested` when what is chosen shall wait for its turn.
    """

    queue_requested = Signal()

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.choose, self.fit, self.result = ChooseView(session), FitView(session), ResultView(session)
        self._stack = QStackedWidget()
        for view in (self.choose, self.fit, self.result):
            self._stack.addWidget(view)
        self.notice = Notice(self, self._free_area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        self.fit.cancel.clicked.connect(self._cancel)
        self.fit.another.show()
        self.fit.another.clicked.connect(session.change)
        self.choose.hide_button.clicked.connect(self._start)
        self.choose.queue_button.clicked.connect(self.queue_requested)
        self.choose.unfinished.clicked.connect(self.offer_unfinished)
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
        if session.shows_outcome:
            self._show_view(self.result)
        elif session.fitting and not session.changing:
            self._show_view(self.fit)
            self.fit.name_next(session.next_begun)
        else:
            self._show_view(self.choose)

    def add(self, paths: list[Path]) -> None:
        """Add secrets; asks before a running or unsaved hide is discarded, and only once a file could be opened."""
        session, waiting, answers = self.session, list[ChosenSecret](), list[bool]()
        paths = resolve_folders(self, paths)
        if session.outcome is None and not session.running:
            session.choosing.add_secrets(paths)
            return

        def opened(item: ChosenSecret) -> None:
            waiting.append(item)
            if not answers:
                if len(waiting) > 1:  # the question is still open
                    return
                answers.append(self.free())
            while answers[0] and waiting:
                session.choosing.add(waiting.pop(0))

        session.choosing.open_with(session.choosing.loader, paths, opened)

    def add_text(self, text: str) -> None:
        """Let the person change a text that was pasted, and add it to the secrets."""
        written = ask_text(self, text)
        if written is not None and self.free():
            self.session.choosing.add_text(written)

    def free(self) -> bool:
        """Make the choices editable, and return whether they are: a finished file stays, about a hide it asks."""
        session = self.session
        if session.improving and not self._stop_learning():
            return False
        if session.outcome is not None:
            session.change()
        elif session.running and not session.changing:
            question = self.tr("The file is still being made.")
            more = self.tr("To add a secret, the file has to be made again.")
            return self._stop(question, more, self.tr("Make it again"), self.tr("Go on with it"))
        return True

    def leave(self, then: Callable[[], object]) -> bool:
        """Whether the window may go: no work and no key is lost, or the person agreed to lose it.

        A person who wants to save the file first is asked where, and `then` is called when it is saved.
        """
        session = self.session
        session.back()  # the file, and its key, that the questions are about
        if session.improving and not self._stop_learning():
            return False
        if session.unsaved:
            away = session.unnoted  # of a file that was dragged out
            if away and not self._leave_key(self.tr("Go on without it"), away):
                return False
            return self.result.discard(then)
        if session.outcome is None and session.running:
            question, more = self.tr("The unfinished file would be lost."), self.tr("It would have to be made again.")
            return self._stop(question, more, self.tr("Close"), self.tr("Stay"), keep=self.tr("Keep and close"))
        return not session.unnoted or self._leave_key(self.tr("Close without it"), session.unnoted)

    def end_session(self, manager: QSessionManager) -> bool:
        """Keep a hide, since the desktop session ends; its key is asked for where there is time to ask.

        Returns whether it may end.
        """
        if manager.allowsInteraction():
            self.session.back()
            checkpoint, made = self.session.checkpoint, self.session.outcome is not None
            kept = checkpoint is not None and (not made or checkpoint.problem is None)
            agreed = self._key_noted(checkpoint.keys) if checkpoint is not None and kept else self.leave(lambda: None)
            manager.release()
            if not agreed:
                manager.cancel()
                return False
        self.session.keep(wait=True)
        return True

    def offer_unfinished(self) -> None:
        """Show the unfinished hides, if there are any."""
        unnoted = self.session.unnoted
        if unnoted and not self._leave_key(self.tr("Go on without it"), unnoted):
            return
        if self.session.unfinished():
            dialog = ResumeDialog(self.session, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.finished.connect(self.refresh)
            dialog.open()

    def _start(self) -> None:
        """Hide what is chosen; asks first if a finished file, or the key of a saved one, would be lost."""
        session = self.session
        if session.unsaved and not self.result.discard(self._start):
            return
        replaced = session.unnoted.difference(session.choosing.choices.keys)
        if replaced and not self._leave_key(self.tr("Go on without it"), replaced):
            return
        session.start()

    def _cancel(self) -> None:
        """Stop the hide; asks first if more than a minute of work would be lost."""
        if self.session.improving:
            self._stop_learning()
            return
        if not self.session.valuable:
            self.session.cancel()
            return
        question, more = self.tr("The unfinished file would be lost."), self.tr("It would have to be made again.")
        self._stop(question, more, self.tr("Discard"), self.tr("Go on"))

    def _stop_learning(self) -> bool:
        """Go back to the finished file that is being learned on; asks first if more than a minute would be lost."""
        question, more = self.tr("Stop learning on?"), self.tr("The finished file stays as it was before.")
        if self.session.valuable and not ask(self, question, more, self.tr("Stop"), self.tr("Go on")):
            return False
        if self.session.improving:  # it may have ended while the question was open
            self.session.cancel()
        return True

    def _stop(self, question: str, loss: str, discard: str, stay: str, keep: str = "") -> bool:
        """Ask what becomes of a running hide; returns whether it was stopped, kept or not."""
        session, checkpoint = self.session, self.session.checkpoint
        if checkpoint is None or not (keep or session.valuable):
            agreed = ask(self, question, loss, discard, stay)
        else:
            more = self.tr("Kept, it lies on this computer, encrypted with its key, and can go on later.")
            answers = {YES: keep or self.tr("Keep"), DISCARD: self.tr("Discard"), STAY: stay}
            answer = choose(self, question, more, answers)
            if answer is YES and self._key_noted(checkpoint.keys) and kept_now(session):
                session.keep()
                return True
            agreed = answer is DISCARD
        if agreed:
            session.cancel()
        return agreed

    def _key_noted(self, keys: Collection[engine.Key]) -> bool:
        """Whether the person has noted a key of a kept hide, or says so; it is shown first where none was."""
        choosing = self.session.choosing

        def noted() -> bool:
            return any(not key.has_words or key in choosing.choices.noted for key in keys)

        answers = {YES: self.tr("Go on without it"), AGAIN: self.tr("Show it again"), STAY: self.tr("Stay")}
        question, answer = self.tr("The key would be lost."), AGAIN
        while not noted() and answer is AGAIN:
            show_keys(
                choosing, self, self.tr("It opens what is kept, and is stored nowhere: write it down or save it.")
            )
            if not noted():
                more = self.tr("Without it nobody can take up this hide again, not even you.")
                answer = choose(self, question, more, answers)
        return noted() or answer is YES

    def _leave_key(self, yes: str, keys: set[engine.Key]) -> bool:
        return leave_without_key(self, yes, self.tr("Stay"), self.session.choosing, keys)

    def _fail(self, error: engine.EngineError, name: str) -> None:
        self.notice.show_error(error, name)
        announce(self.notice, self.notice.accessibleName())

    def _free_area(self) -> QRect:
        """Where an error covers no button that is needed next: above the bar of the choices, on a result's title."""
        view = self._stack.currentWidget()
        self.notice.at_top = view is self.result
        bar = self.choose.footer.height() if view is self.choose else 0
        return self.rect().adjusted(MARGIN, MARGIN // 2, -MARGIN, -MARGIN // 2 - bar)

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
        self.notice.place()
