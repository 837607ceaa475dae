"""The self-test of the packaged program: it tells what went wrong, goes on, and says so with its exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import budget
import engine
from app.self_test import hiding, run
from app.self_test.check import ball, media
from resources import ROOT


def fail() -> str:
    raise ValueError("no such luck")


def test_what_fails_is_told_and_the_rest_still_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = [("one", lambda: "a note"), ("two", fail), ("three", str)]
    monkeypatch.setattr(run, "_checks", lambda _: iter(checks))
    log = tmp_path / "a log"
    assert run.main(log) == 1
    told = log.read_text("utf-8")
    assert "passed one" in told
    assert "a note" in told
    assert "FAILED two" in told
    assert "ValueError: no such luck" in told
    assert "passed three" in told
    assert told.rstrip().endswith("1 failed")
    checks.pop(1)
    assert run.main(log) == 0
    assert log.read_text("utf-8").rstrip().endswith("all passed")


def test_there_is_one_medium_of_each_kind_and_the_ball_is_closed() -> None:
    assert {kind: type(medium) for kind, (medium, _) in media().items()} == dict(engine.MODALITIES)
    shape = ball()
    edges = np.sort(np.concatenate([shape.faces[:, pair] for pair in ((0, 1), (1, 2), (2, 0))]), axis=1)
    assert set(np.unique(edges, axis=0, return_counts=True)[1]) == {2}


def test_a_secret_that_is_not_what_was_hidden_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding, "SECONDS", 0.5)
    assert "psnr" in hiding._hidden(tmp_path, "image", "image")
    monkeypatch.setattr(engine, "reveal", lambda *_, **__: [], raising=False)
    with pytest.raises(ValueError, match="not what was hidden"):
        hiding._hidden(tmp_path, "image", "image")


def test_the_program_tells_how_long_it_took_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "RUNS", 1)
    command = [sys.executable, "-m", "app"]
    lines = {line.what: line for line in budget.measure_start(command, splash=1e9, window=1e9)}
    assert 0 < lines["splash after, wall clock"].value < lines["window after, wall clock"].value
    assert not any(line.over for line in lines.values() if line.unit == "s")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system keeps the two apart")
def test_the_memory_of_whoever_started_the_program_is_not_its_own() -> None:
    held = np.ones(50_000_000)  # 400 MB
    command = [sys.executable, "-c", "from app.self_test.starting import memory; print(memory())"]
    told = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, timeout=300, check=True).stdout
    assert int(told) < held.nbytes >> 21


@pytest.mark.parametrize(("answer", "forgiven"), [("RuntimeError: no display", True), ("ImportError: no VTK", False)])
def test_a_computer_may_lack_opengl_but_a_package_no_part_of_vtk(
    answer: str, forgiven: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.self_test import pages

    monkeypatch.setattr(pages.RenderProcess, "_start", lambda _: _Answering(answer))
    if forgiven:
        assert "OpenGL" in pages._rendered()
    else:
        with pytest.raises(OSError, match="no VTK"):
            pages._rendered()


class _Answering:
    """The other end of a drawing process that gives one answer to everything."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def send(self, _: object) -> None:
        return

    def recv(self) -> str:
        return self._answer
