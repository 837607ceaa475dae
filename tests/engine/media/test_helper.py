"""The helper process imports little, limits itself, and knows only its own tasks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from engine.media import helper_process, load
from engine.media.helper_process import run_helper
from tests.engine.media.refusals import refusal

ROOT = Path(__file__).parents[3]


def test_it_starts_without_torch_qt_and_the_libraries_of_a_few_formats():
    heavy = "('torch', 'PySide6', 'igl', 'skimage', 'scipy', 'trimesh')"
    code = f"import sys, engine.media.helper; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"


def test_memory_runs_out(tmp_path, monkeypatch, photo):
    """The process limits itself: what it needs more is refused, and we stand."""
    photo.write(tmp_path / "a.png")
    code = "import engine.media.helper as h, sys; h.sandbox.MEMORY = 200 << 20; sys.exit(h.helper_main(sys.argv[1:]))"
    Pillow.new("RGB", (9000, 9000)).save(tmp_path / "large.png")
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    refusal(tmp_path / "large.png", "too-large")


@pytest.mark.parametrize("task", ["surface", "", "decode.py"])
def test_an_unknown_task_is_an_error(task):
    finished = run_helper(task, 20.0)
    assert finished.code
    assert finished.output == b""
    assert "KeyError" in finished.errors


def test_a_decoder_that_prints_does_not_disturb_the_parcel(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    code = (
        "import engine.media.helper as h, sys; decode = h.TASKS['decode']; "
        "h.TASKS['decode'] = lambda arguments: print('warning: ...') or decode(arguments); "
        "sys.exit(h.helper_main(sys.argv[1:]))"
    )
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    assert np.array_equal(load(tmp_path / "a.png").pixels, photo.pixels)
