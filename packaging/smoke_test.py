"""Test the packaged program: its self-test and the log of it, and a photo hidden in a photo.

    python packaging/smoke_test.py [PROGRAM]        PROGRAM is dist/undersong/undersong, or the one installed

Needs only Python, so that it runs where nothing but the package is installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 15 * 60  # seconds, for a slow and busy computer
TROUBLE = re.compile(
    r"FAILED|Traceback|Error|Warning|No module|not found|cannot|could ?n.t|unable|missing|QObject|QPainter|QFont",
    re.IGNORECASE,
)
HARMLESS = (  # messages of a computer without sound, display or OpenGL
    re.compile(r"^self-test: all passed$"),
    re.compile(r"pulse|pipewire|alsa|qt\.multimedia", re.IGNORECASE),
    re.compile(r"propagateSizeHints"),
    re.compile(r"offers no OpenGL|lacks the library for sound"),
    re.compile(r"libEGL|libGL|MESA|XDG_RUNTIME_DIR|vtkXOpenGLRenderWindow", re.IGNORECASE),
)


def main(arguments: list[str]) -> int:
    """Run both; returns the exit code."""
    suffix = ".exe" if os.name == "nt" else ""
    program = Path(arguments[0]) if arguments else ROOT / "dist" / "undersong" / f"undersong{suffix}"
    if not program.is_file():
        print(f"{program} does not exist.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        command = program.with_name(f"undersong-cli{suffix}")
        problem = run_self_test(program, Path(folder)) or hide_and_reveal(command, Path(folder))
    print(f"smoke test: {problem or 'passed'}", flush=True)
    return 1 if problem else 0


def run_self_test(program: Path, folder: Path) -> str:
    """Run the self-test; returns a problem, or ""."""
    log = folder / "self-test.log"
    done = subprocess.run(
        [str(program), "--self-test", str(log)], capture_output=True, cwd=folder, env=isolated(folder), timeout=TIMEOUT
    )
    text = log.read_text("utf-8") if log.is_file() else ""
    print(text, flush=True)
    errors = done.stderr.decode("utf-8", "replace")
    lines = trouble(text + errors)
    if done.returncode or not text.rstrip().endswith("self-test: all passed"):
        return f"the self-test ended with {done.returncode}\n{errors}"
    return "\n".join(["suspicious lines in the log:", *lines]) if lines else ""


def trouble(log: str) -> list[str]:
    """The lines of a log that suggest a problem."""
    lines = [line for line in log.splitlines() if TROUBLE.search(line)]
    return [line for line in lines if not any(pattern.search(line) for pattern in HARMLESS)]


def hide_and_reveal(command: Path, folder: Path) -> str:
    """Hide a photo in a photo, reveal it, and try another file's key; returns a problem, or ""."""
    photos = sorted((command.resolve().parent / "_internal" / "resources" / "examples").glob("*.jpg"))
    if len(photos) < 2:
        return "the examples are missing"
    file, key, other = folder / "a.undersong", folder / "key.txt", folder / "another.txt"
    hide = ["hide", str(photos[0]), "--recipe", "draft", "--secret", str(photos[1]), "-o"]
    steps: list[tuple[list[str], int]] = [
        (["--help"], 0),
        ([*hide, str(file), "--key-file", str(key)], 0),
        (["reveal", str(file), "--key-file", str(key), "-d", str(folder / "out")], 0),
        (["show", str(file), "-o", str(folder / "cover.png")], 0),
        ([*hide, str(folder / "b.undersong"), "--key-file", str(other)], 0),
        (["reveal", str(file), "--key-file", str(other), "-d", str(folder / "out")], 3),
    ]
    for step, expected in steps:
        done = subprocess.run(
            [str(command), *step], capture_output=True, cwd=folder, env=isolated(folder), timeout=TIMEOUT
        )
        output = (done.stdout + done.stderr).decode("utf-8", "replace")
        print(f"undersong-cli {step[0]}: {done.returncode} {output.strip().splitlines()[-1:]}", flush=True)
        if done.returncode != expected:
            return f"undersong-cli {' '.join(step)} ended with {done.returncode}\n{output}"
    revealed = list((folder / "out").iterdir())
    return "" if len(revealed) == 1 and revealed[0].stat().st_size > 1000 else f"what was revealed: {revealed}"


def isolated(folder: Path) -> dict[str, str]:
    """Environment variables that hide the user's settings and other installations of Python and Qt."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "XDG_"))}
    return kept | {"HOME": str(folder), "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
