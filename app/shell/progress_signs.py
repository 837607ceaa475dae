"""ProgressSigns: a hide under way, told where the person is: in the tab, the window's title and the task bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

import engine
from app.hide.runner import HideRunner
from app.kit.button import Button

TITLE = "Undersong"
SHOWN = 12_000  # milliseconds for which the notification and its icon stay


class ProgressSigns(QObject):
    """Follows a hide, or those of the queue, whose tab has a changing `name`.

    At the end of a hide there is a notification if the window is not in front; the queue tells its own end.
    """

    def __init__(
        self, runner: HideRunner, tab: Button, window: QWidget, name: Callable[[], str] | None = None
    ) -> None:  # fmt: skip
        super().__init__(window)
        text = tab.text()
        self._runner, self._tab, self._window, self._name = runner, tab, window, name or (lambda: text)
        self._percent: int | None = None
        runner.progressed.connect(self._follow)
        runner.changed.connect(self._refresh)
        if name is None:
            runner.finished.connect(self._notify)

    def show(self) -> None:
        """Show the name of the tab as it is now."""
        if self._percent is None:
            self._tab.setText(self._name())
        else:
            self._show()

    def _follow(self, progress: engine.Progress) -> None:
        percent = round(100 * progress.overall)
        if self._runner.running and self._runner.outcome is None and percent != self._percent:
            self._percent = percent
            self._show()

    def _refresh(self) -> None:
        busy = self._runner.running and self._runner.outcome is None
        if not busy and self._percent is not None:
            self._percent = None
            self._show()
        elif busy:
            self._show()

    def _show(self) -> None:
        percent = self._percent
        if percent is None:
            text, title = self._name(), TITLE
        elif self._runner.paused:
            text = self.tr("%s: paused") % self._name()
            title = self.tr("Paused – %s") % TITLE
        else:
            text = self.tr("%s: %d %%") % (self._name(), percent)
            title = f"{percent} % – {TITLE}"
        if self._tab.text() != text:
            self._tab.setText(text)
            self._window.setWindowTitle(title)
            QGuiApplication.instance().setBadgeNumber(percent or 0)  # type: ignore[union-attr]

    def _notify(self, _: object) -> None:
        """Tell the desktop that the file is ready, not what is in it."""
        notify(self._window, self.tr("The file is ready and checked. It is not saved yet."))


def notify(window: QWidget, text: str) -> None:
    """A notification of the desktop's, unless the window is in front."""
    if window.isActiveWindow() or not QSystemTrayIcon.isSystemTrayAvailable():
        return
    icon = QSystemTrayIcon(window.windowIcon(), window)
    icon.messageClicked.connect(window.activateWindow)
    icon.show()
    icon.showMessage(TITLE, text)
    QTimer.singleShot(SHOWN, icon, icon.deleteLater)
