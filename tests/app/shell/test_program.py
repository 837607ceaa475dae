"""The program: its first folder, and the files it is started with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths

from app.shell.program import start_folder
from resources import ROOT


def test_a_program_looks_first_where_pictures_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path / "Pictures", tmp_path / "none"):
        monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _, folder=folder: str(folder))
        (tmp_path / "Pictures").mkdir(exist_ok=True)
        assert start_folder() == (str(folder) if folder.is_dir() else QDir.homePath())


LANGUAGE_IS_CHANGED = """
import sys, torch, engine
from pathlib import Path
from PySide6.QtWidgets import QDialog
from app.hide.choices import Choices, ChosenMedium
from app.hide.outcome import HideTask
from app.session import Item
from app.shell.program import Program
from tests.engine.tiny import picture, tiny

program = Program(sys.argv)
window = program.open_window()
cover, queue = ChosenMedium.of(Item("cover.png", picture())), window.queueing.session
for name in ("one", "two"):
    task = HideTask((), cover, engine.plan([], cover.medium, tiny(100)), {})
    queue.add(task, Choices([], cover, "draft"), Path.home() / f"{name}.undersong", None)
QDialog.exec = lambda _: setattr(program.settings, "language", "de")

def change_language(_):
    queue.progressed.disconnect(change_language)
    window.reopen_requested.connect(lambda: program.window.show_page(window.queueing))
    window.header.settings_requested.emit()

def end(made, failed):
    follower = program.window
    print(follower is window, made, failed, follower.header.tabs[0][0].text(),
          follower.pages.currentWidget() is follower.queueing)
    follower.shut_down()
    program.app.exit()

queue.progressed.connect(change_language)
program_window = program.open_window
program.open_window = lambda: program_window().queueing.session.ended.connect(end)
queue.start()
program.app.exec()
"""


def test_the_queue_goes_on_in_the_window_of_another_language(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LANGUAGE_IS_CHANGED],
        cwd=ROOT.parent, env=os.environ | home, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "False 2 0 Start True", done.stderr
    assert sorted(path.name for path in tmp_path.glob("*.undersong")) == ["one.undersong", "two.undersong"]


def test_files_on_the_command_line_are_opened_as_if_they_were_dropped(tmp_path: Path) -> None:
    code = (
        "import sys, torch; from app.shell.program import Program; "
        "program = Program(sys.argv); window = program.open_window(); "
        "program.open_files(); print(window.pages.currentWidget() is window.revealing); window.shut_down()"
    )
    command = [sys.executable, "-c", code, str(ROOT.parent / "tests" / "vectors" / "exact.undersong")]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT.parent, env=os.environ | home, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout.strip() == "True", done.stderr
