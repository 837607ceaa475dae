"""A decoder that a hostile file has taken over finds nothing to read, write, run, reach or end."""

from __future__ import annotations

import ctypes
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.media import Image, helper_process, landlock, load, sandbox, seccomp
from engine.media.seccomp import CONDITIONS, FILES, MISSING, NETWORK, PROCESSES, SIGNALS, SYSTEM
from engine.media.system_calls import NUMBERS
from engine.media.wire import receive

PROBES = Path(__file__).with_name("probes.py")
NO_LANDLOCK = "this kernel has no Landlock: nothing but seccomp and limits to try"
linux = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are of Linux")

# Only Landlock knows paths: without it these are what seccomp and the limits do not refuse.
ONLY_LANDLOCK = {
    "list the home folder", "read a file of the home folder", "read the file's neighbour", "list the file's folder",
    "read /etc/passwd", "read the memory of the parent", "read the environment of the parent",
    "see the files of the parent", "run a shell", "run Python", "read the home folder in a child", "see all processes",
}  # fmt: skip


@pytest.fixture
def queue() -> Iterator[int]:
    """The number of a System V message queue of another program, with a message in it."""
    libc = ctypes.CDLL(None)
    number = libc.msgget(0, 0o1600)
    libc.msgsnd(number, struct.pack("l4s", 1, b"dear"), 4, 0)
    yield number
    libc.msgctl(number, 0, None)


@pytest.fixture
def attempts(queue: int, tmp_path: Path, photo: Image, capsys: pytest.CaptureFixture[str]):
    """Try everything in the child, with no later Landlock than this: what holds, the answers, and what it decoded."""

    def run(newest: int) -> tuple[list[str], dict[str, str]]:
        folder, home = tmp_path / "folder", tmp_path / "home"
        folder.mkdir()
        home.mkdir()
        (home / "letter.txt").write_text("dear")
        (folder / "diary.txt").write_text("dear")
        os.mkfifo(tmp_path / "pipe")
        photo.write(folder / "a.png")
        before = (folder / "a.png").read_bytes()
        command = [sys.executable, str(PROBES), str(folder / "a.png"), str(folder), str(home), str(newest), str(queue)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
        result = subprocess.run(command, capture_output=True, start_new_session=True, env=environment, check=True)
        tried = json.loads(result.stderr.splitlines()[0])
        with capsys.disabled():
            print(f"\n  the child with {' and '.join(tried['held'])}:")
            for name, answer in tried["answers"].items():
                print(f"    {name}: {answer.split(': ')[1].split('] ')[-1] if answer else 'done'}")
        # It still does what it is for, and nothing was changed.
        assert np.array_equal(receive(result.stdout).arrays["pixels"], photo.pixels)
        assert (folder / "a.png").read_bytes() == before
        assert sorted(path.name for path in folder.iterdir()) == ["a.png", "diary.txt"]
        return tried["held"], tried["answers"]

    return run


@linux
@pytest.mark.parametrize("newest", [99, 5, 1])
def test_the_child_can_do_nothing_but_decode(attempts, newest):
    if not landlock.version():
        pytest.skip(NO_LANDLOCK)
    held, answers = attempts(newest)
    assert held == [f"landlock {min(newest, landlock.version())}", "seccomp"]
    assert [name for name, answer in answers.items() if not answer] == []
    assert len(answers) > 55


@linux
def test_a_kernel_without_landlock_refuses_all_but_reading_and_running(attempts):
    held, answers = attempts(0)
    assert held == ["seccomp"]
    assert {name for name, answer in answers.items() if not answer} <= ONLY_LANDLOCK


@linux
def test_what_the_system_lacks_is_said(monkeypatch):
    code = (
        "import engine.media.helper as h, sys; h.sandbox.landlock.version = lambda: 0; "
        "h.TASKS['nothing'] = lambda _: h.Parcel('nothing'); sys.exit(h.helper_main(sys.argv[1:]))"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    finished = helper_process.run_helper("nothing", 20.0)
    assert "limits the helper by seccomp alone" in finished.errors
    assert receive(finished.output).name == "nothing"


@linux
def test_films_sounds_and_shapes_are_read_in_every_sandbox(monkeypatch, tmp_path, film, tone, ball):
    """ffmpeg runs in it too, and the libraries of shapes find their own files."""
    film.joined(tone).write(tmp_path / "a.mp4")
    ball.write(tmp_path / "a.obj")
    decoded = []
    for newest in (0, 1, 5, 99):
        code = (
            f"import engine.media.helper as h, sys; e = h.sandbox.enter; "
            f"h.sandbox.enter = lambda *a: e(*a, newest={newest}); sys.exit(h.helper_main(sys.argv[1:]))"
        )
        monkeypatch.setattr(helper_process, "helper_command", lambda code=code: [sys.executable, "-c", code])
        video, shape = load(tmp_path / "a.mp4"), load(tmp_path / "a.obj")
        decoded.append((video.frames.tobytes(), video.sound.signal.tobytes(), shape.vertices.tobytes()))
    assert len(set(decoded)) == 1


@linux
def test_long_computations_are_shut_in_too(monkeypatch, tmp_path):
    (tmp_path / "diary.txt").write_text("dear")
    code = (
        "import engine.media.helper as h, sys; h.TASKS['contour'] = "
        f"lambda _: open({str(tmp_path / 'diary.txt')!r}).read(); sys.exit(h.helper_main(sys.argv[1:]))"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    if not landlock.version():
        pytest.skip(NO_LANDLOCK)
    finished = helper_process.run_helper("contour", 20.0)
    assert finished.output == b""
    assert "PermissionError" in finished.errors


@linux
def test_the_tables_of_system_calls_belong_together():
    named = [f"{NETWORK} {FILES} {PROCESSES} {SYSTEM} {SIGNALS} {MISSING}".split(), [c.name for c in CONDITIONS]]
    assert {name for names in named for name in names} | {"mmap"} == set(NUMBERS)
    for machine in ("x86_64", "aarch64"):
        for version in (0, 5, 6):
            steps = list(seccomp._program(machine, version))
            assert len(steps) < 4096  # the kernel takes no more
            assert all(len(step) == 8 for step in steps)


@linux
def test_the_loader_of_a_dynamic_program_is_found(tmp_path):
    (tmp_path / "script").write_text("#!/bin/sh\n")
    assert sandbox._loader(tmp_path / "script") is None
    assert sandbox._loader(tmp_path / "nothing") is None
    found = sandbox._loader(Path("/bin/sh").resolve())
    assert found is not None
    assert found.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a job object limits there")
def test_files_processes_and_core_dumps_are_limited(monkeypatch):
    code = (
        "import engine.media.helper as h, sys, resource; names = ['CORE', 'FSIZE', 'NOFILE', 'NPROC', 'CPU']; "
        "h.TASKS['limits'] = lambda _: h.Parcel('limits', "
        "{n: resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[1] for n in names}); "
        "sys.exit(h.helper_main(sys.argv[1:]))"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    numbers = receive(helper_process.run_helper("limits", 10.0).output).numbers
    assert (numbers["CORE"], numbers["FSIZE"], numbers["NOFILE"]) == (0, 0, sandbox.OPEN_FILES)
    assert 0 < numbers["NPROC"] < 1 << 20
    assert 0 < numbers["CPU"] <= 25
