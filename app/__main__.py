"""python -m app: start the program, with a splash at once."""

from __future__ import annotations

import multiprocessing
import os
import sys


def main() -> int:
    """Run the program; everything heavy is imported in here, so that a child process re-imports nothing."""
    multiprocessing.freeze_support()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a frozen program without a console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    import torch  # noqa: F401  before Qt: after it, torch fails to load on Windows (pytorch#166628)
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QSplashScreen

    from app import crash, icons, theme
    from app.settings import Settings

    app = QApplication(sys.argv)
    app.setApplicationName("Undersong")
    app.setDesktopFileName("undersong")
    app.setWindowIcon(icons.app_icon())
    crash.install()
    settings = Settings()
    theme.apply(app, settings.theme)
    splash = QSplashScreen(icons.app_icon().pixmap(192, 192), Qt.WindowType.WindowStaysOnTopHint)
    splash.show()
    app.processEvents()

    from pyqtgraph.util.garbage_collector import GarbageCollector

    from app.window import Window

    collector = GarbageCollector(interval=1.0)  # the cyclic collector must never run in the worker's thread
    window = Window(settings)
    window.show()
    splash.finish(window)
    result = app.exec()
    collector.timer.stop()
    return result


if __name__ == "__main__":
    sys.exit(main())
