"""Queueing: the queue in the window: its tab, which is there while there is a queue, its signs and its end."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.hide.page import HidePage
from app.kit.announce import announce
from app.kit.button import Button
from app.queue import sleeping
from app.queue.adding import Adding
from app.queue.page import QueuePage
from app.shell.progress_signs import ProgressSigns, notify
from app.shell.settings import Settings


class Queueing(QObject):
    """Connects the queue's page with the rest of the window."""

    def __init__(self, page: QueuePage, hiding: HidePage, tab: Button, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._page, self._session, self._tab = window, page, page.session, tab
        self._adding = Adding(hiding, page.session, self)
        self._signs = ProgressSigns(page.session, tab, window, self.name)
        page.session.changed.connect(self._refresh)
        page.left.connect(self._refresh)
        page.session.ended.connect(self._end)
        for source in (page, page.session):
            source.saved.connect(settings.add_recent)
        self._refresh()

    def name(self) -> str:
        """The name of the tab: with the number of hides that are not done."""
        count = sum(entry.state != "done" for entry in self._session.entries)
        return self.tr("Queue (%d)") % count if count else self.tr("Queue")

    def _refresh(self) -> None:
        self._tab.setVisible(bool(self._session.entries) or self._page.isVisible())
        self._signs.show()

    def _end(self, made: int, failed: int) -> None:
        """Tell that everything is done, and do what the person wanted then."""
        text = self.tr("The queue is done: %n file(s) saved.", "", made)
        if failed:
            text += " " + self.tr("%n hide(s) failed: look at the queue.", "", failed)
        announce(self._page, text)
        QApplication.alert(self._window)
        notify(self._window, text)
        if self._session.at_end == "quit" and not failed:
            QTimer.singleShot(0, self._window, self._window.close)
        elif self._session.at_end == "sleep":
            QTimer.singleShot(0, self, sleeping.sleep)
