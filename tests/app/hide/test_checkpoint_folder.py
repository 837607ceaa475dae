"""The folder of the checkpoints belongs to one program at a time, and is found before anything heavy is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.hide.checkpoint_folder import lock_folder
from app.hide.unfinished import unfinished

ROOT = Path(__file__).resolve().parents[3]


def test_the_folder_belongs_to_one_program_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "data"))
    mine = lock_folder()
    assert mine is not None
    assert lock_folder() is None
    folder, lock = mine
    assert unfinished(folder) == []  # the lock is no hide
    lock.unlock()
    again = lock_folder()
    assert again is not None
    again[1].unlock()
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "file" / "data"))
    assert lock_folder() is None


def test_what_comes_before_the_splash_screen_loads_no_engine() -> None:
    code = "import sys, app.shell.program; print(sorted({'torch', 'numpy', 'PIL', 'engine.recipe'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
