"""A real disk of one megabyte: full, read-only, gone; names as long as they can be; two programs and one file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import engine
from engine import checkpoint as checkpoints
from engine.checkpoint import Checkpoint
from tests.engine.tiny import picture, tiny

ROOT = Path(__file__).resolve().parents[2]
OLD = b"an older file"
FREE = 100_000  # bytes that are left on a disk that is nearly full
KEY = engine.Key.generate()
RANDOM = np.random.default_rng(0)
CORNERS = RANDOM.uniform(-1, 1, (30_000, 3)).astype(np.float32)
NOISE = RANDOM.integers(0, 256, (12, 128, 128, 3), np.uint8)


def mount(*arguments: object) -> bool:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """The folder of a disk of its own, of 1 MB."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only Linux's administrator may mount a disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", folder):
        pytest.skip("nothing may be mounted here, as in most containers")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


# All that the program writes for a person, each larger than what is left on the disk but for the key.
WRITERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "file": ("a.undersong", lambda path: engine.save_bytes(path, bytes(3 * FREE))),
    "key": ("key.txt", lambda path: KEY.save(path)),
    "picture": ("a.png", engine.Image(NOISE.reshape(-1, 128, 3)).write),
    "sound": ("a.wav", engine.Audio(RANDOM.uniform(-1, 1, (200_000, 1)).astype(np.float32), 8000).write),
    "film": ("a.mp4", engine.Video(np.repeat(NOISE, 10, axis=0), 12.0).write),
    "moving picture": ("a.gif", engine.Video(NOISE, 12.0).write),
    "shape": ("a.ply", engine.Shape(CORNERS, np.arange(30_000, dtype=np.int32).reshape(-1, 3)).write),
    "exact file": ("a.bin", engine.ExactFile("a.bin", bytes(3 * FREE), "file").write),
}


def refused(write: Callable[[Path], object], path: Path, why: str) -> None:
    """One sentence with the reason; the older file stays, and nothing else comes."""
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()} if path.parent.exists() else None
    with pytest.raises(engine.SaveError, match=why) as caught:
        write(path)
    assert str(caught.value).startswith(f"“{path.name}” could not be saved: ")
    if before is not None:
        assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("old", [False, True], ids=["new", "over"])
def test_a_full_disk_keeps_the_old_file_and_says_that_it_is_full(disk: Path, kind: str, old: bool) -> None:
    name, write = WRITERS[kind]
    if old:
        (disk / name).write_bytes(OLD)
    free = 0 if kind == "key" else FREE
    (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - free))
    refused(write, disk / name, "the disk is full")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_disk_that_can_only_be_read_and_one_that_is_gone(disk: Path, kind: str) -> None:
    name, write = WRITERS[kind]
    (disk / name).write_bytes(OLD)
    assert mount("-o", "remount,ro", disk)
    refused(write, disk / name, "can only be read")
    refused(write, disk / "gone" / name, "the folder does not exist")


def test_a_hide_that_cannot_be_kept_for_lack_of_room_says_so_and_goes_on(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - FREE))
    checkpoint = Checkpoint(disk / "job", KEY)
    stego = engine.hide(engine.plan([picture()], picture(), tiny(30)), KEY, checkpoint=checkpoint)
    assert "the disk is full" in str(checkpoint.problem)
    (disk / "filler").unlink()
    stego.save(disk / "a.undersong")
    checkpoint.delete()
    assert [path.name for path in disk.iterdir()] == ["a.undersong"]
    assert engine.reveal(engine.Stego.load(disk / "a.undersong"), KEY)[0].intact


LONG = {
    "plain": "n" * 255,
    "emoji": "🎶" * 61 + "a.undersong",
    "from right to left": "שיר" * 40 + "א" * 2 + "a.undersong",
    "a joined sign": "👩‍👩‍👧‍👦" * 9 + "a.undersong",
}


@pytest.mark.skipif(sys.platform == "win32", reason="names are counted otherwise there")
@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_names_up_to_the_limit_of_the_system(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert 230 < len(os.fsencode(name)) <= 255
    for content in (OLD, b"new"):
        engine.save_bytes(path, content)
        assert path.read_bytes() == content
    KEY.save(path)
    assert engine.Key.load(path) == KEY
    assert [file.name for file in tmp_path.iterdir()] == [name]
    refused(lambda path: engine.save_bytes(path, OLD), tmp_path / (name + "x" * 26), "the name is too long")


SAVE = """
import sys
from pathlib import Path
from engine.saving import save_bytes, save_new
path, letter = Path(sys.argv[1]), sys.argv[2].encode()
for _ in range(60):
    save_bytes(path, letter * 70_000)
print(save_new(path.with_name("new"), lambda path: save_bytes(path, letter)).name)
"""


def test_two_programs_that_save_one_file_leave_it_whole_and_two_new_ones_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "one"
    commands = [[sys.executable, "-c", SAVE, str(path), letter] for letter in "ab"]
    programs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for command in commands]
    names = {program.communicate()[0].decode().strip() for program in programs}
    assert [program.returncode for program in programs] == [0, 0]
    assert path.read_bytes() in (b"a" * 70_000, b"b" * 70_000)
    assert names == {"new", "new (2)"}
    assert {file.name for file in tmp_path.iterdir()} == {"one", *names}
