"""The fuzzer for about a minute in all, with cases that are the same each time, and every case that ever found a fault.

`python -m tests.fuzz --minutes 20` looks for new ones.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fuzz.seeds import MEDIA
from tests.fuzz.targets import CORPUS, Files, Keys, Manifests, Target

ROOT = Path(__file__).resolve().parents[2]
FOUND = CORPUS / "found"
MINUTES = 0.8
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="the fuzzer watches forks of itself")


@forks
def test_nothing_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All targets in one process: loading every library takes longer than a case."""
    command = [sys.executable, "-P", "-m", "tests.fuzz", "--seed", "1", "--keep", str(tmp_path / "found")]
    command += ["--minutes", str(MINUTES)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    with capsys.disabled():
        print(f"\n{result.stdout}", end="")
    assert result.returncode == 0, result.stdout + result.stderr
    for name in ("files", "manifests", "keys", "media", "command-line"):
        assert f"{name}: " in result.stdout
        assert f"{name}: 0 cases" not in result.stdout


@forks
@pytest.mark.parametrize("path", sorted(FOUND.glob("*")), ids=lambda path: path.name)
def test_what_was_found_once_is_mended(path: Path, tmp_path: Path) -> None:
    targets: dict[str, Target] = {target.name: target for target in (Files(), Manifests(), Keys())}
    target = targets[path.name.split("-")[0]]
    target.prepare(tmp_path)
    with suppress(*target.allowed):
        target.run(path.read_bytes(), path.suffix)


def test_every_kind_of_medium_is_fuzzed() -> None:
    suffixes = {path.suffix for path in MEDIA.iterdir()}
    assert len(suffixes) > 35
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 400_000


@forks
def test_a_target_with_faults_is_found_out(tmp_path: Path) -> None:
    """Foreign errors, crashes, hangs and growth: the fuzzer sees all of them."""
    from random import Random

    from tests.fuzz import runner

    class Faulty(Target):
        name = "faulty"

        def prepare(self, folder: Path) -> None:
            self._folder = folder

        def make(self, random: Random) -> tuple[bytes, str]:
            return random.randbytes(4), ".bin"

        def run(self, data: bytes, suffix: str) -> None:
            if data[0] % 4 == 0:
                raise KeyError("foreign")
            if data[0] % 64 == 1:
                os.kill(os.getpid(), signal.SIGKILL)

    outcome = runner.fuzz(Faulty(), 1.0, "seed", tmp_path / "found")
    assert outcome.cases > 10
    assert any("KeyError" in why for why in outcome.found)
    assert any("ends the process: -9" in why for why in outcome.found)
    assert len(list((tmp_path / "found").glob("*.bin"))) == len(outcome.found)
