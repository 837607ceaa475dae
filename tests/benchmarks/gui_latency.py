"""How long the window keeps a person waiting while it computes: a 16 ms timer in its thread during a real fit.

    python tests/benchmarks/gui_latency.py [--recipe draft]

Prints by how much the timer was late, with the example on the Hide page; below 100 ms nobody notices.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch  # noqa: F401  before Qt

ROOT = Path(__file__).resolve().parents[2]
TICK = 16  # milliseconds


def main() -> None:
    """Hide the example in a real window and print a table."""
    parser = argparse.ArgumentParser(description="How late the window is while it computes.")
    parser.add_argument("--recipe", default="draft", choices=("draft", "standard", "fine"))
    recipe = parser.parse_args().recipe
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from pyqtgraph.util.garbage_collector import GarbageCollector
    from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from app import example, theme
    from app.settings import Settings
    from app.window import Window

    app = QApplication([])
    theme.apply(app, "light")
    collector = GarbageCollector(interval=1.0)
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Settings(QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)))
    window.show()
    session, loop, ticks = window.hiding.session, QEventLoop(), [time.perf_counter()]
    timer = QTimer(interval=TICK)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))

    def follow() -> None:
        if session.outcome is not None:
            loop.quit()
        elif session.ready and not timer.isActive():
            ticks[:] = [time.perf_counter()]
            timer.start()
            session.start()

    session.changed.connect(follow)
    window.turn(window.hiding)
    example.fill(window.hiding)
    session.choose(recipe)
    loop.exec()
    late = np.maximum(0, 1000 * np.diff(ticks) - TICK)
    print("| ticks | seconds | p50 late, ms | p95 | p99 | worst |\n|---|---|---|---|---|---|")
    figures = " | ".join(f"{np.percentile(late, part):.0f}" for part in (50, 95, 99, 100))
    print(f"| {len(late)} | {ticks[-1] - ticks[0]:.1f} | {figures} |")
    collector.timer.stop()
    window.shut()


if __name__ == "__main__":
    main()
