"""The helper process starts from anywhere, and ends with everything that it started."""

from __future__ import annotations

import os
import sys

import pytest

from engine.errors import TooLongError
from engine.media import Image, helper_process, load
from engine.media.helper_process import run_helper


def test_it_works_from_any_folder(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    (tmp_path / "numpy.py").write_text("raise SystemExit('a stranger was imported')")
    monkeypatch.chdir(tmp_path)
    assert isinstance(load("a.png"), Image)


def test_the_frozen_program_decodes_by_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert helper_process.helper_command() == [sys.executable, "--undersong-helper"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_nobody_is_left_behind(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "alive")
    reader = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    grandchild = f"import time; file = open({str(tmp_path / 'alive')!r}, 'w'); time.sleep(60); file.write('survived')"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(TooLongError, match="longer than 1 seconds"):
        run_helper("decode", 1.0, "nothing.png")
    os.set_blocking(reader, True)
    with os.fdopen(reader, "rb") as file:
        assert file.read() == b""  # at its end as soon as nobody can write to it any more


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on processor time there")
def test_processor_time_that_runs_out_is_too_long_as_well(monkeypatch):
    code = (
        "import engine.media.helper as h, sys; h.SPARE = 0; "
        "h.TASKS['decode'] = lambda _: sum(iter(int, 1)); h.helper_main(['decode', '1'])"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(TooLongError):
        run_helper("decode", 600.0)


def test_it_takes_bytes_and_gives_bytes(monkeypatch):
    code = (
        "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1]); "
        "print(sys.argv[1:], file=sys.stderr); sys.exit(3)"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    finished = run_helper("distance", 20.0, data=b"abc")
    assert (finished.output, finished.code) == (b"cba", 3)
    assert finished.errors.strip() == "['distance', '20.0']"
