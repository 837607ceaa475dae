"""Latency of the window: a 16 ms timer in the GUI thread during a real fit, and while large files open.

    python tests/benchmarks/gui_latency.py fit [--recipe draft] [--seconds N]
    python tests/benchmarks/gui_latency.py drops [--folder FOLDER] [--only photo png film sound mesh] [--few]

Prints how late the timer was; below 100 ms nobody notices. On a machine that does other work too, the first and the
last row, of a window in which nothing happens, tell what is the machine's; the last columns are the time of a processor
that the GUI thread itself took between two ticks, which is the program's own. `fit` goes through Hide, the tray, the
result and Reveal. `drops` makes the files (a 48-megapixel photo, also as PNG, a ten-minute film, a sound of two hours,
two meshes of two million triangles) unless they are in the folder, drops each on the Hide page as a secret and as the
cover, opens it in the viewer, and compares it with itself in every mode; with `--few` it ends after the two drops. With
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
IDLE = 5.0  # seconds for which a window is watched in which nothing happens
HEADER = "| what | seconds | p50 late, ms | p95 | p99 | worst | own p99 | worst | peak MB |\n" + "|---" * 9 + "|"


class LatencyTimer:
    """A timer in the GUI thread; `until` waits for an action to finish and prints how late the timer was."""

    def __init__(self, *, why: bool) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._ticks: list[float] = []
        self._own: list[float] = []  # seconds of a processor that this thread has had
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
        self._ticks, self._own = [self._finished], [time.thread_time()]
        begin()
        self._loop.exec()  # QTest's wait functions would let no other Python thread run
        late = np.maximum(0, 1000 * np.diff(self._ticks) - TICK)
        own = 1000 * np.diff(self._own)
        figures = " | ".join(
            f"{np.percentile(values, part):.0f}"
            for values, parts in ((late, (50, 95, 99, 100)), (own, (99, 100)))
            for part in parts
        )
        print(f"| {action} | {self._ticks[-1] - self._ticks[0]:.1f} | {figures} | {_peak()} |", flush=True)

    def idle(self, action: str) -> None:
        """Print a row of a window in which nothing happens."""
        start = time.perf_counter()
        self.until(action, lambda: None, lambda: time.perf_counter() - start > IDLE)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._ticks.append(now)
        self._own.append(time.thread_time())
        if not self._done():
            self._finished = now
        elif now - self._finished > SETTLE:
            self._loop.quit()
        if self._why:
            faulthandler.dump_traceback_later(0.1 + TICK / 1000)


def fit(recipe: str, seconds: float | None, timer: LatencyTimer) -> None:
    """Hide the example by hand, then let the program run it."""
    from app.example.session import FILES
    from app.previews import background
    from resources import ROOT as RESOURCES

    window = open_window()
    timer.idle("nothing")
    session = window.hiding.session
    window.show_page(window.hiding)
    cover, *secrets = [RESOURCES / "examples" / name for name in FILES]
    session.choosing.choose(recipe)
    session.choosing.tune(seconds=seconds)
    session.choosing.open_cover(cover)
    timer.until("the example opens and is planned", lambda: session.choosing.add_secrets(secrets), window.tasks.idle)
    timer.until(f"the tray, a {recipe} hide", session.start, lambda: session.outcome is not None)
    timer.until("the result", window.hiding.refresh, background.idle)
    outcome, key = session.outcome, session.choosing.choices.key
    assert outcome is not None
    assert key is not None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "example.undersong"
        file.write_bytes(outcome.data)
        revealing = window.revealing
        window.show_page(revealing)
        timer.until(
            "Reveal opens it", lambda: revealing.session.open(file), lambda: revealing.session.stego is not None
        )
        timer.until(
            "the key reveals it", lambda: revealing.session.reveal(key), lambda: bool(revealing.session.secrets)
        )
    timer.idle("nothing, after it")
    window.shut_down()


def drops(name: str, path: Path, other: Path, timer: LatencyTimer, *, few: bool) -> None:
    """Drop two files of one modality everywhere, and look at them in every mode."""
    from app.previews import background
    from app.session import Item
    from app.widgets.viewer import Viewer

    window = open_window()
    hiding, comparing = window.hiding, window.comparing

    def idle() -> bool:
        return window.tasks.idle() and background.idle()

    window.show_page(hiding)
    timer.idle("nothing")
    timer.until(f"{name} as a secret", lambda: hiding.add([path]), idle)
    timer.until(f"{name} as the cover", lambda: hiding.session.choosing.open_cover(path), idle)
    timer.idle("nothing, after it")
    if few:
        window.shut_down()
        window.deleteLater()
        return
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
    parser.add_argument("--seconds", type=float, help="of the hide; all of the recipe's steps without it")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", nargs="*", default=list(big_media.MAKERS))
    parser.add_argument("--few", action="store_true")
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
        fit(arguments.recipe, arguments.seconds, timer)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for name in arguments.only:
                drops(name, *big_media.make(name, arguments.folder or Path(folder)), timer, few=arguments.few)
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
