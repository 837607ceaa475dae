"""The folder of the checkpoints is found before anything heavy is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.hide.checkpoint_folder import checkpoint_folder

ROOT = Path(__file__).resolve().parents[3]


def test_where_no_folder_can_be_made_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "data"))
    assert checkpoint_folder() == checkpoint_folder() == tmp_path / "data"  # all running windows share it
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "file" / "data"))
    assert checkpoint_folder() is None


def test_what_comes_before_the_splash_screen_loads_no_engine() -> None:
    code = "import sys, app.shell.program; print(sorted({'torch', 'numpy', 'PIL', 'engine.recipe'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
