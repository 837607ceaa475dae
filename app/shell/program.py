"""Program: the application around the window: the splash, the language, files to open, and a window anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QEvent, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QSplashScreen

from app.hide.unfinished import lock_folder
from app.kit import icons, theme
from app.previews import background
from app.reveal import scratch
from app.shell import crash
from app.shell.settings import Settings
from app.text import translation

if TYPE_CHECKING:
    from app.shell.window import Window


def first_folder() -> str:
    """Where a person first looks for something to hide: among the pictures, where there are any."""
    place = QStandardPaths.StandardLocation
    pictures = QStandardPaths.writableLocation(place.PicturesLocation)
    return pictures if Path(pictures).is_dir() else QDir.homePath()


class Program(QObject):
    """Shows the splash when made; `run` needs torch loaded, and returns when the window is closed."""

    def __init__(self, arguments: list[str]) -> None:
        self.app = QApplication(arguments)
        super().__init__()
        self.app.installEventFilter(self)  # macOS hands over a file that was double-clicked as an event
        self.files = [Path(name).absolute() for name in self.app.arguments()[1:] if not name.startswith("-")]
        QDir.setCurrent(first_folder())  # where its dialogs begin; a menu starts a program in the root
        self.app.setApplicationName("Undersong")
        self.app.setDesktopFileName("undersong")
        self.app.setWindowIcon(icons.app_icon())
        crash.install()
        self.settings = Settings()
        translation.install(self.app, self.settings.language)
        theme.apply(self.app, self.settings.theme)
        self.window: Window | None = None
        scratch.delete_abandoned()
        self._checkpoints = lock_folder()  # held as long as the program runs
        self._splash = QSplashScreen(icons.app_icon().pixmap(192, 192), Qt.WindowType.WindowStaysOnTopHint)
        self._splash.show()
        self.app.processEvents()

    def run(self) -> int:
        """Open the window and serve it until it is closed."""
        from pyqtgraph.util.garbage_collector import GarbageCollector

        collector = GarbageCollector(interval=1.0)  # the cyclic collector must never run in the worker's thread
        self._splash.finish(self.open())
        self.take_files()
        result = self.app.exec()
        background.close()
        collector.timer.stop()
        return result

    def take_files(self) -> None:
        """Open what was given on the command line or by a double click, as if it had been dropped."""
        files, self.files = self.files, []
        if self.window is not None and files:
            self.window.take(files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the files that the system hands over."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.files.append(Path(event.file()))
            if self.window is not None:
                self.take_files()
            return True
        return super().eventFilter(watched, event)

    def open(self) -> Window:
        """A window in the language chosen, in the place of the one there may be."""
        from app.shell.window import Window

        old = self.window
        translation.install(self.app, self.settings.language)
        self.window = Window(self.settings)
        self.window.outdated.connect(lambda: QTimer.singleShot(0, self.open))
        if old is not None:
            self.window.setGeometry(old.geometry())
        self.window.show()
        if old is not None:
            old.shut()  # a hide that is to be kept is saved by then
            old.deleteLater()
        if self._checkpoints is not None:
            self.window.keep_in(self._checkpoints[0])
        return self.window
