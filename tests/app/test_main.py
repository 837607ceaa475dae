"""The process started to decode a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import engine

ROOT = Path(__file__).resolve().parents[2]


def test_a_frozen_program_decodes_without_qt_or_torch(tmp_path: Path, image: engine.Image) -> None:
    image.write(tmp_path / "picture.png")
    code = (
        "import sys; from app.__main__ import main; code = main(); "
        "print([m for m in ('torch', 'PySide6') if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    from engine.media.helper_process import HELPER_FLAG

    command = [sys.executable, "-c", code, HELPER_FLAG, "decode", "20.0", str(tmp_path / "picture.png")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr.decode().strip().endswith("[]")
