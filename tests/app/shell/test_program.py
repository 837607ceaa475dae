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
