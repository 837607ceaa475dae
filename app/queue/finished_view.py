"""FinishedView: the result of a hide that the queue has made and saved, with its two tickets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.hide.result_view import ResultView
from app.hide.session import HideSession
from app.queue.entry import Entry
from app.worker import TaskQueue


class FinishedSession(HideSession):
    """A session in which one hide of the queue has just been saved; `closed` says that it is looked at no more."""

    closed = Signal()

    def __init__(self, tasks: TaskQueue, entry: Entry, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        assert entry.choices is not None
        self.choosing.allow_forecasts(False)
        self.choosing.choices = entry.choices
        self.task, self.outcome, self.path = entry.task, entry.outcome, entry.saved
        self.ended_early = entry.ended_early
        self.folder = entry.saved.parent if entry.saved is not None else None

    def change(self) -> None:
        self.closed.emit()


class FinishedView(ResultView):
    """Leads back to the queue instead of to the choices."""

    def __init__(self, session: FinishedSession) -> None:
        super().__init__(session)
        self._title.setText(self.tr("This is what others will get"))
        self._subtitle.setText(self.tr("Read back from the file that was saved."))
        session.changed.connect(self.refresh)
        session.choosing.changed.connect(self.refresh)
        self.refresh()

    def back_text(self) -> str:
        return self.tr("Back to the queue")

    def refresh(self) -> None:
        super().refresh()
        self.new.hide()
        self.anew.hide()
