"""What a command imports: nothing that it does not use (`reveal` of a small picture: 1.3 s, 2.5 s with everything)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.tiny import WORDS, picture

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "tests" / "vectors" / "exact.undersong"
PROGRAM = """
import sys
from engine.__main__ import main
try:
    code = main(sys.argv[1:])
except SystemExit as stopped:
    code = stopped.code
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""
HEAVY = {  # modules that take 50 ms and more
    *("scipy", "skimage", "trimesh", "igl", "soundfile", "imageio_ffmpeg", "matplotlib", "pyvista", "PySide6"),
    *("sympy", "torch._dynamo", "torch._inductor", "numpy.testing", "numpy.f2py"),
    *("engine.steganalysis", "engine.forecasting"),
}


def imported(*arguments: object) -> set[str]:
    """The modules that a command of its own process has imported in the end."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("command", ["reveal", "show"])
def test_rendering_a_picture_needs_torch_and_pillow_alone(command: str, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(WORDS)
    key, out = ("--key-file", tmp_path / "key", "-d", tmp_path), ("-o", tmp_path / "cover.png")
    modules = imported(command, FILE, *(key if command == "reveal" else out))
    assert {"torch", "PIL"} <= modules
    assert modules & HEAVY == set()


def test_comparing_needs_no_torch(tmp_path: Path) -> None:
    picture(16).write(tmp_path / "a.png")
    modules = imported("compare", tmp_path / "a.png", tmp_path / "a.png")
    assert modules & {"torch", "cryptography", "mnemonic", "engine.inrsteg", "trimesh", "igl"} == set()


def test_help_needs_no_library_at_all() -> None:
    modules = imported("--help")
    assert modules & {"torch", "numpy", "PIL", "cryptography", "asyncio", "inspect"} == set()
