"""What a killed save left behind is gone after the next start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.shell.leftovers import delete_leftovers, usual_folders

ROOT = Path(__file__).resolve().parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path

import engine.temporary_file as temporary

temporary._open_unnamed = lambda *_: None  # as on a file system without unnamed files
with temporary.temporary_file(Path(sys.argv[1]) / "secret.wav", None) as (_, file):
    temporary.write(file, b"a secret in the clear")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there an hour has to pass first")
def test_a_killed_save_leaves_nothing_after_the_next_start(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False)
    [left] = tmp_path.iterdir()
    assert left.read_bytes() == b"a secret in the clear"
    (tmp_path / ".undersong-mine").write_bytes(b"a file of the person's own")
    delete_leftovers([tmp_path / "missing", tmp_path])
    assert [path.name for path in tmp_path.iterdir()] == [".undersong-mine"]


def test_the_usual_folders_are_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = {"DocumentsLocation": "Documents", "HomeLocation": "", "DownloadLocation": ""}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(tmp_path / places.get(place.name, "")))
    assert usual_folders() == [tmp_path, tmp_path / "Documents"]
