"""Program: the QApplication around the window: splash screen, language, and files to open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QEvent, QObject, QStandardPaths, QTimer
from PySide6.QtGui import QFileOpenEvent, QSessionManager
from PySide6.QtWidgets import QApplication

from app import scratch
from app.hide.checkpoint_folder import checkpoint_folder
from app.kit import icons, theme
from app.previews import background
from app.shell import crash, dialog_history
from app.shell.ending import Ending
from app.shell.settings import Settings
from app.shell.splash import splash_screen
from app.text import translation

if TYPE_CHECKING:
    from app.shell.window import Window


def start_folder() -> str:
    """The folder in which file dialogs start: the pictures, or else the home folder."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return pictures if Path(pictures).is_dir() else QDir.homePath()


class Program(QObject):
    """Shows the splash screen at once; `run` needs torch to be imported, and returns when the window is closed."""

    def __init__(self, arguments: list[str]) -> None:
        self.app = QApplication(arguments)
        super().__init__()
        self.app.installEventFilter(self)  # macOS sends a double-clicked file as an event
        self.files = [Path(name).absolute() for name in self.app.arguments()[1:] if name and not name.startswith("-")]
        QDir.setCurrent(start_folder())  # file dialogs start here; a program started from a menu is in /
        self.app.setApplicationName("Undersong")
        self.app.setDesktopFileName("undersong")
        self.app.setWindowIcon(icons.app_icon())
        crash.install()
        self.settings = Settings()
        dialog_history.write_none()
        translation.install(self.app, self.settings.language)
        theme.apply(self.app, self.settings.theme)
        self.window: Window | None = None
        scratch.delete_abandoned()
        self._checkpoints = checkpoint_folder()
        self._splash = splash_screen(self.app.palette(), self.app.devicePixelRatio())
        self._splash.show()
        self.app.processEvents()

    def run(self) -> int:
        """Open the window, and run the event loop until it is closed."""
        from pyqtgraph.util.garbage_collector import GarbageCollector

        ending = Ending(self)
        ending.requested.connect(self._end)
        self.app.commitDataRequest.connect(self._end_session)
        collector = GarbageCollector(interval=1.0)  # garbage collection in a worker would destroy widgets there
        self._splash.finish(self.open_window())
        self.open_files()
        self._delete_leftovers()
        result = self.app.exec()
        background.close()
        dialog_history.write_none()
        collector.timer.stop()
        return result

    def _delete_leftovers(self) -> None:
        from app.shell.leftovers import delete_leftovers, usual_folders

        folders = [*usual_folders(), *([self._checkpoints] if self._checkpoints is not None else [])]
        if self.window is not None:
            self.window.tasks.submit(partial(delete_leftovers, folders))

    def _end(self) -> None:
        """End the program at once; a hide is kept."""
        if self.window is not None:
            self.window.end()
        self.app.exit()  # not `quit`, which would ask the window

    def _end_session(self, manager: QSessionManager) -> None:
        if self.window is not None and self.window.hiding.end_session(manager):
            self.window.queueing.session.keep(wait=True)

    def open_files(self) -> None:
        """Open the files of the command line or of a double click, as if they were dropped on the window."""
        files, self.files = self.files, []
        if self.window is not None and files:
            self.window.open_files(files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open files that the system sends as events."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.files.append(Path(event.file()))
            if self.window is not None:
                self.open_files()
            return True
        return super().eventFilter(watched, event)

    def open_window(self) -> Window:
        """Open a window in the language of the settings; it replaces the window there is."""
        from app.shell.window import Window

        old = self.window
        translation.install(self.app, self.settings.language)
        self.window = Window(self.settings)
        self.window.reopen_requested.connect(lambda: QTimer.singleShot(0, self.open_window))
        if old is not None:
            self.window.setGeometry(old.geometry())
        self.window.show()
        if old is not None:
            old.shut_down()  # a hide that is to be kept is saved by then
            self.window.queueing.session.adopt(old.queueing.session)  # with the keys: nobody has to enter them again
            if old.pages.currentWidget() is old.queueing:
                self.window.show_page(self.window.queueing)
            old.deleteLater()
        self.window.keep_in(self._checkpoints)
        return self.window
