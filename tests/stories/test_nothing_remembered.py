"""A whole hide, reveal, export and drag, and then a crash: nothing that was written tells what was hidden."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest

import engine
from resources import ROOT

NAMES = ("anna-in-paris", "voice-of-anna", "diary-of-anna", "affair-with-anna")
DIARY = "On Tuesday we met behind the old observatory again. "
START = "import sys; from app.shell.program import Program; Program(sys.argv)"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The person's own folder, as on an encrypted stick: what is to be hidden, and what they save."""
    rng = np.random.default_rng(0)
    folder = tmp_path / "stick" / "affair-with-anna"
    folder.mkdir(parents=True)
    for name in ("anna-in-paris.png", "cover.png"):
        engine.Image(rng.integers(0, 256, (24, 24, 3), dtype=np.uint8)).write(folder / name)
    engine.Audio(rng.uniform(-0.9, 0.9, (600, 1)).astype(np.float32), 8000).write(folder / "voice-of-anna.wav")
    (folder / "diary-of-anna.txt").write_text(DIARY * 9)
    return folder


def canaries(stick: Path, report: dict[str, object]) -> Iterator[tuple[str, bytes]]:
    """Bytes by which one knows what was hidden, and what they are."""
    words = str(report["words"]).split()
    key = engine.Key.from_words(" ".join(words)).to_bytes()[1:]
    texts = [*NAMES, " ".join(words[2:5]), " ".join(words[7:10]), DIARY.strip(), str(report["words"])]
    for text in texts:
        for encoded in (text.encode(), text.encode("utf-16-le"), quote(text).encode(), base64.b64encode(text.encode())):
            yield "text", encoded
    yield "key", key
    yield "key", base64.b64encode(key)
    image, sound = engine.load(stick / "anna-in-paris.png"), engine.load(stick / "voice-of-anna.wav")
    assert isinstance(image, engine.Image)
    assert isinstance(sound, engine.Audio)
    contents = {
        "pixels": image.pixels.tobytes(),
        "pixels as numbers": (image.pixels.astype(np.float32) / 127.5 - 1).tobytes(),
        "samples": sound.signal.astype("<f4").tobytes(),
        "samples of a file": (stick / "voice-of-anna.wav").read_bytes()[64:],
        "the picture's file": (stick / "anna-in-paris.png").read_bytes()[64:],
        "the picture that was saved": (stick / "found.png").read_bytes()[64:],
    }
    contents |= {f"weights {i}": bytes.fromhex(w) for i, w in enumerate(report["weights"])}  # type: ignore[arg-type, var-annotated]
    for name, content in contents.items():
        for start in range(0, len(content) - 16, max(16, len(content) // 40)):
            yield name, content[start : start + 16]


def everything_in(folder: Path) -> dict[str, bytes]:
    """The name and the content of all files, and the names of folders."""
    found = {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}
    return {name: name.encode() + b"\n" + content for name, content in found.items()}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a folder in memory, and lets its homes be moved")
def test_whatever_is_written_tells_nothing(tmp_path: Path, stick: Path) -> None:
    home, memory = tmp_path / "home", tmp_path / "memory"
    for folder in (home, home / "tmp", memory):
        folder.mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment |= {
        "HOME": str(home), "TMPDIR": str(home / "tmp"), "XDG_RUNTIME_DIR": str(memory), "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT.parent), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=home,
            env=environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )

    done = run(str(Path(__file__).with_name("remembered.py")), str(stick))
    assert done.returncode == -signal.SIGABRT, done.stdout + done.stderr
    report = json.loads((stick / "report").read_text())
    told = dict.fromkeys(canaries(stick, report))
    assert len({what for what, _ in told}) >= 10

    def telling(files: dict[str, bytes]) -> set[tuple[str, str]]:
        return {(what, name) for what, canary in told for name, content in files.items() if canary in content}

    assert not list(home.rglob("core*"))  # hundreds of megabytes, with the key among them
    kept = everything_in(home)
    assert telling(kept | {"standard streams": (done.stdout + done.stderr).encode()}) == set()
    # The search finds what there is to find: in the person's own folder, and in memory, where the dragged files are.
    assert {what for what, _ in telling(everything_in(stick))} >= {"text", "samples of a file", "the picture's file"}
    assert telling(everything_in(memory)) != set()
    # There was something to find: a hide is kept, encrypted.
    assert any("unfinished-" in name for name in kept)
    # Also of files that are gone again: whatever was opened to write was one of the person's, in memory, or the hide.
    allowed = (str(stick), str(memory), "/dev/", str(home / ".local" / "share" / "Undersong"))
    # Python writes "blat" into a file of eight letters to see whether there is a temporary folder; a number is a pipe.
    elsewhere = [path for path in report["written"] if not path.startswith(allowed) and not path.isdigit()]
    assert [path for path in elsewhere if not re.fullmatch(rf"{re.escape(str(home))}/tmp/[a-z0-9_]{{8}}", path)] == []

    assert all(Path(path).exists() for path in report["dragged"])
    assert run("-c", START).returncode == 0
    assert not any(Path(path).exists() for path in report["dragged"])
    assert telling(everything_in(memory)) == set()
