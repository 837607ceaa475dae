"""Try the packaged program as it lies there: its self-test with a look through the log, and a photo in a photo.

    python packaging/smoke_test.py [PROGRAM]        PROGRAM is dist/undersong/undersong, or the one installed

Needs nothing but Python, so that it can be run where only the package is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 15 * 60  # seconds for the self-test, on a slow and busy computer
TROUBLE = re.compile(
    r"FAILED|Traceback|Error|Warning|No module|not found|cannot|could ?n.t|unable|missing|QObject|QPainter|QFont",
    re.IGNORECASE,
)
FINE = (  # what a computer without sound, without a window, or without OpenGL may say
    re.compile(r"^self-test: all passed$"),
    re.compile(r"pulse|pipewire|alsa|qt\.multimedia", re.IGNORECASE),
    re.compile(r"propagateSizeHints"),
    re.compile(r"offers no OpenGL|lacks the library for sound"),
    re.compile(r"libEGL|libGL|MESA|XDG_RUNTIME_DIR|vtkXOpenGLRenderWindow", re.IGNORECASE),
)


def main(arguments: list[str]) -> int:
    """Run both; 0 when nothing is wrong."""
    suffix = ".exe" if os.name == "nt" else ""
    program = Path(arguments[0]) if arguments else ROOT / "dist" / "undersong" / f"undersong{suffix}"
    if not program.is_file():
        print(f"{program} is not there.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        wrong = tested(program, Path(folder)) or hidden(program.with_name(f"undersong-cli{suffix}"), Path(folder))
    print(f"smoke test: {wrong or 'passed'}", flush=True)
    return 1 if wrong else 0


def tested(program: Path, folder: Path) -> str:
    """Run the self-test; what was wrong with it, or nothing."""
    log = folder / "self-test.log"
    done = subprocess.run(
        [str(program), "--self-test", str(log)], capture_output=True, cwd=folder, env=nobody(folder), timeout=LONGEST
    )
    told = log.read_text("utf-8") if log.is_file() else ""
    print(told, flush=True)
    said = done.stderr.decode("utf-8", "replace")
    lines = trouble(told + said)
    if done.returncode or not told.rstrip().endswith("self-test: all passed"):
        return f"the self-test ended with {done.returncode}\n{said}"
    return "\n".join(["the log speaks of trouble:", *lines]) if lines else ""


def trouble(log: str) -> list[str]:
    """The lines of a log that nobody should see."""
    lines = [line for line in log.splitlines() if TROUBLE.search(line)]
    return [line for line in lines if not any(fine.search(line) for fine in FINE)]


def hidden(command: Path, folder: Path) -> str:
    """Hide a photo in a photo, reveal it, and be told so with a wrong key; what was wrong, or nothing."""
    photos = sorted((command.resolve().parent / "_internal" / "resources" / "examples").glob("*.jpg"))
    if len(photos) < 2:
        return "the examples are not inside"
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
            [str(command), *step], capture_output=True, cwd=folder, env=nobody(folder), timeout=LONGEST
        )
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        print(f"undersong-cli {step[0]}: {done.returncode} {said.strip().splitlines()[-1:]}", flush=True)
        if done.returncode != expected:
            return f"undersong-cli {' '.join(step)} ended with {done.returncode}\n{said}"
    found = list((folder / "out").iterdir())
    return "" if len(found) == 1 and found[0].stat().st_size > 1000 else f"what was revealed: {found}"


def nobody(folder: Path) -> dict[str, str]:
    """An environment in which nothing of the person who runs this is touched, and no other Python is found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "XDG_"))}
    return kept | {"HOME": str(folder), "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
