"""The helper process starts from anywhere, and ends with everything that it started."""

from __future__ import annotations

import os
import sys

import pytest

from engine.errors import TooLongError
from engine.media import Image, helper_process, load
from engine.media.helper_process import run_helper
from tests.engine.media.refusals import refusal


def test_it_works_from_any_folder(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    (tmp_path / "numpy.py").write_text("raise SystemExit('a stranger was imported')")
    monkeypatch.chdir(tmp_path)
    assert isinstance(load("a.png"), Image)


def test_it_looks_for_no_modules_in_the_current_folder_whatever_its_parent_does(tmp_path, monkeypatch):
    """An empty place among a program's folders of modules is the current one, where a stranger's files may lie."""
    (tmp_path / "stranger.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path, "", "."])
    code = "import importlib.util as u; print(u.find_spec('stranger'), u.find_spec('engine') is None)"
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-P", "-c", code])
    assert run_helper("decode", 20.0).output.split() == [b"None", b"False"]


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


def test_no_more_is_read_than_is_allowed(tmp_path, monkeypatch):
    """A process that writes without end is ended when it has written too much, not when all of it is here."""
    code = (
        "import pathlib, sys; piece = bytes(1 << 16); "
        "[sys.stdout.buffer.write(piece) for _ in range(1000)]; "
        f"pathlib.Path({str(tmp_path / 'finished')!r}).touch()"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    finished = run_helper("decode", 60.0, most=1 << 20)
    assert finished.too_much
    assert finished.output == b""
    assert not (tmp_path / "finished").exists()


def test_of_endless_errors_only_the_end_is_kept(monkeypatch):
    code = "import sys; [sys.stderr.write('x' * 65536) for _ in range(500)]; sys.stderr.write('the end')"
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    finished = run_helper("decode", 60.0)
    assert len(finished.errors) == helper_process.MAX_ERRORS
    assert finished.errors.endswith("the end")


def test_a_process_that_does_not_read_its_input_is_ended_in_time(monkeypatch):
    code = "import time; time.sleep(60)"
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(TooLongError):
        run_helper("decode", 0.5, data=bytes(1 << 24))


def test_a_file_that_decodes_to_too_much_is_damaged(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    monkeypatch.setattr("engine.media.loading.MAX_DECODED", 1000)
    assert "damaged" in refusal(tmp_path / "a.png", "damaged")
