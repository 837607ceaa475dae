"""Temporary files and kill -9: wherever the process dies, no part of a file stays beside its target for long."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.saving import replacing, save_bytes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")
OLD, NEW = b"old " * 1000, b"new" * 5000

# Forks a child for each file call; the child dies before that call, halfway through it (a write), or after it.
KILLED_AT_EVERY_CALL = """
import os, signal, sys
from pathlib import Path
from engine import saving

way, folder, target_exists, save = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "over", sys.argv[4]
if way == "named":
    sys.platform = "darwin"

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def dying(call, count, at, when):
    def counted(*arguments, **named):
        count[0] += 1
        if count[0] != at:
            return call(*arguments, **named)
        if when == "before":
            die()
        try:
            if call is write:
                call(arguments[0], arguments[1][: len(arguments[1]) // 2])
            else:
                call(*arguments, **named)
        finally:
            die()
    return counted

def run(target):
    if save == "replacing":
        with saving.replacing(target) as temporary:
            handle = os.open(temporary, os.O_WRONLY | os.O_TRUNC)
            os.write(handle, b"new" * 5000)
            os.close(handle)
    else:
        saving.save_bytes(target, b"new" * 5000, private=save == "private", exclusive=save == "exclusive")

write = os.write
for when in ("before", "after"):
    for at in range(1, 40):
        case = folder / f"{when} {at}"
        case.mkdir()
        if target_exists:
            (case / "file").write_bytes(b"old " * 1000)
        child = os.fork()
        if not child:
            count = [0]
            for name in ("open", "write", "fchmod", "fsync", "link", "replace"):
                setattr(os, name, dying(getattr(os, name), count, at, when))
            run(case / "file")
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
    else:
        sys.exit("more calls than are tried")
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("save", ["bytes", "private", "exclusive", "replacing"])
@pytest.mark.parametrize("before", ["new", "over"])
@pytest.mark.parametrize("way", ["unnamed", "named"])
def test_killed_at_every_call(tmp_path: Path, way: str, before: str, save: str) -> None:
    if way == "unnamed" and sys.platform != "linux":
        pytest.skip("only Linux has files without a name")
    if save == "exclusive" and before == "over":
        pytest.skip("nothing is written then")
    subprocess.run([sys.executable, "-c", KILLED_AT_EVERY_CALL, way, tmp_path, before, save], check=True)
    folders = sorted(tmp_path.iterdir())
    assert len(folders) > 10
    left_behind = 0
    for folder in folders:
        leftovers = contents(folder)
        target = leftovers.pop("file", None)
        reserved = target == b"" and save == "exclusive" and way == "named"
        assert reserved or target in (OLD if before == "over" else None, NEW), folder.name
        left_behind += len(leftovers)
        if leftovers:
            (name,) = leftovers
            assert name.startswith(".undersong-")
        save_bytes(folder / "another", NEW)
        assert set(contents(folder)) == {"another"} | ({"file"} if target is not None else set())
    if way == "unnamed":
        # None at all where the file is new. Over another one only a kill between the link and the rename.
        assert left_behind == (2 if before == "over" else 0)
    else:
        assert left_behind > 0  # so that the sweep was tried


SAVING_SLOWLY = """
import sys
from pathlib import Path
from engine.saving import replacing

if sys.argv[1] == "named":
    sys.platform = "darwin"
with replacing(Path(sys.argv[2])) as temporary:
    temporary.write_bytes(b"half")
    print("begun", flush=True)
    sys.stdin.readline()
    temporary.write_bytes(b"whole")
"""


@contextmanager
def saving_slowly(target: Path, way: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has written half of a file, and the rest once it reads a line."""
    command = [sys.executable, "-c", SAVING_SLOWLY, way, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield process


def test_what_a_living_process_writes_is_never_deleted(tmp_path: Path) -> None:
    with saving_slowly(tmp_path / "file", "named") as process:
        save_bytes(tmp_path / "another", NEW)
        with replacing(tmp_path / "a third") as temporary:
            temporary.write_bytes(NEW)
        assert len(contents(tmp_path)) == 3
        process.communicate("\n")
        assert process.returncode == 0
    assert contents(tmp_path) == {"file": b"whole", "another": NEW, "a third": NEW}


def test_what_a_killed_process_wrote_is_deleted_by_the_next_save(tmp_path: Path) -> None:
    with saving_slowly(tmp_path / "file.mp4", "named") as process:
        process.kill()
    assert [path.suffix for path in tmp_path.iterdir()] == [".mp4"]
    save_bytes(tmp_path / "another", NEW)
    assert contents(tmp_path) == {"another": NEW}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files without a name")
def test_a_file_without_a_name_is_never_seen_in_the_folder(tmp_path: Path) -> None:
    for killed in (True, False):
        with saving_slowly(tmp_path / "file.mp4", "unnamed") as process:
            assert contents(tmp_path) == {}
            if killed:
                process.kill()
            process.communicate("\n")
    assert contents(tmp_path) == {"file.mp4": b"whole"}


def test_a_file_system_that_refuses_to_name_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    for content in (OLD, NEW):
        save_bytes(tmp_path / "file", content)
        with replacing(tmp_path / "film.mp4") as temporary:
            temporary.write_bytes(content * 100)
        assert contents(tmp_path) == {"file": content, "film.mp4": content * 100}
    with pytest.raises(FileExistsError):
        save_bytes(tmp_path / "file", OLD, exclusive=True)
    save_bytes(tmp_path / "new", OLD, exclusive=True)
    assert contents(tmp_path) == {"file": NEW, "film.mp4": NEW * 100, "new": OLD}


def test_only_files_of_our_own_making_are_swept(tmp_path: Path) -> None:
    names = [".undersong-notes", ".undersong-0123456789ab0", "undersong-0123456789ab", ".undersong-0123456789AB.txt"]
    for name in names:
        (tmp_path / name).write_bytes(OLD)
    (tmp_path / ".undersong-0123456789ab").mkdir()
    (tmp_path / ".undersong-0123456789ac").symlink_to(tmp_path / ".undersong-notes")
    (tmp_path / ".undersong-0123456789ad.my film.mp4").write_bytes(OLD)
    save_bytes(tmp_path / "file", NEW)
    left = {*names, ".undersong-0123456789ab", ".undersong-0123456789ac", "file"}
    assert {path.name for path in tmp_path.iterdir()} == left
