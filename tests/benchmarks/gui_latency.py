"""Latency of the window: a 16 ms timer in the GUI thread during a real fit, and while large files open.

    python tests/benchmarks/gui_latency.py fit [--recipe draft]
    python tests/benchmarks/gui_latency.py drops [--folder FOLDER] [--only photo film sound mesh]

Prints how late the timer was; below 100 ms nobody notices. `drops` makes the files (a 48-megapixel photo, a
ten-minute film, a sound of two hours, two meshes of two million triangles) unless they are in the folder, drops each on
the Hide page as a secret and as the cover, opens it in the viewer, and compares it with itself in every mode. With
`--why`, every wait of more than a tenth of a second prints a traceback.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import big_media
import numpy as np
import torch  # noqa: F401  before Qt

if TYPE_CHECKING:
    from app.shell.window import Window

ROOT = Path(__file__).resolve().parents[2]
TICK = 16  # milliseconds
SETTLE = 0.5  # seconds for which an action has to stay finished
HEADER = "| what | seconds | p50 late, ms | p95 | p99 | worst | peak MB |\n|---|---|---|---|---|---|---|"


class LatencyTimer:
    """A timer in the GUI thread; `until` waits for an action to finish and prints how late the timer was."""

    def __init__(self, *, why: bool) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._ticks: list[float] = []
        self._loop, self._done, self._finished = QEventLoop(), lambda: False, 0.0
        self._why = why
        self._timer = QTimer(interval=TICK)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def until(self, action: str, begin: Callable[[], object], done: Callable[[], bool]) -> None:
        """Begin an action, wait until it is done, and print a row with its times."""
        _reset_peak()
        self._done, self._finished = done, time.perf_counter()
        self._ticks = [self._finished]
        begin()
        self._loop.exec()  # QTest's wait functions would let no other Python thread run
        late = np.maximum(0, 1000 * np.diff(self._ticks) - TICK)
        figures = " | ".join(f"{np.percentile(late, part):.0f}" for part in (50, 95, 99, 100))
        print(f"| {action} | {self._ticks[-1] - self._ticks[0]:.1f} | {figures} | {_peak()} |", flush=True)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._ticks.append(now)
        if not self._done():
            self._finished = now
        elif now - self._finished > SETTLE:
            self._loop.quit()
        if self._why:
            faulthandler.dump_traceback_later(0.1 + TICK / 1000)


def fit(recipe: str, timer: LatencyTimer) -> None:
    """Hide the example by hand, then let the program run it."""
    from app.example.session import FILES
    from resources import ROOT as RESOURCES

    window = open_window()
    session = window.hiding.session
    window.show_page(window.hiding)
    cover, *secrets = [RESOURCES / "examples" / name for name in FILES]
    session.choosing.choose(recipe)
    session.choosing.open_cover(cover)
    timer.until("the example opens and is planned", lambda: session.choosing.add_secrets(secrets), window.tasks.idle)
    timer.until(f"a {recipe} hide", session.start, lambda: session.outcome is not None)
    session.again()
    window.show_page(window.start)
    shown = window.example.result
    timer.until("the example, from the press to what the key reveals", window.show_example, shown.isVisible)
    window.shut_down()


def drops(name: str, path: Path, other: Path, timer: LatencyTimer) -> None:
    """Drop two files of one modality everywhere, and look at them in every mode."""
    from app.previews import background
    from app.session import Item
    from app.widgets.viewer import Viewer

    window = open_window()
    hiding, comparing = window.hiding, window.comparing

    def idle() -> bool:
        return window.tasks.idle() and background.idle()

    window.show_page(hiding)
    timer.until(f"{name} as a secret", lambda: hiding.session.choosing.add_secrets([path]), idle)
    timer.until(f"{name} as the cover", lambda: hiding.session.choosing.open_cover(path), idle)
    viewer = Viewer(Item(path.name, hiding.session.choosing.choices.cover.medium), window)
    timer.until(f"{name} opened large", viewer.show, idle)
    viewer.done(0)
    window.show_page(comparing)
    timer.until(f"{name} on Compare", lambda: comparing.open_files([path, other]), idle)
    bar = getattr(comparing.comparison.view, "bar", None)
    for index, tab in enumerate(bar.modes.buttons if bar else []):
        timer.until(f"{name} compared: {tab.text()}", lambda index=index: bar.modes.choose(index), idle)
    window.shut_down()
    window.deleteLater()


def open_window() -> Window:
    """The program's window, with its own settings file."""
    from PySide6.QtCore import QSettings

    from app.shell.settings import Settings
    from app.shell.window import Window

    with tempfile.TemporaryDirectory() as folder:
        window = Window(Settings(QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)))
    window.show()
    return window


def main() -> None:
    """Open the program and measure its latency."""
    parser = argparse.ArgumentParser(description="How late the window is.")
    parser.add_argument("what", choices=("fit", "drops"))
    parser.add_argument("--recipe", default="draft", choices=("draft", "standard", "fine"))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", nargs="*", default=list(big_media.MAKERS))
    parser.add_argument("--why", action="store_true")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from pyqtgraph.util.garbage_collector import GarbageCollector
    from PySide6.QtWidgets import QApplication

    from app.kit import theme
    from app.previews import background

    app = QApplication([])
    theme.apply(app, "light")
    collector = GarbageCollector(interval=1.0)
    print(HEADER)
    timer = LatencyTimer(why=arguments.why)
    if arguments.what == "fit":
        fit(arguments.recipe, timer)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for name in arguments.only:
                drops(name, *big_media.make(name, arguments.folder or Path(folder)), timer)
        print(f"\nThe largest process that opened a file took {_megabytes(resource.RUSAGE_CHILDREN)} MB.")
    background.close()
    collector.timer.stop()
    faulthandler.cancel_dump_traceback_later()


def _reset_peak() -> None:
    """Restart the measurement of peak memory, on Linux."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """Peak memory of the program, in MB."""
    if sys.platform != "linux":
        return _megabytes(resource.RUSAGE_SELF)
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM"))


def _megabytes(who: int) -> int:
    return resource.getrusage(who).ru_maxrss >> (20 if sys.platform == "darwin" else 10)


if __name__ == "__main__":
    main()
