"""A few of the random kills of tests/benchmarks/kills.py: nothing is damaged, lost or left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="its children are forked")
def test_what_is_killed_at_a_random_moment_is_whole_or_absent_and_goes_on() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.kills", "3", "5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 ended well" in done.stdout
    assert "killed" in done.stdout
