"""FocusKeeper: when what has the focus is hidden or disabled, the focus stays on the page, and comes back if it can."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class FocusKeeper(QObject):
    """Qt hands a lost focus to the next widget, which on most pages is the first tab of the window's header.

    `page` is the page in front, which takes the focus in its stead without showing it: Tab goes on from there.
    """

    def __init__(self, header: QWidget, page: Callable[[], QWidget | None]) -> None:
        super().__init__(header)
        self._header, self._page = header, page
        self._lost: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        page = self._page()
        if old is None or new is None or page is None or not self._header.isAncestorOf(new):
            return
        if self._header.isAncestorOf(old) or (old.isVisible() and old.isEnabled()):
            return  # the person went there
        if old.window() is not self._header.window():
            return
        page.setFocus()
        if page.isAncestorOf(old) and old.isVisible():  # disabled for a while
            self._lost = old
            old.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the focus back to a widget that can have it again, unless it is somewhere else by then."""
        if event.type() == QEvent.Type.EnabledChange and watched is self._lost and self._lost.isEnabled():
            watched.removeEventFilter(self)
            page, lost, self._lost = self._page(), self._lost, None
            if page is not None and page.hasFocus() and lost.isVisible():
                lost.setFocus()
        return super().eventFilter(watched, event)
