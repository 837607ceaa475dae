"""The system ends the program: a hide is kept, without a question, and even while one is asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys

from app.shell.program import Program

program = Program(sys.argv)
import torch
from PySide6.QtCore import QTimer

import engine
from app.session import Item
from app.self_test.check import media

def begin():
    session = program.window.hiding.session
    cover, _ = media()["image"]
    session.choosing.choose("draft")
    session.choosing.tune(seconds=600.0)
    session.choosing.set_cover(Item("cover", cover))
    session.changed.connect(start)
    session.choosing.changed.connect(start)
    session.progressed.connect(tell)

def start():
    session = program.window.hiding.session
    if session.ready and session.task is None:
        session.start()

def tell(progress):
    session = program.window.hiding.session
    if not told and progress.stage == "cover":
        told.append(progress)
        print(session.choosing.choices.key.words, flush=True)
        if "ask" in sys.argv:
            program.window.close()  # asks, and comes back when it is answered

told = []
QTimer.singleShot(0, begin)
sys.exit(program.run())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals that end a program")
@pytest.mark.parametrize(("name", "asks"), [("SIGTERM", "ask"), ("SIGHUP", ""), ("SIGINT", "")])
def test_a_signal_keeps_the_hide(name: str, asks: str, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, *filter(None, [asks])]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        words = program.stdout.readline()
        program.send_signal(getattr(signal, name))
        assert program.wait(timeout=120) == 0
    [path] = [path for path in tmp_path.rglob("unfinished*") if path.suffix not in (".lock", ".2")]
    assert engine.Checkpoint.load(path, engine.Key.from_text(words)).plan.cover.modality == "image"
