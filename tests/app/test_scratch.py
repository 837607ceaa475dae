"""What is dragged out of the window is gone with the program, even if it is killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app import scratch
from app.scratch import Scratch, delete_abandoned

KILLED = """
import os, signal, sys
from pathlib import Path
from app.scratch import Scratch
folder = Scratch(Path(sys.argv[1]))
(folder.path / "secret.wav").write_bytes(b"in the clear")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_folder_is_its_owners_alone_and_gone_when_it_is_deleted(tmp_path: Path) -> None:
    folder = Scratch(tmp_path)
    (folder.path / "secret.png").write_bytes(b"x")
    if os.name == "posix":
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    folder.delete()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="nothing can be killed so there")
def test_a_killed_programs_folder_is_deleted_at_the_next_start_and_a_running_ones_is_not(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.rglob("*.wav")] == ["secret.wav"]
    running = Scratch(tmp_path)
    (tmp_path / "undersong-notes.txt").write_text("of somebody else")
    delete_abandoned(tmp_path)
    names = {running.path.name, f"{running.path.name}.lock", "undersong-notes.txt"}
    assert {path.name for path in tmp_path.iterdir()} == names
    running.delete()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    for name in ("undersong-0.1.0", f"{scratch.PREFIX}holiday"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "photo.png").write_bytes(b"x")
    delete_abandoned(tmp_path)
    assert len(list(tmp_path.rglob("photo.png"))) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_somebody_else_puts_there_is_not_waited_for_and_leads_nowhere(tmp_path: Path) -> None:
    """The folder in memory is everybody's: from a pipe in place of a lock the start would read for ever."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "photo.png").write_bytes(b"x")
    os.mkfifo(tmp_path / f"{scratch.PREFIX}a.lock")
    (tmp_path / f"{scratch.PREFIX}b.lock").write_text("1\na\nb\n")
    (tmp_path / f"{scratch.PREFIX}b").symlink_to(tmp_path / "mine")
    (tmp_path / f"{scratch.PREFIX}c.lock").symlink_to(tmp_path / "mine" / "photo.png")
    code = "import sys; from pathlib import Path; from app import scratch; scratch.delete_abandoned(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parents[2], timeout=120, check=True)
    assert (tmp_path / "mine" / "photo.png").read_bytes() == b"x"


@pytest.mark.skipif(sys.platform != "linux", reason="no other system has such a folder")
def test_it_lies_in_memory_also_where_nobody_has_a_runtime_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert scratch.parent_folder() == tmp_path
    for missing in ("", "relative", str(tmp_path / "none")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", missing)
        assert scratch.in_memory()
        assert scratch.parent_folder() == Path("/dev/shm")
    monkeypatch.setattr(scratch, "SHARED_MEMORY", tmp_path / "none")
    assert not scratch.in_memory()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing can be killed so there")
def test_wherever_a_killed_program_left_something_the_next_start_deletes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime, shared, disk = (tmp_path / name for name in ("runtime", "shared", "disk"))
    for folder in (runtime, shared, disk):
        folder.mkdir()
        subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=Path(__file__).parents[3], check=False)
    assert len(list(tmp_path.rglob("secret.wav"))) == 3
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setattr(scratch, "SHARED_MEMORY", shared)
    monkeypatch.setattr(scratch.tempfile, "gettempdir", lambda: str(disk))
    delete_abandoned()
    assert not list(tmp_path.rglob("secret.wav")) or sys.platform == "darwin"
