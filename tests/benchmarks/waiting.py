"""How long a person waits in the window: from a drop to its forecast, and from pressing Hide to the first step.

    python -m tests.benchmarks.waiting COVER SECRET...

Prints a table, in seconds: the secret opened, planned for all recipes, the chosen recipe forecast; and the first report
of the fit after the press. The cover was there before.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import torch  # noqa: F401  before Qt, as in the program
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.shell.settings import Settings
from app.shell.window import Window

TIMEOUT = 600.0  # seconds


def main(arguments: list[str]) -> None:
    """Print one row a secret."""
    cover, *secrets = (Path(argument).resolve() for argument in arguments)
    app = QApplication([])
    print("| secret | opened | planned | forecast | first step after the press |\n|---|---|---|---|---|")
    for secret in secrets:
        window = Window(Settings(QSettings(os.devnull, QSettings.Format.IniFormat)))
        window.show()
        print(f"| {secret.name} | {' | '.join(f'{s:.2f}' for s in waits(app, window, cover, secret))} |", flush=True)
        window.shut_down()


def waits(app: QApplication, window: Window, cover: Path, secret: Path) -> list[float]:
    """The four waits of the table."""
    session = window.hiding.session
    choosing, tasks = session.choosing, window.tasks

    def until(done: Callable[[], object]) -> float:
        start = time.perf_counter()
        while not done():
            app.processEvents()
            time.sleep(0.005)
            if time.perf_counter() - start > TIMEOUT:
                raise TimeoutError(secret.name)
        return time.perf_counter()

    def has(part: str) -> bool:
        return choosing.preview is not None and getattr(choosing.preview, part) is not None

    choosing.open_cover(cover)
    until(lambda: has("forecast") and tasks.idle())
    dropped = time.perf_counter()
    choosing.add_secrets([secret])
    opened = until(lambda: choosing.choices.secrets)
    planned = until(lambda: has("plan"))
    forecast = until(lambda: has("forecast"))
    until(tasks.idle)
    reports: list[float] = []
    session.progressed.connect(
        lambda progress: reports.append(time.perf_counter()) if progress.stage in ("secret", "cover") else None
    )
    pressed = time.perf_counter()
    session.start()
    until(lambda: reports)
    session.cancel()
    until(tasks.idle)
    return [opened - dropped, planned - dropped, forecast - dropped, reports[0] - pressed]


if __name__ == "__main__":
    main(sys.argv[1:])
