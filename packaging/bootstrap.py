"""Install everything Undersong needs, then start, test or package it.

    python packaging/bootstrap.py run [FILE ...]
    python packaging/bootstrap.py test
    python packaging/bootstrap.py package

`package` builds the downloads in dist/. Needs only Python 3.11 or newer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import environment
import system_packages

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)  # as in pyproject's requires-python: torch has no wheels for others
MODES = ("run", "test", "package")
PROCESSES = min(4, os.cpu_count() or 1)  # of the tests, side by side: each may take a gibibyte
# Not `python -m importlinter`, which does not exist, nor the script in .venv, which a moved folder breaks.
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@dataclass(frozen=True)
class Stage:
    """One step of `test`: arguments for the environment's Python, and the Qt platform it runs on."""

    name: str
    arguments: Sequence[str]
    platform: str = "offscreen"


def stages(root: Path, platform: str) -> list[Stage]:
    """Return the steps of `test`; pytest is last, because the last lines are the ones a person reads."""
    steps = [
        Stage("ruff check", ["-m", "ruff", "check", "."]),
        Stage("ruff format", ["-m", "ruff", "format", "--check", "."]),
        Stage("mypy", ["-m", "mypy"]),
        Stage("lint-imports", ["-c", LINT_IMPORTS]),
        Stage("budget", [str(Path("packaging") / "budget.py")]),
    ]
    if platform == "linux" and has_display_tests(root / "tests"):
        # With the backend named, a missing Xvfb is an error; otherwise the plugin would run without it.
        arguments = ["-m", "pytest", "-m", "xvfb", "--xvfb-backend", "xvfb"]
        steps.append(Stage("pytest in a window", arguments, "xcb"))
    # Work is stolen test by test: two tests of a minute and more would keep one process busy when others are done.
    side_by_side = ["--numprocesses", str(PROCESSES), "--dist", "worksteal"]
    steps.append(Stage("pytest", ["-m", "pytest", "-m", "not xvfb", "--no-xvfb", *side_by_side]))
    return steps


def has_display_tests(tests: Path) -> bool:
    """Return whether any test has the mark xvfb: without one, pytest would fail because it collects nothing."""
    return any("mark.xvfb" in file.read_text("utf-8") for file in tests.rglob("test_*.py"))


def unsupported(version: tuple[int, int]) -> str | None:
    """Return an error message if this Python version is not supported, else None."""
    if OLDEST <= version <= NEWEST:
        return None
    return (
        f"Undersong needs Python {'.'.join(map(str, OLDEST))} to {'.'.join(map(str, NEWEST))}; this is Python "
        f"{version[0]}.{version[1]}. Run the command with a supported one, for example: python3.11 {' '.join(sys.argv)}"
    )


def thread_limit() -> dict[str, str]:
    """Return the setting that shares the cores: OpenMP threads that busy-wait cost more than they add."""
    return {"OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // PROCESSES))}


def test(python: Path) -> int:
    """Run every stage, also after a failure, and return 1 if any failed."""
    failed = []
    for stage in stages(ROOT, sys.platform):
        print(f"\n== {stage.name}", flush=True)
        settings = thread_limit() | environment.clean_environment(dict(os.environ))
        # The fault handler speaks also after pytest's own has gone: of a crash while the interpreter shuts down.
        settings |= {"QT_QPA_PLATFORM": stage.platform, "PYTHONFAULTHANDLER": "1"}
        # Tests of the window get a display of their own, never the user's.
        settings = {name: value for name, value in settings.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        start = time.perf_counter()
        command = [str(python), *stage.arguments]
        code = subprocess.run(command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, check=False).returncode
        seconds = time.perf_counter() - start
        if code:
            failed.append(f"{stage.name} (exit code {code})")
        if stage.name != "pytest":  # whose own summary is to be the last line
            print(f"== {stage.name}: {'failed' if code else 'passed'} in {seconds:.1f} s", flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def run(python: Path, arguments: list[str]) -> int:
    """Start the program with `arguments` and return its exit code."""
    settings = environment.clean_environment(dict(os.environ))
    if sys.platform == "linux" and not any(
        settings.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print("Undersong needs a display, and there is none.", file=sys.stderr)
        return 1
    # The working directory stays, as `arguments` may hold relative paths. -P: a folder named app may be in it.
    command = [str(python), "-P", "-m", "app", *arguments]
    if os.name == "posix":
        os.execve(python, command, settings)  # replaces this process: signals and exit code are the program's
    return subprocess.run(command, env=settings, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run the mode of the command line."""
    if not arguments or arguments[0] not in MODES or (arguments[0] != "run" and len(arguments) > 1):
        print(__doc__, file=sys.stderr)
        return 2
    problem = unsupported(sys.version_info[:2])
    if problem is not None:
        print(problem, file=sys.stderr)
        return 1
    import tomllib  # here, because Python before 3.11 lacks it and has to print the message above

    mode, *rest = arguments
    venv = environment.Venv(ROOT / ".venv")
    try:
        pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        system_packages.provide(mode, makes_venv=venv.version() is None)
        environment.provide(venv, ROOT, pyproject, mode)
    except (environment.SetupError, system_packages.MissingPackagesError) as error:
        print(error, file=sys.stderr)
        return 1
    if mode == "package":
        settings = environment.clean_environment(dict(os.environ))
        command = [str(venv.python), str(ROOT / "packaging" / "build.py")]
        return subprocess.run(command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, check=False).returncode
    return test(venv.python) if mode == "test" else run(venv.python, rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
